import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar } from '../support/archives';
import { busyboxApplets, runProgram, searchPath, type Exit } from '../support/program';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { startServer, type Handler, type TestServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { rangeHandler } from '../support/servers/ranges';
import { forEachShell, type Shell } from '../support/shells';
import { describeWith } from '../support/tools';
import { until } from '../support/until';
import { emptyVolume, namesIn, nobody } from '../support/volume';
import { sha256 } from './fetch-helpers';

/** The programs that download, each with a name for its file and the flags that it cannot do without. */
const programs = {
  fetch: { parts: ['fetch-https'], flags: [], total: [], published: 'file' },
  binary: { parts: ['fetch-https'], flags: ['--mode', '0755'], total: [], published: 'file' },
  data: { parts: ['fetch-data'], flags: [], total: ['--total-bytes', '9000000'], published: 'file' },
  unpack: { parts: ['tree', 'fetch-archive'], flags: [], total: [], published: 'tree/a' },
} as const;
type Program = keyof typeof programs;

const content = gzipSync(tar({ name: 'a', content: 'inside\n' }));

describeWith(['busybox', 'curl', 'openssl'], 'redirects to another host with a signed address', () => {
  let tls: Certificates;
  let volume: string;
  const keep = keepServers();

  beforeAll(() => { tls = makeCertificates(); });
  beforeEach(() => { volume = emptyVolume(); });

  const serve = async (handler: Handler, identity: Certificates['good'] | undefined = tls.good) => keep(await startServer(handler, identity));
  /** The same server by the other of its names. */
  const elsewhere = (server: TestServer, path: string) => server.url(path).replace('localhost', '127.0.0.1');
  const SIGNED = '/bucket/object?X-Amz-Credential=AKIA&X-Amz-Signature=s3cret';

  /** A store that gives the file to those who have a good signature, and to nobody who brings a credential. */
  const store = (body: Buffer = content) => serve((request, response) => {
    const credential = request.headers.authorization ?? request.headers.cookie ?? request.headers['x-token'];
    if (credential !== undefined) response.writeHead(400).end('only one auth mechanism allowed');
    else if (!request.url!.includes('X-Amz-Signature=s3cret')) response.writeHead(403).end('Request has expired');
    else response.end(body);
  });
  const redirecting = (location: () => string, status = 302) => serve((_, response) => {
    response.writeHead(status, { 'location': location(), 'set-cookie': 'session=s3cret' }).end('moved');
  });

  forEachShell((shell) => {
    const run = (program: Program, url: string, flags: readonly string[] = [], more: Partial<{ timeout: number; attempts: number }> = {}) => {
      const { parts, flags: own, total } = programs[program];
      return start(shell, volume, parts, [...total, `file=${url}`, '--ca', tls.ca, ...own, ...flags], more);
    };
    const exitOf = (...of: Parameters<typeof run>) => run(...of).exit;
    const credentials = ['--header', 'X-Token: s3cret', '--header-from-env', 'Authorization', 'TOKEN', '--header', 'Cookie: session=s3cret'];
    const expectQuiet = ({ output, terminationMessage }: Exit) => {
      expect(output + terminationMessage).not.toMatch(/s3cret|Signature|AKIA/);
    };
    const published = (program: Program) => join(volume, programs[program].published);

    describe.each(Object.keys(programs) as Program[])('%s', (program) => {
      test.each([301, 302, 303, 307, 308])('%d to a signed address: followed, and no credential goes along', async (status) => {
        const second = await store();
        const first = await redirecting(() => elsewhere(second, SIGNED), status);
        const exit = await exitOf(program, first.url('/file'), credentials);
        expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
        expectQuiet(exit);
        expect(statSync(published(program)).isFile()).toBe(true);
        expect(first.requests).toMatchObject([{ headers: { 'authorization': 'Bearer s3cret', 'x-token': 's3cret', 'cookie': 'session=s3cret' } }]);
        expect(second.requests).toMatchObject([{ path: SIGNED }]);
        for (const name of ['authorization', 'cookie', 'x-token']) expect(second.requests[0]!.headers[name]).toBeUndefined();
      });

      test('a signature that is too old: the first address is asked for another one', async () => {
        const second = await store();
        let asked = 0;
        const first = await redirecting(() => elsewhere(second, (asked += 1) === 1 ? '/bucket/object?X-Amz-Signature=0ld' : SIGNED));
        const exit = await exitOf(program, first.url('/file'), ['--sha256', sha256(content)]);
        const said = `answered 403 at ${elsewhere(second, '')}, redirected from ${first.url('/file')}; attempt 2 of 2 follows`;
        expect(exit).toMatchObject({ code: 0, output: expect.stringContaining(said) });
        expectQuiet(exit);
        expect(first.requests).toHaveLength(2);
      });

      test('from https to http: never, and nobody is asked, checksum or not', async () => {
        const second = keep(await startServer((_, response) => response.end(content)));
        const first = await redirecting(() => second.url(SIGNED));
        for (const flags of [[], ['--sha256', sha256(content)], ['--redirects-to', `localhost:${second.port}`]]) {
          const exit = await exitOf(program, first.url('/file'), flags);
          expect(exit).toMatchObject({
            code: 1, terminationMessage: `file: redirected from https to ${second.url('')}, which is not followed: name the https address of the file\n`,
          });
          expectQuiet(exit);
        }
        expect(second.connections()).toBe(0);
      });

      test('a Location of 70 KB is an error at once, in words', async () => {
        const first = await serve((_, response) => { response.writeHead(302, { location: `https://localhost/${'a'.repeat(70_000)}` }).end(); });
        const exit = await exitOf(program, first.url('/file'));
        expect(exit).toMatchObject({ code: 1, terminationMessage: 'file: the server sent an ETag or Location of more than 8 KB\n' });
        expect(exit.ms).toBeLessThan(2_000);
      });
    });

    describe('where it may lead', () => {
      const allow = (hosts: string) => ['--redirects-to', hosts];

      test.each<[string, (port: number) => string, boolean]>([
        ['the host', (port) => `other.example.com 127.0.0.1:${port}`, true],
        ['any host', () => '*', true],
        ['another port', (port) => `127.0.0.1:${port + 1}`, false],
        ['no port', () => '127.0.0.1', false],
        ['the first host', (port) => `localhost:${port}`, false],
        ['none', () => '', false],
        ['all below the end of an address', (port) => `*.0.0.1:${port}`, true],
        ['all below something else', (port) => `*.example.com *.27.0.0.1:${port}`, false],
      ])('%s', async (_, hosts, allowed) => {
        const second = await store();
        const first = await redirecting(() => elsewhere(second, SIGNED));
        const list = hosts(second.port);
        const exit = await exitOf('fetch', first.url('/file'), allow(list));
        expect(exit).toMatchObject(allowed ? { code: 0 } : {
          code: 1, terminationMessage: `file: redirected to ${elsewhere(second, '')}, which redirectsTo does not allow${list && `: it allows ${list}`}\n`,
        });
        expectQuiet(exit);
        expect(second.connections()).toBe(allowed ? 1 : 0);
      });

      test('the same origin may always be asked', async () => {
        const first = await serve((request, response) => {
          if (request.url === '/end') response.end(content);
          else response.writeHead(302, { location: '/end' }).end();
        });
        expect(await exitOf('fetch', first.url('/file'), allow(''))).toMatchObject({ code: 0 });
      });

      test('back to the first origin: still without credentials', async () => {
        const first: TestServer = await serve((request, response) => {
          if (request.url === '/end') response.end(content);
          else response.writeHead(302, { location: elsewhere(second, '/x') }).end();
        });
        const second = await redirecting(() => first.url('/end'));
        expect(await exitOf('fetch', first.url('/file'), credentials)).toMatchObject({ code: 0 });
        expect(first.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer s3cret', undefined]);
      });

      test('http, with a checksum: to http and to https, and not back from https', async () => {
        const plain = await startPlain(() => content);
        const secure = await store();
        const sum = ['--sha256', sha256(content)];
        const hop = async (location: () => string) =>
          keep(await startServer((_, response) => { response.writeHead(302, { location: location() }).end(); }));
        expect(await exitOf('fetch', (await hop(() => plain.url('/x'))).url('/file'), sum)).toMatchObject({ code: 0 });
        volume = emptyVolume();
        expect(await exitOf('fetch', (await hop(() => secure.url(SIGNED))).url('/file'), sum)).toMatchObject({ code: 0 });
        volume = emptyVolume();
        const back = await redirecting(() => plain.url('/x'));
        expect(await exitOf('fetch', (await hop(() => back.url('/y'))).url('/file'), sum))
          .toMatchObject({ code: 1, terminationMessage: expect.stringContaining('redirected from https to http://') });
      });

      const startPlain = async (body: () => Buffer) => keep(await startServer((_, response) => response.end(body())));
    });

    describe('what a Location may be', () => {
      test.each<[string, (first: TestServer, second: TestServer) => string]>([
        ['a path', () => SIGNED],
        ['a relative path', () => `.${SIGNED}`],
        ['without a scheme', (_, second) => elsewhere(second, SIGNED).replace('https:', '')],
        ['a query alone', () => SIGNED.replace(/^[^?]*/, '')],
        ['with a fragment', (_, second) => `${elsewhere(second, SIGNED)}#part`],
        ['with a scheme in capitals', (_, second) => elsewhere(second, SIGNED).replace('https', 'HTTPS')],
      ])('%s: followed', async (_, location) => {
        const second = await store();
        const first: TestServer = await serve((request, response) => {
          if (request.url!.includes('Signature')) response.end(content);
          else response.writeHead(302, { location: location(first, second) }).end();
        });
        expect(await exitOf('fetch', first.url('/file'), ['--sha256', sha256(content)])).toMatchObject({ code: 0 });
        expect(first.requests.length + second.requests.length).toBe(2);
      });

      test.each<[string, string, RegExp]>([
        ['a file', 'file:///etc/passwd', /redirected to file:\/\/, which is not followed/],
        ['a script', 'javascript:alert(1)', /redirected to javascript:alert\(1\):\/\/javascript:alert\(1\), which is not|address that is not valid/],
        ['ftp', 'ftp://localhost/x', /redirected to ftp:\/\/localhost, which is not followed/],
        ['a login', 'https://me:s3cret@localhost/x', /answered 302 with an address that is not valid/],
        ['a login before a host that looks good', 'https://localhost\\@evil.example.com/', /address that is not valid/],
        ['nothing', '', /answered 302 without an address to go to/],
        ['a carriage return', 'https://localhost/a\rX-Evil: s3cret', /./],
        ['a line break that begins a header', 'https://localhost/a\r\nX-Evil: s3cret', /./],
        ['a control character', 'https://localhost/\x01\x1b[31m', /address that is not valid/],
        ['a NUL', 'https://localhost/\0', /./],
        ['a blank in the host', 'https://local host/x', /./],
      ])('%s: a failure in words, on one line, without secrets', async (_, location, message) => {
        const url = await startRaw(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
        const exit = await start(shell, volume, ['fetch-https'], [`file=${url}`, '--sha256', sha256('x')]).exit;
        expect(exit.code).toBe(1);
        expect(exit.terminationMessage).toMatch(message);
        // eslint-disable-next-line no-control-regex
        expect(exit.terminationMessage).toMatch(/^[^\x00-\x09\x0b-\x1f]*\n$/);
        expectQuiet(exit);
        expect(namesIn(volume)).toEqual([]);
      });

      test('a circle of two hosts, or one that never ends, is refused', async () => {
        const first: TestServer = await serve((_, response) => { response.writeHead(302, { location: elsewhere(first, '/again') }).end(); });
        expect(await exitOf('fetch', first.url('/file'))).toMatchObject({ code: 1, terminationMessage: 'file: redirected more than 10 times\n' });
        expect(first.requests).toHaveLength(11);
      });
    });

    describe('bad days of the second host', () => {
      test('it is away, or has another certificate: the message names it, and the first address', async () => {
        const away = await serve(() => undefined);
        await away.close();
        const first = await redirecting(() => elsewhere(away, SIGNED));
        const exit = await exitOf('fetch', first.url('/file'));
        expect(exit).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(/^file: .* at https:\/\/127.0.0.1:\d+, redirected from https:\/\/localhost:\d+\/file; gave up on/),
        });
        expectQuiet(exit);
        const wrong = await serve((_, response) => response.end(content), tls.wrongName);
        const other = await exitOf('fetch', (await redirecting(() => elsewhere(wrong, SIGNED))).url('/file'));
        expect(other).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/\(curl 60\) at https:\/\/127.0.0.1:\d+, redirected from/) });
        expect(wrong.requests).toHaveLength(0);
      });

      test.each([403, 410, 500, 503])('%d all the time: keep goes on with what is there, fail gives up', async (status) => {
        const second = await serve((_, response) => { response.writeHead(status).end(); });
        const first = await redirecting(() => elsewhere(second, SIGNED));
        writeFileSync(join(volume, 'file'), 'old');
        const kept = await exitOf('fetch', first.url('/file'), ['--when-unavailable', 'keep'], { attempts: 2 });
        expect(kept).toMatchObject({ code: 0, output: expect.stringContaining('the copy from before is kept') });
        expectQuiet(kept);
        const failed = await exitOf('fetch', first.url('/file'), [], { attempts: 1 });
        expect(failed).toMatchObject({ code: 1, terminationMessage: expect.stringContaining(`answered ${status} at ${elsewhere(second, '')}`) });
        expectQuiet(failed);
      });

      test('404 there is final', async () => {
        const second = await serve((_, response) => { response.writeHead(404).end(); });
        const first = await redirecting(() => elsewhere(second, SIGNED));
        expect(await exitOf('fetch', first.url('/file'))).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^file: answered 404 at \S+, redirected from \S+\n$/) });
        expect(second.requests).toHaveLength(1);
      });
    });

    describe('a large file', () => {
      const isPart = (name: string) => /^\.prelude-part-[0-9a-f]{64}$/.test(name);
      const partSize = () => Math.max(0, ...readdirSync(volume).filter(isPart).map((name) => statSync(join(volume, name)).size));

      test.each([['an ETag', '"one"', false], ['a checksum', '', true]])('with %s: a killed download goes on behind another signature', async (_, etag, summed) => {
        const served = { content: randomBytes(2_000_000), etag };
        const { handler, sent } = rangeHandler(served, { speed: 4_000_000 });
        const second = await serve(handler);
        let signatures = 0;
        const first = await redirecting(() => elsewhere(second, `/object?X-Amz-Signature=s3cret${signatures += 1}`));
        const flags = [...credentials, ...(summed ? ['--sha256', sha256(served.content)] : [])];
        const running = run('data', first.url('/file'), flags);
        await until(() => partSize() > 500_000, 'a part');
        running.kill('SIGKILL');
        await running.exit;
        const exit = await exitOf('data', first.url('/file'), flags);
        expect(exit).toMatchObject({ code: 0, output: expect.stringMatching(/goes on after \d+ bytes/) });
        expectQuiet(exit);
        expect(readFileSync(join(volume, 'file')).equals(served.content)).toBe(true);
        expect(sent()).toBeLessThan(2_500_000);
        expect(second.requests.at(-1)!.headers).toMatchObject({ range: expect.stringMatching(/^bytes=\d+-$/), ...(etag === '' ? {} : { 'if-range': etag }) });
        expect(second.requests.at(-1)!.headers.authorization).toBeUndefined();
      });
    });
  });
});

const env = { TOKEN: 'Bearer s3cret' };

function start(shell: Shell, volume: string, parts: readonly string[], args: readonly string[], { timeout = 20, attempts = 2 } = {}) {
  return runProgram({
    shell,
    parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', ...parts],
    name: 'step',
    args: ['--timeout', String(timeout), '--attempts', String(attempts), '--to', volume, ...args],
    env: { ...env, PATH: `${busyboxApplets()}${delimiter}${searchPath(shell)}` },
    ...nobody,
  });
}

/** The URL of a server that sends these very bytes, over http. */
async function startRaw(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(Buffer.from(answer, 'latin1')));
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}
