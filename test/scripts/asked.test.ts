import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar } from '../support/archives';
import { busyboxApplets, runProgram, searchPath } from '../support/program';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler } from '../support/servers/git-https';
import { makeRepositories, type Repositories } from '../support/servers/git-repository';
import { startServer, type Handler, type TestServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { emptyVolume, nobody } from '../support/volume';
import { startClone } from './clone-helpers';

const DAY = ['--ask-again-after', '86400'];
/** The programs that download what has no checksum. `data` asks again only where it is told to, so here: after no time. */
const programs = {
  fetch: { parts: ['fetch-https'], flags: [], always: [], published: 'file' },
  data: { parts: ['fetch-data'], flags: ['--total-bytes', '9000000'], always: ['--ask-again-after', '0'], published: 'file' },
  unpack: { parts: ['tree', 'fetch-archive'], flags: [], always: [], published: 'tree/a' },
} as const;

/** A file that changes, with what a server says of it. */
interface Served { content: Buffer; etag?: string; modified?: string }

const archive = (content: string) => gzipSync(tar({ name: 'a', content }));

/** Answers as RFC 9110 says, and counts the bytes of the file. */
function conditional(served: Served) {
  let sent = 0;
  const handler: Handler = (request, response) => {
    const headers = { ...(served.etag === undefined ? {} : { etag: served.etag }), ...(served.modified === undefined ? {} : { 'last-modified': served.modified }) };
    const match = request.headers['if-none-match'];
    const same = match === undefined ? served.modified !== undefined && request.headers['if-modified-since'] === served.modified : match === served.etag;
    if (same) response.writeHead(304, headers).end();
    else {
      sent += served.content.length;
      response.writeHead(200, headers).end(served.content);
    }
  };
  return { handler, sent: () => sent };
}

describeWith(['busybox', 'curl', 'git', 'openssl'], 'what is there is not downloaded again', () => {
  let tls: Certificates;
  let repositories: Repositories;
  let volume: string;
  const keep = keepServers();

  beforeAll(() => {
    tls = makeCertificates();
    repositories = makeRepositories();
    repositories.create('shop.git').commit({ README: 'one\n' });
  });
  beforeEach(() => { volume = emptyVolume(); });
  const serve = async (handler: Handler) => keep(await startServer(handler, tls.good));

  forEachShell((shell) => {
    describe.each(Object.entries(programs))('%s', (name, { parts, flags, always, published }) => {
      const run = (url: string, own: readonly string[] = always, { attempts = 1, timeout = 20 } = {}) => runProgram({
        shell,
        parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', ...parts],
        name: 'step',
        args: [
          '--timeout', String(timeout), '--attempts', String(attempts), '--lock', join(volume, '.prelude-lock'), '--to', volume, ...flags, `file=${url}`, '--ca', tls.ca, ...own,
        ],
        env: { PATH: `${busyboxApplets()}${delimiter}${searchPath(shell)}` },
        ...nobody,
      }).exit;
      const bytes = (text: string) => (name === 'unpack' ? archive(text) : Buffer.from(text));
      const read = () => readFileSync(join(volume, published), 'utf8');
      const record = () => join(volume, readdirSync(volume).find((file) => /^\.prelude-(done-[0-9a-f]{64}|tree)$/.test(file))!);
      /** As if the last request was so many seconds ago. */
      const age = (seconds: number) => {
        const lines = readFileSync(record(), 'utf8').split('\n');
        lines[1] = String(Number(lines[1]) - seconds);
        writeFileSync(record(), lines.join('\n'));
      };

      test.each<[string, Partial<Served>]>([
        ['a weak ETag', { etag: 'W/"one"' }], ['a date', { modified: 'Tue, 01 Dec 2026 10:00:00 GMT' }],
        ['both', { etag: '"one"', modified: 'Tue, 01 Dec 2026 10:00:00 GMT' }],
      ])('the second start gets no byte of it where the server has %s, and a change is seen', async (_, validators) => {
        const served: Served = { content: bytes('one'), ...validators };
        const { handler, sent } = conditional(served);
        const url = (await serve(handler)).url('/file');
        expect(await run(url)).toMatchObject({ code: 0 });
        const once = sent();
        expect(await run(url)).toMatchObject({ code: 0, output: 'step: file: is still the same\n' });
        expect(await run(url)).toMatchObject({ code: 0, output: 'step: file: is still the same\n' });
        expect(sent()).toBe(once);
        Object.assign(served, { content: bytes('two'), etag: served.etag && '"two"', modified: served.modified && 'Wed, 02 Dec 2026 10:00:00 GMT' });
        expect(await run(url)).toMatchObject({ code: 0 });
        expect(read()).toBe('two');
        expect(await run(url)).toMatchObject({ code: 0, output: 'step: file: is still the same\n' });
      });

      test('a server that says nothing of it sends it again', async () => {
        const served: Served = { content: bytes('one') };
        const { handler, sent } = conditional(served);
        const server = await serve(handler);
        for (const _ of [1, 2]) expect(await run(server.url('/file'))).toMatchObject({ code: 0 });
        expect(sent()).toBe(2 * served.content.length);
        expect(server.requests.map(({ headers }) => headers['if-none-match'] ?? headers['if-modified-since'])).toEqual([undefined, undefined]);
      });

      test('what another has changed meanwhile is fetched as a whole', async () => {
        const { handler } = conditional({ content: bytes('one'), etag: '"one"' });
        const url = (await serve(handler)).url('/file');
        await run(url);
        // Of a tree the record says which it is; what is in it, its owner alone can write.
        if (name === 'unpack') writeFileSync(join(volume, '.prelude-tree'), 'x');
        else utimesSync(join(volume, 'file'), 1, 1);
        const exit = await run(url);
        expect(exit).toMatchObject({ code: 0 });
        expect(exit.output).not.toContain('the same');
      });

      test('another address is another file, though its ETag is the same', async () => {
        const { handler } = conditional({ content: bytes('one'), etag: '"1"' });
        const server = await serve((request, response, nth) => (request.url === '/other'
          ? conditional({ content: bytes('other'), etag: '"1"' }).handler(request, response, nth) : handler(request, response, nth)));
        await run(server.url('/file'));
        expect(await run(server.url('/other'))).toMatchObject({ code: 0 });
        expect(read()).toBe('other');
      });

      test('behind a redirect the ETag is asked of the place that it came from, a date of nobody', async () => {
        const modified = 'Tue, 01 Dec 2026 10:00:00 GMT';
        const files: Record<string, Served> = { '/v1': { content: bytes('v1'), etag: '"1"', modified }, '/v2': { content: bytes('v2'), etag: '"1"', modified } };
        const store = await serve((request, response, nth) => conditional(files[request.url!.split('?')[0]!]!).handler(request, response, nth));
        let latest = '/v1';
        const first = await serve((_, response, nth) => response.writeHead(302, { location: store.url(`${latest}?signature=${nth}`) }).end());
        await run(first.url('/file'));
        expect(await run(first.url('/file'))).toMatchObject({ code: 0, output: 'step: file: is still the same\n' });
        expect(store.requests[1]!.headers).toMatchObject({ 'if-none-match': '"1"' });
        expect(store.requests[1]!.headers['if-modified-since']).toBeUndefined();
        latest = '/v2';
        expect(await run(first.url('/file'))).toMatchObject({ code: 0 });
        expect(read()).toBe('v2');
        expect([first, store].flatMap(({ requests }) => requests).filter(({ headers }) => headers['if-none-match'] !== undefined)).toHaveLength(1);
      });

      test('304 to a request that has no condition is a failure', async () => {
        const server = await serve((_, response) => response.writeHead(304).end());
        expect(await run(server.url('/file'))).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('answered 304 to a request without a condition') });
      });

      test('a request that is young enough is not made again, one that is too old or of the future is', async () => {
        const server = await serve(conditional({ content: bytes('one'), etag: '"one"' }).handler);
        expect(await run(server.url('/file'), DAY)).toMatchObject({ code: 0 });
        expect(await run(server.url('/file'), DAY)).toMatchObject({ code: 0, output: expect.stringMatching(/^step: file: is there(, asked for \d+ s ago)?\n$/) });
        expect(server.requests).toHaveLength(1);
        age(86_399 - 20);
        await run(server.url('/file'), DAY);
        expect(server.requests).toHaveLength(1);
        age(30);
        expect(await run(server.url('/file'), DAY)).toMatchObject({ code: 0, output: 'step: file: is still the same\n' });
        expect(server.requests).toHaveLength(2);
        // That is a request too: the time begins anew.
        await run(server.url('/file'), DAY);
        expect(server.requests).toHaveLength(2);
        age(-3600);
        await run(server.url('/file'), DAY);
        expect(server.requests).toHaveLength(3);
      });

      test('a source that has had enough of us: the old one is kept, and the server is asked once', async () => {
        let limited = false;
        const good = conditional({ content: bytes('one') }).handler;
        const server = await serve((request, response, nth) => (limited ? response.writeHead(429, { 'retry-after': '3600' }).end() : good(request, response, nth)));
        const keeping = [...always, '--when-unavailable', 'keep'];
        await run(server.url('/file'), keeping);
        limited = true;
        expect(await run(server.url('/file'), keeping, { attempts: 5 })).toMatchObject({
          code: 0, output: expect.stringMatching(/^step: file: answered 429, and asks for 3600 s of patience; the (copy|tree) from before is kept\n$/),
        });
        expect(server.requests).toHaveLength(2);
        expect(read()).toBe('one');
        expect(await run(server.url('/file'), always, { attempts: 5 })).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('429, and asks for 3600 s') });
        expect(server.requests).toHaveLength(3);
      });

      test('Retry-After that fits into the time is kept', async () => {
        const good = conditional({ content: bytes('one') }).handler;
        const server = await serve((request, response, nth) => (nth === 1 ? response.writeHead(503, { 'retry-after': '1' }).end() : good(request, response, nth)));
        const exit = await run(server.url('/file'), always, { attempts: 2 });
        expect(exit).toMatchObject({ code: 0 });
        expect(exit.ms).toBeGreaterThan(1300);
      });

      test('a record with anything in it does no harm', async () => {
        const server = await serve(conditional({ content: bytes('one'), etag: '"one"' }).handler);
        await run(server.url('/file'));
        const [about] = readFileSync(record(), 'utf8').split('\n');
        for (const rest of ['', '\n', '\n$(touch /tmp/x)\n"one"\r\nX-Evil: 1', '\n9999999999999999999\n"one"', `\n08\n${'x'.repeat(20_000)}`]) {
          writeFileSync(record(), `${about}${rest}\n`);
          expect(await run(server.url('/file'))).toMatchObject({ code: 0 });
          expect(read()).toBe('one');
        }
        expect(server.requests.filter(({ headers }) => headers['x-evil'] !== undefined)).toEqual([]);
      });

      test('its record can be read by the next user', async () => {
        const server = await serve(conditional({ content: bytes('one'), etag: '"one"' }).handler);
        await run(server.url('/file'));
        expect(statSync(record()).mode & 0o777).toBe(0o644);
      });
    });

    test('clone: a ref that was asked for lately is not asked for again', async () => {
      const server = await serve((request, response, nth) => gitHandler(repositories.root)(request, response, nth));
      const work = emptyVolume();
      const clone = (flags: readonly string[], of: TestServer = server) =>
        startClone({ shell, volume, work, repository: of.url('/shop.git'), flags: ['--ca', tls.ca, ...flags], attempts: 1 }).exit;
      expect(await clone(DAY)).toMatchObject({ code: 0 });
      const asked = server.requests.length;
      expect(await clone(DAY)).toMatchObject({ code: 0, output: expect.stringMatching(/: HEAD is there, asked for \d+ s ago\n$/) });
      expect(server.requests).toHaveLength(asked);
      expect(await clone([])).toMatchObject({ code: 0, output: expect.stringMatching(/HEAD is still [0-9a-f]{40}\n$/) });
      expect(server.requests.length).toBeGreaterThan(asked);
      const other = server.requests.length;
      expect(await clone([...DAY, '--ref', 'main'])).toMatchObject({ code: 0 });
      expect(server.requests.length).toBeGreaterThan(other);
    });
  });
});
