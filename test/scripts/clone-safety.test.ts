import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler, type GitHandlerOptions } from '../support/servers/git-https';
import { makeRepositories, type Repositories, type Tree } from '../support/servers/git-repository';
import { startServer, type Handler, type TestServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { emptyVolume, namesBesideLock, namesIn } from '../support/volume';
import { filesBelow, startClone, type CloneOptions } from './clone-helpers';

describeWith(['git', 'openssl'], 'clone: tokens, and what a repository may hold', () => {
  let tls: Certificates;
  let repositories: Repositories;
  let shop: string;
  let volume: string;
  let work: string;
  const keep = keepServers();

  beforeAll(() => {
    tls = makeCertificates();
    repositories = makeRepositories();
    shop = repositories.create('shop.git').commit({ README: 'one\n', sub: 'x' });
  });
  beforeEach(() => {
    volume = emptyVolume();
    work = emptyVolume();
  });

  const serve = async (options?: GitHandlerOptions) => serveWith(gitHandler(repositories.root, options));
  const serveWith = async (handler: Handler, identity = tls.good) => keep(await startServer(handler, identity));
  const tree = () => filesBelow(join(volume, 'tree'));
  const read = (file: string) => readFileSync(join(volume, 'tree', file), 'utf8');

  forEachShell((shell) => {
    const clone = (server: TestServer, flags: string[] = [], more: Partial<CloneOptions> = {}) =>
      startClone({ shell, volume, work, repository: server.url('/shop.git'), flags: ['--ca', tls.ca, ...flags], ...more }).exit;

    describe('the token', () => {
      // The process list is the machine's: other tests have tokens too.
      const mark = randomUUID();
      const token = `${mark} "$HOME" \`id\` * \\n'`;

      test('is given to the server, and is left nowhere', async () => {
        const handler = gitHandler(repositories.root, { login: `me: ${token}` });
        const seen: string[] = [];
        const server = await serveWith((request, response, nth) => {
          for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
            try { seen.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); } catch { /* it has ended */ }
          }
          seen.push(...Object.values(filesBelow(work)));
          handler(request, response, nth);
        });
        const flags = ['--token-from-env', 'GIT_TOKEN', '--username', 'me'];
        const exit = await clone(server, flags, { env: { GIT_TOKEN: ` ${token}`, GIT_TRACE: '1', GIT_TRACE_CURL: '1', GIT_TRACE_REDACT: '0' } });
        expect(exit).toMatchObject({ code: 0, output: expect.stringMatching(/^fetch-config: published.*\n$/) });
        expect(seen.some((text) => text.includes('remote-https'))).toBe(true);
        const left = [...seen, exit.output, ...Object.values(filesBelow(volume)), ...Object.values(filesBelow(work))];
        expect(left.filter((text) => text.includes(mark) || text.includes(Buffer.from(token).toString('base64').slice(4, 20)))).toEqual([]);
      });

      test.each<[string, string[], string, RegExp]>([
        ['wrong', ['--token-from-env', 'TOKEN'], 'wrong', /Authentication failed for 'https:/],
        ['not given', [], '', /could not read Username for 'https:.*terminal prompts disabled/],
      ])('%s: an error, once', async (_, flags, value, message) => {
        const server = await serve({ login: 'git:right' });
        const exit = await clone(server, flags, { env: { TOKEN: value } });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(message) });
        expect(exit.output.split('\n')).toHaveLength(2);
      });

      const INFO = '/shop.git/info/refs?service=git-upload-pack';
      const redirect = async (location: (port: number) => string, login?: string) => {
        const server: TestServer = await serveWith((request, response, nth) => {
          if (login !== undefined && request.headers.authorization === undefined) response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
          else if (request.url === INFO) response.writeHead(302, { location: location(server.port) }).end();
          else gitHandler(repositories.root)(request, response, nth);
        });
        return server;
      };
      const withToken = ['--token-from-env', 'TOKEN'] as const;
      const env = { TOKEN: 's3cret' };

      test('follows a redirect to another host, which is told no login', async () => {
        const other = await serve();
        const server = await redirect(() => other.url(INFO), 'git:s3cret');
        const exit = await clone(server, [...withToken], { env });
        expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
        expect(server.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(true);
        expect(other.requests.length).toBeGreaterThan(1);
        expect(other.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
      });

      test.each([
        ['another port', async (other: TestServer) => redirect(() => other.url(INFO))],
        ['another name', async (other: TestServer) => redirect(() => other.url(INFO).replace('localhost', '127.0.0.1'))],
      ])('%s that asks for a login is not told it, and that is the end', async (_, first) => {
        const other = await serve({ login: 'git:s3cret' });
        const exit = await clone(await first(other), [...withToken], { env });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/could not read Username/) });
        expect(exit.output).not.toContain('s3cret');
        expect(other.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
      });

      test('a redirect from https to http is not followed', async () => {
        const other = keep(await startServer(gitHandler(repositories.root)));
        const exit = await clone(await redirect(() => other.url(INFO)));
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/rotocol "?http"? .*disabled/) });
        expect(other.connections()).toBe(0);
      });

      test('a circle of redirects is the end', async () => {
        const server = await redirect((port) => `https://localhost:${port}${INFO}`);
        expect(await clone(server, [], { attempts: 1 })).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/redirects/) });
      });
    });

    describe('what a repository may hold', () => {
      let count = 0;
      const publish = async (files: Tree, flags: string[] = [], env?: Record<string, string>) => {
        const name = `repository-${shell.name}-${count += 1}.git`;
        repositories.create(name).commit(files);
        const server = await serve();
        return clone(server, flags, { repository: server.url(`/${name}`), env });
      };

      test.each<[string, Tree]>([
        ['a name of two lines', { 'a\nb': { link: '/etc' } }],
        ['a name of two lines, the first a good one', { 'a': { link: 'ok' }, 'a\nb': { link: '/etc' } }],
        ['a directory of two lines', { 'a\nb/c': { link: '/etc' } }],
      ])('a link with a line break in its path is an error: %s', async (_, files) => {
        const exit = await publish({ ...files, ok: '' });
        expect(exit).toMatchObject({ code: 1, terminationMessage: 'a link with a line break in its path may lead out of the tree\n' });
        expect(namesBesideLock(volume)).toEqual([]);
      });

      test.each<[string, Tree, string]>([
        ['absolute', { etc: { link: '/etc' } }, 'etc'],
        ['upwards', { 'a/b': { link: '../../x' } }, 'a/b'],
        ['upwards to nowhere', { 'a/b': { link: '../../no/such/file' } }, 'a/b'],
        ['out and in again', { 'a/b': { link: '../../tree/a' } }, 'a/b'],
        ['through another link', { 'x/y/z/f': '', 'x/d': { link: '.' }, 'x/e': { link: 'd/../..' } }, 'x/e'],
        ['to the scratch space beside it', { m: { link: '../.prelude-tree' } }, 'm'],
      ])('a link that leads out is an error: %s', async (_, files, name) => {
        const exit = await publish({ ...files, ok: '' });
        expect(exit).toMatchObject({ code: 1, terminationMessage: `the link ${name} leads out of the tree\n` });
        expect(namesBesideLock(volume)).toEqual([]);
      });

      test('links that stay inside, circles, links to nowhere, and odd names', async () => {
        const files: Tree = {
          'a/b/file': 'x', 'a/up': { link: '../c' }, 'c': 'c', 'dir': { link: 'a/b' }, 'self': { link: 'self' }, 'nowhere': { link: 'no/such' },
          'a/gone': { link: 'gone-too' },
          'root': { link: '.' }, ' space "quote\' $x `y` *': '1', '-n': '2', 'ü': '3', 'a..b': { link: 'c' },
        };
        expect(await publish(files)).toMatchObject({ code: 0 });
        expect(Object.keys(tree()).sort()).toEqual([
          ' space "quote\' $x `y` *', '-n', 'a..b@', 'a/', 'a/b/', 'a/b/file', 'a/gone@', 'a/up@', 'c', 'dir@', 'nowhere@', 'root@', 'self@', 'ü',
        ].sort());
      });

      test('no filter, hook or configuration is run', async () => {
        const trap = join(work, 'trapped');
        const home = emptyVolume();
        const config = `[filter "evil"]\n  smudge = touch '${trap}'\n  required = true\n[core]\n  hooksPath = .\n  fsmonitor = touch '${trap}'\n`;
        writeFileSync(join(home, '.gitconfig'), config);
        const exit = await publish({
          '.gitattributes': '* filter=evil\n*.txt text eol=crlf\n', '.gitconfig': config, 'post-checkout': { program: `#!/bin/sh\ntouch '${trap}'\n` }, 'f': 'kept\n',
        }, [], {
          HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'filter.evil.smudge', GIT_CONFIG_VALUE_0: `touch '${trap}'`,
          GIT_CONFIG_GLOBAL: join(home, '.gitconfig'), GIT_SSL_NO_VERIFY: '1', GIT_DIR: home, GIT_WORK_TREE: home, GIT_INDEX_FILE: `${home}/i`,
        });
        expect(exit).toMatchObject({ code: 0 });
        expect(existsSync(trap)).toBe(false);
        expect(read('f')).toBe('kept\n');
        expect(namesIn(home)).toEqual(['.gitconfig']);
      });

      test.each(['.git', '..', '.GIT', 'git~1'])('a directory with the name %s is an error', async (below) => {
        const name = `repository-${shell.name}-${count += 1}.git`;
        repositories.create(name).commitBelow(below);
        const server = await serve();
        const exit = await clone(server, [], { repository: server.url(`/${name}`) });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/cannot write to .*: error: invalid path/) });
        expect(namesBesideLock(volume)).toEqual([]);
      });

      test('submodules are not fetched', async () => {
        const server = await serve();
        const exit = await publish({
          'sub': { submodule: shop }, '.gitmodules': `[submodule "sub"]\n  path = sub\n  url = ${server.url('/shop.git')}\n`,
        });
        expect(exit).toMatchObject({ code: 0, output: expect.stringContaining('fetch-config: sub is a submodule, left empty\n') });
        expect(Object.keys(tree()).sort()).toEqual(['.gitmodules', 'sub/']);
        expect(server.connections()).toBe(0);
      });

      test('pointers of Git LFS are named, and files that only look large are not', async () => {
        const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`;
        const exit = await publish({ 'a/model.bin': pointer, 'b.txt': 'version one\n', 'c d\x1b[31m': pointer });
        expect(exit.code).toBe(0);
        expect(exit.output.split('\n').filter((line) => line.includes('LFS')).sort()).toEqual([
          expect.stringMatching(/c d\S*\[31m"? is a pointer of Git LFS, not the file$/), 'fetch-config: a/model.bin is a pointer of Git LFS, not the file',
        ]);
        expect(exit.output).not.toContain('\x1b');
      });

      test('files are those of the commit, byte for byte, whatever .gitattributes says', async () => {
        const text = 'line $Id$\n'.repeat(100);
        const attributes = '* text eol=crlf working-tree-encoding=UTF-32 ident filter=x\n';
        expect(await publish({ '.gitattributes': attributes, 'sub/.gitattributes': attributes, 'a': text, 'sub/a': text })).toMatchObject({ code: 0 });
        expect(tree()).toMatchObject({ 'a': text, 'sub/a': text });
      });

      test('an entry counts 512 bytes, so that no small repository fills a node, and the count ends early', async () => {
        const leaf = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, '']));
        expect(await publish(leaf, ['--max-bytes', '150000'])).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('are larger than 150000 bytes') });
        expect(await publish(leaf, ['--max-bytes', '160000'])).toMatchObject({ code: 0, output: expect.stringMatching(/published [0-9a-f]+, 0 bytes/) });
        // Ten trees in ten trees in …: 10^9 entries of some bytes.
        const bomb = repositories.create(`bomb-${shell.name}.git`);
        const blob = bomb.git('hash-object', '-w', '--stdin');
        let below = bomb.tree(Array.from({ length: 10 }, (_, i) => ['100644', `f${i}`, blob]));
        for (let depth = 0; depth < 8; depth += 1) below = bomb.tree(Array.from({ length: 10 }, (_, i) => ['40000', `d${i}`, below]));
        bomb.git('update-ref', 'refs/heads/main', bomb.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit-tree', below, '-m', 'x'));
        const exit = await clone(await serve(), ['--max-bytes', '1000000'], { repository: (await serve()).url(`/bomb-${shell.name}.git`) });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('are larger than 1000000 bytes') });
        expect(exit.ms).toBeLessThan(10_000);
      });

      test.each<[string, Tree, RegExp]>([
        ['many small files', Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, 'x'.repeat(2100)])), /the files of https:\S+ are larger than 100000 bytes/],
        ['one that packs well', { f: Buffer.alloc(200_000) }, /the files of https:\S+ are larger than 100000 bytes/],
        ['one that does not', { f: randomBytes(2_000_000) }, /^https:\S+ is larger than 100000 bytes\n/],
      ])('no more bytes than allowed: %s', async (_, files, message) => {
        const exit = await publish(files, ['--max-bytes', '100000']);
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(message) });
        expect(exit.output.split('\n')).toHaveLength(2);
        expect(namesBesideLock(volume)).toEqual([]);
      });
    });
  });
});
