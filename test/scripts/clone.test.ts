import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler, type GitHandlerOptions } from '../support/servers/git-https';
import { makeRepositories, type Repositories, type Repository } from '../support/servers/git-repository';
import { startServer, type Handler, type TestServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { canMount } from '../support/small-disk';
import { describeWith, findTool } from '../support/tools';
import { emptyVolume, namesBesideLock, namesIn } from '../support/volume';
import { filesBelow, startClone, type CloneOptions } from './clone-helpers';

const first = { 'README': 'one\n', 'bin/run': { program: '#!/bin/sh\n' }, 'conf/app.conf': 'a = "$(NAME) `x`"\n', 'conf/link': { link: '../README' } };
const second = { ...first, README: 'two\n' };

describeWith(['git', 'openssl'], 'clone over https', () => {
  let tls: Certificates;
  let repositories: Repositories;
  let shop: Repository;
  const commits = { first: '', second: '', dev: '', hidden: '' };
  let volume: string;
  let work: string;
  const keep = keepServers();

  beforeAll(() => {
    tls = makeCertificates();
    repositories = makeRepositories();
    shop = repositories.create('shop.git');
    commits.first = shop.commit(first);
    shop.git('tag', 'v1', commits.first);
    shop.git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'tag', '-a', '-m', 'm', 'v1-annotated', commits.first);
    commits.dev = shop.commit({ README: 'dev\n' }, 'refs/heads/team/dev');
    commits.hidden = shop.commit({ README: 'hidden\n' }, 'refs/hidden');
    shop.git('update-ref', '-d', 'refs/hidden');
    commits.second = shop.commit(second);
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

    describe('with its history', () => {
      const inTree = (...args: string[]) => spawnSync('git', ['-C', join(volume, 'tree'), '-c', 'safe.directory=*', ...args], { encoding: 'utf8' }).stdout.trim();

      test('the repository is there, clean, with no more commits than asked for, readable by all', async () => {
        const server = await serve();
        const author = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
        const middle = shop.git(...author, 'commit-tree', '-p', commits.first, '-m', 'm', `${commits.second}^{tree}`);
        const last = shop.git(...author, 'commit-tree', '-p', middle, '-m', 'm', `${commits.second}^{tree}`);
        shop.git('update-ref', 'refs/heads/long', last);
        expect(await clone(server, ['--history', 'keep', '--ref', 'long', '--depth', '2'])).toMatchObject({ code: 0, terminationMessage: '' });
        expect(inTree('log', '--format=%H').split('\n')).toEqual([last, middle]);
        expect([inTree('status', '--porcelain', '-b'), inTree('remote', '-v').split(/\s/)[1]]).toEqual(['## long', server.url('/shop.git')]);
        expect(inTree('fsck', '--full')).toBe('');
        const modes = spawnSync('find', [join(volume, 'tree'), '-perm', '/022', '-o', '!', '-perm', '-444', '!', '-type', 'l'], { encoding: 'utf8' }).stdout;
        expect(modes.split('\n').filter((path) => !path.includes('/link'))).toEqual(['']);
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
        // The same again: nothing to do. Without the history it is another tree.
        expect(await clone(server, ['--history', 'keep', '--ref', 'long', '--depth', '2'])).toMatchObject({ code: 0, output: expect.stringContaining('is still') });
        expect(await clone(server, ['--ref', 'long'])).toMatchObject({ code: 0, output: expect.stringContaining('published') });
        expect(namesIn(join(volume, 'tree'))).not.toContain('.git');
      });

      test.each(['v1', 'v1-annotated', 'HEAD'])('of %s: no branch, the commit itself', async (ref) => {
        expect(await clone(await serve(), ['--history', 'keep', ...(ref === 'HEAD' ? [] : ['--ref', ref])])).toMatchObject({ code: 0, terminationMessage: '' });
        expect(inTree('rev-parse', 'HEAD')).toBe(ref === 'HEAD' ? commits.second : commits.first);
        expect([inTree('status', '--porcelain'), inTree('tag')]).toEqual(['', ref === 'HEAD' ? '' : ref]);
      });

      test('of a commit', async () => {
        expect(await clone(await serve(), ['--history', 'keep', '--commit', commits.first])).toMatchObject({ code: 0 });
        expect([inTree('rev-parse', 'HEAD'), inTree('status', '--porcelain')]).toEqual([commits.first, '']);
      });

      test('the token is in no file of it', async () => {
        const token = 's3cret-t0ken';
        const server = await serve({ login: `git:${token}` });
        expect(await clone(server, ['--history', 'keep', '--token-from-env', 'TOKEN'], { env: { TOKEN: token } })).toMatchObject({ code: 0 });
        expect(spawnSync('grep', ['-rl', '-e', token, '-e', 'credential', '-e', 'PRELUDE', volume], { encoding: 'utf8' }).stdout).toBe('');
      });

      test.each([['--history', 'keep', '--path', 'conf'], ['--history', 'yes'], ['--history', '']])('%p %p %p is wrong usage', async (...flags) => {
        expect(await clone(await serve(), flags)).toMatchObject({ code: 121, terminationMessage: expect.stringContaining('--history') });
      });
    });

    test('the files of the default branch are published, readable by all, and nothing else', async () => {
      const exit = await clone(await serve());
      expect(exit).toMatchObject({ code: 0, output: `fetch-config: published ${commits.second}, 41 bytes\n`, terminationMessage: '' });
      expect(tree()).toEqual({
        'README': 'two\n', 'bin/': '', 'bin/run': '#!/bin/sh\n', 'conf/': '', 'conf/app.conf': first['conf/app.conf'], 'conf/link@': '../README',
      });
      const mode = (path: string) => (statSync(join(volume, path)).mode & 0o7777).toString(8);
      expect(['tree', 'tree/conf', 'tree/README', 'tree/bin/run', '.prelude-tree'].map(mode)).toEqual(['755', '755', '644', '755', '644']);
      expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
      expect(namesIn(work)).toEqual([]);
    });

    const asReadOnly = canMount() ? test : test.skip;
    asReadOnly('nothing is written but the volume and the scratch space (needs mount)', async () => {
      // A view of this machine in which all else is read-only.
      const contain = `mount --bind "$VOLUME" "$VOLUME" && mount --bind "$WORK" "$WORK" && mount -o remount,bind,ro / && exec ${findTool('setpriv')} --reuid 65534 --regid 65534 --clear-groups "$@"`;
      const readOnly = { ...shell, command: ['unshare', '--mount', 'sh', '-c', contain, 'contain', ...shell.command] } as const;
      const exit = await clone(await serve(), [], { shell: readOnly, uid: 0, env: { VOLUME: volume, WORK: work } });
      expect(exit).toMatchObject({ code: 0, output: `fetch-config: published ${commits.second}, 41 bytes\n` });
    });

    describe('what is asked for', () => {
      test.each<[string, string[], () => string]>([
        ['a branch', ['--ref', 'team/dev'], () => 'dev\n'],
        ['a tag', ['--ref', 'v1'], () => 'one\n'],
        ['an annotated tag', ['--ref', 'v1-annotated'], () => 'one\n'],
        ['a ref by its full name', ['--ref', 'refs/tags/v1'], () => 'one\n'],
        ['more depth than there is', ['--depth', '50'], () => 'two\n'],
      ])('%s', async (_, flags, readme) => {
        expect(await clone(await serve(), flags)).toMatchObject({ code: 0 });
        expect(read('README')).toBe(readme());
      });

      test('a commit, also one that is on no branch', async () => {
        const server = await serve();
        for (const [commit, readme] of [[commits.first, 'one\n'], [commits.hidden, 'hidden\n'], [commits.second, 'two\n']]) {
          expect(await clone(server, ['--commit', commit!])).toMatchObject({ code: 0 });
          expect(read('README')).toBe(readme);
        }
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
      });

      test('a commit, of a server that does not give commits by name', async () => {
        const server = await serve({ old: true });
        expect(await clone(server, ['--commit', commits.first])).toMatchObject({ code: 0 });
        expect(read('README')).toBe('one\n');
        expect(await clone(server, ['--commit', commits.hidden])).toMatchObject({
          code: 1, terminationMessage: `commit ${commits.hidden} is in no branch or tag of ${server.url('/shop.git')}\n`,
        });
        expect(read('README')).toBe('one\n');
      });

      test('a directory of it, whose links may not lead out of that', async () => {
        const server = await serve();
        expect(await clone(server, ['--path', 'bin/', '--require', 'run'])).toMatchObject({ code: 0 });
        expect(tree()).toEqual({ run: '#!/bin/sh\n' });
        expect(await clone(server, ['--path', 'conf'])).toMatchObject({ code: 1, terminationMessage: 'the link link leads out of the tree\n' });
        expect(tree()).toEqual({ run: '#!/bin/sh\n' });
      });

      test.each<[string, string[], RegExp]>([
        ['a ref that is not there', ['--ref', 'v9'], /^there is no branch or tag v9 in https:/],
        ['a part of a ref', ['--ref', 'dev'], /^there is no branch or tag dev in https:/],
        ['a commit that is not there', ['--commit', 'f'.repeat(40)], /not our ref f{40}/],
        ['a directory that is not there', ['--path', 'no/such'], /^there is no directory 'no\/such' in [0-9a-f]{40}\n/],
        ['a pattern as ref', ['--ref', '*'], /^there is no branch or tag \* in https:/],
        ['an option as ref', ['--ref', '--upload-pack=x'], /^there is no branch or tag --upload-pack=x in https:/],
        ['a directory upwards', ['--path', 'conf/../..'], /^there is no directory 'conf\/..\/..' in [0-9a-f]{40}\n/],
        ['an absolute directory', ['--path', '/etc'], /^there is no directory '\/etc' in [0-9a-f]{40}\n/],
        ['a file as directory', ['--path', 'README'], /^there is no directory 'README' in [0-9a-f]{40}\n/],
        ['a file that must be there', ['--require', 'README', '--require', 'conf/my conf'], /^there is no file 'conf\/my conf' in [0-9a-f]{40}\n/],
      ])('%s: an error, once', async (_, flags, message) => {
        const exit = await clone(await serve(), [...flags, '--when-unavailable', 'keep']);
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(message) });
        expect(exit.output.split('\n')).toHaveLength(2);
        expect(namesBesideLock(volume)).toEqual([]);
        expect(namesIn(work)).toEqual([]);
      });

      test('a repository that is not there', async () => {
        const server = await serve();
        const exit = await clone(server, [], { repository: server.url('/no.git') });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/repository 'https:\S+no.git\/' not found/) });
        expect(server.requests).toHaveLength(1);
      });
    });

    describe('a second run', () => {
      const fetches = (server: TestServer) => server.requests.filter(({ method }) => method === 'POST').length - 1;

      test('asks for nothing when it is for the same commit', async () => {
        const server = await serve();
        const flags = ['--commit', commits.first, '--require', 'README'];
        expect(await clone(server, flags)).toMatchObject({ code: 0 });
        const before = server.connections();
        expect(await clone(server, flags)).toMatchObject({ code: 0, output: `fetch-config: ${commits.first} is there\n` });
        expect(server.connections()).toBe(before);
      });

      test.each(['main', 'v1-annotated'])('downloads nothing when %s has not moved', async (ref) => {
        const server = await serve();
        expect(await clone(server, ['--ref', ref])).toMatchObject({ code: 0 });
        server.requests.length = 0;
        expect(await clone(server, ['--ref', ref])).toMatchObject({ code: 0, output: expect.stringMatching(/ is still [0-9a-f]{40}\n$/) });
        expect(fetches(server)).toBe(0);
      });

      test('publishes the new files, and no old ones, when the ref has moved', async () => {
        const server = await serve();
        const moving = repositories.create(`moving-${shell.name}.git`);
        const repository = server.url(`/moving-${shell.name}.git`);
        moving.commit({ a: '1', b: '1' });
        expect(await clone(server, [], { repository })).toMatchObject({ code: 0 });
        moving.commit({ b: '2', c: '2' });
        expect(await clone(server, [], { repository })).toMatchObject({ code: 0 });
        expect(tree()).toEqual({ b: '2', c: '2' });
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
      });

      test('downloads again when the tree is not the one that the marker is about', async () => {
        const server = await serve();
        const flags = ['--commit', commits.first];
        expect(await clone(server, flags)).toMatchObject({ code: 0 });
        const changes = [() => renameSync(`${volume}/tree`, `${volume}/other`), () => rmSync(`${volume}/tree/README`), () => rmSync(`${volume}/.prelude-tree`)];
        for (const change of changes) {
          change();
          expect(await clone(server, [...flags, '--require', 'README'])).toMatchObject({ code: 0, output: expect.stringContaining('published') });
          expect(read('README')).toBe('one\n');
        }
        expect(await clone(server, [...flags, '--path', 'bin'])).toMatchObject({ code: 0, output: expect.stringContaining('published') });
      });

      test('finds the old tree again after a kill between the two renames, and removes left-overs', async () => {
        const server = await serve();
        expect(await clone(server, ['--ref', 'v1'])).toMatchObject({ code: 0 });
        renameSync(join(volume, 'tree'), join(volume, '.prelude-old-1'));
        for (const [directory, name] of [[volume, '.prelude-new-1'], [work, '.prelude-1']] as const) {
          mkdirSync(join(directory, name));
          writeFileSync(join(directory, name, 'private'), 'key');
          if (process.getuid?.() === 0) for (const path of [name, `${name}/private`]) chownSync(join(directory, path), 65534, 65534);
        }
        expect(await clone(server, ['--ref', 'v1'])).toMatchObject({ code: 0, output: expect.stringContaining('v1 is still') });
        expect(read('README')).toBe('one\n');
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
        expect(namesIn(work)).toEqual([]);
      });

      const asRoot = process.getuid?.() === 0 ? test : test.skip;
      asRoot('as another user, who may not remove what the first has left: says so, and goes on', async () => {
        const server = await serve();
        chownSync(volume, 0, 3000);
        chmodSync(volume, 0o2777);
        mkdirSync(join(work, '.prelude-1/repository'), { recursive: true });
        writeFileSync(join(work, '.prelude-1/file'), '');
        expect(await clone(server, ['--ref', 'v1'], { uid: 1000 })).toMatchObject({ code: 0 });
        const exit = await clone(server, [], { uid: 2000 });
        expect(exit).toMatchObject({ code: 0, output: expect.stringMatching(/cannot remove \S* ?\S*prelude-old-\d+, which another user has left/) });
        expect(read('README')).toBe('two\n');
        expect(statSync(join(volume, 'tree/conf/app.conf'))).toMatchObject({ uid: 2000, gid: 3000, mode: 0o100644 });
        expect(await clone(server, ['--ref', 'v1'], { uid: 0 })).toMatchObject({ code: 0 });
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
      });
    });

    describe('wrong usage', () => {
      const url = 'https://localhost:1/shop.git';
      test.each<[string, string, string[], string]>([
        ['http', 'http://localhost/shop.git', [], '--repository is https://'],
        ['a local path', '/etc', [], '--repository is https://'],
        ['a command', 'ext::sh -c id', [], '--repository is https://'],
        ['an option', '--upload-pack=id@x:y', [], '--repository is https://'],
        ['a password in the URL', 'https://me:s3cret@localhost/x', [], 'no user in the URL'],
        ['ssh without key', 'git@localhost:x', [], 'ssh needs --ssh-key, --known-hosts and --keys'],
        ['a short commit', url, ['--commit', 'abc123'], '40 hexadecimal digits'],
        ['a commit and a ref', url, ['--commit', 'a'.repeat(40), '--ref', 'x'], 'and no --ref'],
        ['a depth of words', url, ['--depth', 'all'], "not 'all'"],
        ['a variable that is not there', url, ['--token-from-env', 'NOT_THERE'], 'NOT_THERE is not set'],
        ['a token of two lines', url, ['--token-from-env', 'TWO_LINES'], 'the token has a line break'],
        ['an unknown flag', url, ['--recurse', '1'], 'unknown flag --recurse'],
        ['a flag without a value', url, ['--ref'], '--ref needs a value'],
        ['a directory that is not there', url, ['--to', '/no/such'], "not '/no/such'"],
      ])('%s', async (_, repository, flags, message) => {
        const exit = await startClone({ shell, volume, work, repository, flags, env: { TWO_LINES: 's3cret\n2' } }).exit;
        expect(exit).toMatchObject({ code: 121, terminationMessage: expect.stringContaining(message) });
        expect(exit.output).not.toContain('s3cret');
      });
    });
  });
});
