import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { startServer, type Handler, type TestServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { canMount } from '../support/small-disk';
import { describeWith, findTool } from '../support/tools';
import { emptyVolume, namesIn } from '../support/volume';
import { sha256, startFetch, type FetchOptions } from './fetch-helpers';

const content = 'a = "$(NAME) $$ `x` *"\n';

describeWith(['curl', 'openssl'], 'fetch', () => {
  let tls: Certificates;
  let volume: string;
  const keep = keepServers();

  beforeAll(() => { tls = makeCertificates(); });
  beforeEach(() => { volume = emptyVolume(); });

  const serve = async (handler: Handler, identity = tls.good) => keep(await startServer(handler, identity));
  const good = () => serve((_, response) => response.end(content));
  const read = (file: string) => readFileSync(join(volume, file), 'utf8');

  forEachShell((shell) => {
    const fetch = (files: string[], more: Partial<FetchOptions> = {}) => startFetch({ shell, volume, files, ...more }).exit;

    test('a file arrives, readable by all, and nothing else is left', async () => {
      const server = await good();
      const exit = await fetch([`app.conf=${server.url('/app.conf?token=s3cret')}`, '--ca', tls.ca]);
      expect(exit).toMatchObject({ code: 0, output: 'fetch-config: app.conf: fetched, 23 bytes\n', terminationMessage: '' });
      expect(read('app.conf')).toBe(content);
      expect(statSync(join(volume, 'app.conf')).mode & 0o7777).toBe(0o644);
      expect(namesIn(volume)).toEqual(['app.conf']);
      expect(server.requests).toMatchObject([{ method: 'GET', path: '/app.conf?token=s3cret' }]);
    });

    test('a program can be executed by all, also one that was there with another mode', async () => {
      const server = await serve((_, response) => response.end('#!/bin/sh\n'));
      const tool = [`tool=${server.url('/tool')}`, '--ca', tls.ca, '--sha256', sha256('#!/bin/sh\n'), '--mode', '0755'];
      const mode = () => statSync(join(volume, 'tool')).mode & 0o7777;
      expect(await fetch(tool)).toMatchObject({ code: 0 });
      expect(mode()).toBe(0o755);
      chmodSync(join(volume, 'tool'), 0o644);
      expect(await fetch(tool)).toMatchObject({ code: 0, output: 'fetch-config: tool: is there, with the right checksum\n' });
      expect(mode()).toBe(0o755);
      expect(server.requests).toHaveLength(1);
    });

    test.each(['4755', '0777', '', '755'])('the mode %p is none of those that there are', async (mode) => {
      const exit = await fetch(['tool=https://localhost/tool', '--mode', mode]);
      expect(exit).toMatchObject({ code: 121, terminationMessage: `--mode is 0644 or 0755, not '${mode}'\n` });
    });

    const asReadOnly = canMount() ? test : test.skip;
    asReadOnly('nothing is written but the volume (needs mount)', async () => {
      // A view of this machine in which all else is read-only.
      const contain = `mount --bind "$VOLUME" "$VOLUME" && mount -o remount,bind,ro / && exec ${findTool('setpriv')} --reuid 65534 --regid 65534 --clear-groups "$@"`;
      const readOnly = { ...shell, command: ['unshare', '--mount', 'sh', '-c', contain, 'contain', ...shell.command] } as const;
      const server = await good();
      const exit = await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca], { shell: readOnly, uid: 0, env: { VOLUME: volume } });
      expect(exit).toMatchObject({ code: 0, output: 'fetch-config: app.conf: fetched, 23 bytes\n' });
    });

    test('an empty file is a file', async () => {
      const server = await serve((_, response) => response.end());
      writeFileSync(join(volume, 'app.conf'), 'old');
      expect(await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca])).toMatchObject({ code: 0 });
      expect(read('app.conf')).toBe('');
    });

    test('several files, each with its own flags', async () => {
      const server = await serve((request, response) => response.end(`${request.url} ${request.headers['x-a'] ?? 'none'}`));
      const files = ['a', 'b', 'c'].flatMap((name) => [
        `${name}=${server.url(`/${name}`)}`, '--ca', tls.ca, ...(name === 'b' ? ['--header', 'X-A: only b'] : []),
      ]);
      expect(await fetch(files)).toMatchObject({ code: 0 });
      expect(['a', 'b', 'c'].map(read)).toEqual(['/a none', '/b only b', '/c none']);
    });

    test('names and URLs arrive unchanged, whatever is in them', async () => {
      const names = ['with space', '-n', '--to', 'a$b', '`id`', 'q\'u"o', '*', 'x=y', '$(NAME)', 'ü', '.hidden', '\\n'];
      const server = await serve((request, response) => response.end(request.url));
      const files = names.flatMap((name, i) => [`${name}=${server.url(`/${i}/[a-b]{c,d}?q=https://x/&$HOME`)}`, '--ca', tls.ca]);
      expect(await fetch(files)).toMatchObject({ code: 0 });
      expect(namesIn(volume)).toEqual([...names].sort());
      expect(names.map(read)).toEqual(names.map((_, i) => `/${i}/[a-b]{c,d}?q=https://x/&$HOME`));
    });

    test('headers and tokens arrive unchanged, and stand in no process list and no line', async () => {
      const values = ['two  words', '"quoted" \\"', "it's", '$HOME $(id) $$', '`id`', '*', '-v', '@/etc/passwd', '#x;', 'ü', 'a: b:c', '\\n\\'];
      const lines: string[] = [];
      const server = await serve((_, response) => {
        for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
          try { lines.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); } catch { /* it has ended */ }
        }
        response.end(content);
      });
      // The process list is the machine's: other tests have tokens too.
      const token = `token-${randomUUID()}`;
      const env = Object.fromEntries(values.map((value, i) => [`VALUE_${i}`, `${token}-${i} ${value}`]));
      const exit = await fetch([
        `app.conf=${server.url('/')}`, '--ca', tls.ca,
        ...values.flatMap((value, i) => ['--header', `X-Plain-${i}: ${value}`, '--header-from-env', `X-Env-${i}`, `VALUE_${i}`]),
        '--header-prefix', 'Bearer ', '--header-from-env', 'Authorization', 'VALUE_2',
        '--header-from-env', 'X-Bare', 'VALUE_0', '--header', 'X-Empty:', '--header', 'User-Agent: me',
      ], { env });
      expect(exit).toMatchObject({ code: 0 });
      const { headers } = server.requests[0]!;
      const utf8 = (name: string) => Buffer.from(String(headers[name]), 'latin1').toString();
      expect(values.map((_, i) => utf8(`x-plain-${i}`))).toEqual(values);
      expect(values.map((_, i) => utf8(`x-env-${i}`))).toEqual(values.map((value, i) => `${token}-${i} ${value}`));
      expect(headers).toMatchObject({ 'authorization': `Bearer ${token}-2 it's`, 'x-bare': `${token}-0 two  words`, 'x-empty': '', 'user-agent': 'me' });
      expect(lines.some((line) => line.includes('curl\0'))).toBe(true);
      expect(lines.concat(exit.output).filter((line) => line.includes(token))).toEqual([]);
    });

    test('a token with a line break is refused, without showing it', async () => {
      const server = await good();
      const exit = await fetch(
        [`app.conf=${server.url('/')}`, '--header-from-env', 'X-Token', 'TOKEN'], { env: { TOKEN: 's3cret\nX-Evil: 1' } },
      );
      expect(exit).toMatchObject({ code: 121, terminationMessage: expect.stringContaining('header X-Token has a line break') });
      expect(exit.output).not.toContain('s3cret');
      expect(server.connections()).toBe(0);
    });

    test('what is compressed stays compressed', async () => {
      const packed = gzipSync(content);
      const server = await serve((_, response) => { response.setHeader('content-encoding', 'gzip').end(packed); });
      expect(await fetch([`app.gz=${server.url('/')}`, '--ca', tls.ca, '--sha256', sha256(packed)])).toMatchObject({ code: 0 });
      expect(readFileSync(join(volume, 'app.gz'))).toEqual(packed);
      expect(server.requests[0]!.headers['accept-encoding']).toBeUndefined();
    });

    test('a login and a password are put together on the way, and stand in no process list and no line', async () => {
      const password = `pass:word-${randomUUID()} $x "`;
      const lines: string[] = [];
      const server = await serve((_, response) => {
        for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
          try { lines.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); } catch { /* it has ended */ }
        }
        response.end(content);
      });
      const flags = ['--basic-from-env', 'Authorization', 'LOGIN', 'PASSWORD'];
      const url = `app.conf=${server.url('/')}`;
      const exit = await fetch([url, '--ca', tls.ca, ...flags], { env: { LOGIN: 'ci user', PASSWORD: password } });
      expect(exit).toMatchObject({ code: 0 });
      const sent = String(server.requests[0]!.headers.authorization);
      expect(Buffer.from(sent.replace('Basic ', ''), 'base64').toString()).toBe(`ci user:${password}`);
      expect(lines.concat(exit.output).filter((line) => line.includes(password) || line.includes(sent))).toEqual([]);
      const wrong: Record<string, string>[] = [{ LOGIN: 'a:b', PASSWORD: password }, { LOGIN: 'a', PASSWORD: 'x\ny' }, { LOGIN: 'a' }];
      for (const env of wrong) {
        const refused = await fetch([url, '--ca', tls.ca, ...flags], { env });
        expect(refused.code).toBe(121);
        expect(refused.output).not.toContain(password);
      }
      expect(server.requests).toHaveLength(1);
    });

    test('SHA-512: right, wrong, short, and not both', async () => {
      const server = await good();
      const sha512 = (text: string) => createHash('sha512').update(text).digest('hex');
      const url = [`app.conf=${server.url('/')}`, '--ca', tls.ca];
      expect(await fetch([...url, '--sha512', sha512(content).toUpperCase()])).toMatchObject({ code: 0 });
      expect(await fetch([...url, '--sha512', sha512(content)])).toMatchObject({ code: 0, output: expect.stringContaining('is there') });
      expect(await fetch([...url, '--sha512', sha512('x')])).toMatchObject({
        code: 1, terminationMessage: `app.conf: has the sha512 ${sha512(content)}, not ${sha512('x')}\n`,
      });
      expect(await fetch([...url, '--sha512', sha256(content)])).toMatchObject({ code: 121, terminationMessage: expect.stringContaining('128 hexadecimal digits') });
      expect(await fetch([...url, '--sha256', sha256(content), '--sha512', sha512(content)])).toMatchObject({ code: 121 });
      const plain = keep(await startServer((_, response) => response.end(content)));
      expect(await fetch([`plain=${plain.url('/')}`, '--sha512', sha512(content)])).toMatchObject({ code: 0 });
    });

    describe('with a checksum', () => {
      test('the right content is not asked for again', async () => {
        const server = await good();
        const files = [`app.conf=${server.url('/')}`, '--ca', tls.ca, '--sha256', sha256(content).toUpperCase()];
        expect(await fetch(files)).toMatchObject({ code: 0 });
        expect(await fetch(files)).toMatchObject({ code: 0, output: 'fetch-config: app.conf: is there, with the right checksum\n' });
        expect(server.connections()).toBe(1);
      });

      test('http will do', async () => {
        const server = keep(await startServer((_, response) => response.end(content)));
        expect(await fetch([`app.conf=${server.url('/')}`, '--sha256', sha256(content)])).toMatchObject({ code: 0 });
        expect(await fetch([`app.conf=${server.url('/')}`])).toMatchObject({ code: 121 });
        expect(read('app.conf')).toBe(content);
      });

      test('wrong content is an error at once, and the old content stays', async () => {
        const server = await good();
        writeFileSync(join(volume, 'app.conf'), 'old');
        const exit = await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca, '--sha256', sha256('other')]);
        expect(exit).toMatchObject({
          code: 1, terminationMessage: `app.conf: has the sha256 ${sha256(content)}, not ${sha256('other')}\n`,
        });
        expect(read('app.conf')).toBe('old');
        expect(namesIn(volume)).toEqual(['app.conf']);
        expect(server.requests).toHaveLength(1);
      });

      test('a link to the right content is replaced by the content', async () => {
        const server = await good();
        writeFileSync(join(volume, 'elsewhere'), content);
        symlinkSync('elsewhere', join(volume, 'app.conf'));
        expect(await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca, '--sha256', sha256(content)])).toMatchObject({ code: 0 });
        expect(server.requests).toHaveLength(1);
      });
    });

    describe('the size limit', () => {
      const body = 'x'.repeat(1000);
      test.each<[string, number, number, Handler]>([
        ['exactly the limit', 1000, 0, (_, response) => response.end(body)],
        ['one more', 999, 1, (_, response) => response.end(body)],
        ['one more, chunked', 999, 1, (_, response) => { response.write(body.slice(1)); response.end('x'); }],
        ['endless, chunked', 100_000, 1, (_, response) => {
          const more = () => { while (response.write('y'.repeat(65536))); };
          response.on('drain', more);
          more();
        }],
        ['a page with an error is no large file', 999, 404, (_, response) => { response.writeHead(404).end(body); }],
      ])('%s', async (_, limit, outcome, handler) => {
        const server = await serve(handler);
        const exit = await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca, '--max-bytes', String(limit)]);
        expect(exit).toMatchObject({ code: outcome === 0 ? 0 : 1, terminationMessage: expect.stringContaining(
          { 0: '', 1: `larger than ${limit} bytes`, 404: 'answered 404' }[outcome]!,
        ) });
        expect(namesIn(volume)).toEqual(outcome === 0 ? ['app.conf'] : []);
        expect(server.requests).toHaveLength(1);
      });
    });

    describe('redirects', () => {
      const redirect = (location: () => string, status = 302) => serve((request, response) => {
        if (request.url === '/end') response.end(content);
        else response.writeHead(status, { location: location() }).end('moved');
      });
      const token = (server: TestServer) => [
        `app.conf=${server.url('/start')}`, '--ca', tls.ca, '--header', 'X-Token: s3cret', '--header-from-env', 'Authorization', 'TOKEN',
      ];
      const env = { TOKEN: 'Bearer s3cret' };

      test.each([301, 302, 303, 307, 308])('%d within the same origin is followed, with the headers', async (status) => {
        const server: TestServer = await redirect(() => '/end', status);
        expect(await fetch(token(server), { env })).toMatchObject({ code: 0 });
        expect(read('app.conf')).toBe(content);
        expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([env.TOKEN, env.TOKEN]);
      });
    });

    describe('who owns what', () => {
      test('left-overs of a killed run are removed, also those of another user', async () => {
        writeFileSync(join(volume, '.prelude-fetch-123'), 'half');
        if (process.getuid?.() === 0) chownSync(join(volume, '.prelude-fetch-123'), 1234, 1234);
        const server = await good();
        expect(await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca])).toMatchObject({ code: 0 });
        expect(namesIn(volume)).toEqual(['app.conf']);
      });

      const asRoot = process.getuid?.() === 0 ? test : test.skip;
      asRoot.each([0, 1000, 65534])('uid %d replaces what another user has written, in a directory with a group', async (uid) => {
        chownSync(volume, 0, 3000);
        chmodSync(volume, 0o2777);
        writeFileSync(join(volume, 'app.conf'), 'old', { mode: 0o600 });
        chownSync(join(volume, 'app.conf'), 4321, 4321);
        const server = await good();
        expect(await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca], { uid })).toMatchObject({ code: 0 });
        expect(read('app.conf')).toBe(content);
        expect(statSync(join(volume, 'app.conf'))).toMatchObject({ uid, gid: 3000, mode: 0o100644 });
      });

      asRoot('a directory that cannot be written is said to be so', async () => {
        chmodSync(volume, 0o755);
        const server = await good();
        const exit = await fetch([`app.conf=${server.url('/')}`, '--ca', tls.ca]);
        expect(exit).toMatchObject({ code: 1, terminationMessage: `app.conf: cannot write to ${volume}\n` });
      });
    });

    describe('wrong usage', () => {
      const url = 'https://localhost:1/';
      test.each<[string, string[], string]>([
        ['no file', [], 'FILE=URL'],
        ['a flag before the file', ['--sha256', 'x'.repeat(64), `a=${url}`], '--sha256 is unknown, or in the wrong place'],
        ['an unknown flag', [`a=${url}`, '--follow', '1'], '--follow is unknown'],
        ['a flag without a value', [`a=${url}`, '--ca'], '--ca needs a value'],
        ['a path as name', [`a/b=${url}`], "'a/b' is not the name of a file"],
        ['no name', [`=${url}`], "no name before '=https://"],
        ['the directory as name', [`..=${url}`], "'..' is not the name of a file"],
        ['a short checksum', [`a=${url}`, '--sha256', 'abc'], '64 hexadecimal digits'],
        ['a checksum of other letters', [`a=${url}`, '--sha256', 'g'.repeat(64)], '64 hexadecimal digits'],
        ['http without checksum', ['a=http://localhost:1/'], 'http without --sha256'],
        ['a password in the URL', ['a=https://me:s3cret@localhost:1/'], 'the URL has a user in it'],
        ['a variable that is not there', [`a=${url}`, '--header-from-env', 'X', 'NOT_THERE'], 'NOT_THERE is not set'],
        ['no size', [`a=${url}`, '--max-bytes', '1k'], "not '1k'"],
      ])('%s', async (_, files, message) => {
        const exit = await fetch(files);
        expect(exit).toMatchObject({ code: 121, terminationMessage: expect.stringContaining(message) });
        expect(exit.output).not.toContain('s3cret');
      });

      test('a directory that is not there, or where the file should be', async () => {
        expect(await fetch([`a=${url}`], { volume: `${volume}/no` })).toMatchObject({ code: 1, terminationMessage: `${volume}/no is not a directory\n` });
        mkdirSync(join(volume, 'a'));
        expect(await fetch([`a=${url}`])).toMatchObject({ code: 1, terminationMessage: `${volume}/a is a directory\n` });
      });
    });
  });
});
