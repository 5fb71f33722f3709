import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler } from '../support/servers/git-https';
import { makeRepositories, type Repositories, type Repository } from '../support/servers/git-repository';
import { refusedUrl, startServer, startTcpServer, type Handler } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { emptyVolume, namesBesideLock, namesIn } from '../support/volume';
import { canMount, mountSmall } from '../support/small-disk';
import { sleep, until } from '../support/until';
import { filesBelow, startClone, type CloneOptions } from './clone-helpers';

describeWith(['git', 'openssl'], 'clone, on bad days', () => {
  let tls: Certificates;
  let repositories: Repositories;
  let shop: Repository;
  let volume: string;
  let work: string;
  const keep = keepServers();

  beforeAll(() => {
    tls = makeCertificates();
    repositories = makeRepositories();
    shop = repositories.create('shop.git');
    shop.commit({ README: 'one\n' });
  });
  beforeEach(() => {
    volume = emptyVolume();
    work = emptyVolume();
  });

  const serve = async (handler: Handler, identity = tls.good) => keep(await startServer(handler, identity));
  const good = () => serve(gitHandler(repositories.root));

  forEachShell((shell) => {
    const start = (repository: string, flags: string[] = [], more: Partial<CloneOptions> = {}) =>
      startClone({ shell, volume, work, repository, flags: ['--ca', tls.ca, ...flags], ...more });
    const expectNothingLeft = () => {
      expect(namesIn(work)).toEqual([]);
      expect(namesBesideLock(volume).filter((name) => /^\.prelude-(new|old)/.test(name))).toEqual([]);
    };

    test.each<[string, () => Certificates['good'], () => string]>([
      ['a wrong name', () => tls.wrongName, () => tls.ca],
      ['an expired certificate', () => tls.expired, () => tls.ca],
      ['an unknown authority', () => tls.good, () => tls.otherCa],
      ['a file that is not there', () => tls.good, () => '/no/ca.pem'],
    ])('%s: an error, once, and nobody is asked', async (_, identity, ca) => {
      const server = await serve(gitHandler(repositories.root), identity());
      const exit = await start(server.url('/shop.git'), ['--ca', ca(), '--when-unavailable', 'keep']).exit;
      expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/certificate|^cannot read \/no\/ca\.pem/) });
      expect(exit.output).not.toContain('attempt 2');
      expect(server.requests).toHaveLength(0);
      expectNothingLeft();
    });

    test.each<[string, number, (response: Parameters<Handler>[1]) => void]>([
      ['503', 1, (response) => { response.writeHead(503).end(); }],
      ['429 on the second request', 2, (response) => { response.writeHead(429).end(); }],
      ['a closed connection', 1, (response) => { response.socket!.end(); }],
      ['half an answer', 4, (response) => {
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' }).write('0011shallow-info\n0001000dpackfile\n');
        setTimeout(() => response.socket!.destroy(), 20);
      }],
    ])('another attempt helps after %s', async (_, bad, answer) => {
      const handler = gitHandler(repositories.root);
      const server = await serve((request, response, nth) => (nth === bad ? answer(response) : handler(request, response, nth)));
      const exit = await start(server.url('/shop.git')).exit;
      expect(exit).toMatchObject({ code: 0, output: expect.stringMatching(/^fetch-config: .*; attempt 2 of 2 follows\nfetch-config: published .*\n$/) });
      expectNothingLeft();
    });

    describe('when the server is away', () => {
      test('it gives up after the attempts; with keep it keeps the tree of the same source', async () => {
        const server = await good();
        const url = server.url('/shop.git');
        expect(await start(url, ['--ref', 'main']).exit).toMatchObject({ code: 0 });
        await server.close();

        expect(await start(url, ['--ref', 'main']).exit).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(/Failed to connect .*; gave up on https:\S+ after \d\.\d s\n$/),
        });
        const kept = (more: string[], options: Partial<CloneOptions> = {}) =>
          start(url, ['--when-unavailable', 'keep', ...more], { attempts: 1, ...options }).exit;
        expect(await kept(['--ref', 'main'])).toMatchObject({ code: 0, output: expect.stringMatching(/the tree from before is kept\n$/), terminationMessage: '' });
        expect(await kept(['--ref', 'other'])).toMatchObject({ code: 1 });
        expect(await kept(['--ref', 'main', '--path', 'x'])).toMatchObject({ code: 1 });
        expect(await kept(['--ref', 'main', '--require', 'x'])).toMatchObject({ code: 1 });
        expect(await kept(['--commit', 'a'.repeat(40)])).toMatchObject({ code: 1 });
        expect(await kept(['--ref', 'main'], { volume: emptyVolume() })).toMatchObject({ code: 1 });
        expect(readFileSync(join(volume, 'tree/README'), 'utf8')).toBe('one\n');
        expectNothingLeft();
      });
    });

    describe('the deadline', () => {
      const slow: Record<string, () => Promise<string>> = {
        'black hole': async () => keep(await startTcpServer()).url('/shop.git'),
        'no answer': async () => (await serve(() => undefined)).url('/shop.git'),
        'no pack': async () => {
          const handler = gitHandler(repositories.root);
          return (await serve((request, response, nth) => (nth < 4 ? handler(request, response, nth) : undefined))).url('/shop.git');
        },
        'refused all the time': () => refusedUrl('/shop.git'),
      };
      test.each(Object.keys(slow))('%s: is kept', async (how) => {
        const exit = await start(await slow[how]!(), [], { timeout: 2, attempts: 99 }).exit;
        expect(exit).toMatchObject({ code: 124, terminationMessage: expect.stringMatching(/\S.*https:\/\/localhost:\d+\/shop.git after \d\.\d s\n$/) });
        expect(exit.ms).toBeGreaterThan(1_300);
        expect(exit.ms).toBeLessThan(3_000);
        expectNothingLeft();
      });

      test('black hole, and a tree to keep', async () => {
        let hole = false;
        const handler = gitHandler(repositories.root);
        const server = await serve((request, response, nth) => (hole ? undefined : handler(request, response, nth)));
        const run = () => start(server.url('/shop.git'), ['--when-unavailable', 'keep'], { timeout: 2 }).exit;
        expect(await run()).toMatchObject({ code: 0 });
        hole = true;
        expect(await run()).toMatchObject({ code: 0, output: expect.stringContaining('kept') });
      });

      test.each(Object.keys(slow))('%s: SIGTERM ends it in under two seconds', async (how) => {
        const running = start(await slow[how]!(), [], { timeout: 60, attempts: 99 });
        await sleep(1_000); // a moment at random: there is nothing to see of where it is
        const sent = performance.now();
        running.kill('SIGTERM');
        const exit = await running.exit;
        expect(performance.now() - sent).toBeLessThan(2_000);
        expect(exit).toMatchObject({ code: 143, terminationMessage: expect.stringContaining('SIGTERM') });
        expectNothingLeft();
      });
    });

    test('SIGTERM ends it in under two seconds while it writes the tree', async () => {
      const name = `many-${shell.name}.git`;
      repositories.create(name).commit(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`${i % 20}/${i}`, `${i}`])));
      const server = await good();
      const running = start(server.url(`/${name}`));
      await until(() => namesBesideLock(volume).some((file) => file.startsWith('.prelude-new')), 'the new tree', { every: 5 });
      const sent = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143 });
      expect(performance.now() - sent).toBeLessThan(2_000);
      expect([namesBesideLock(volume), namesIn(work)]).toEqual([[], []]);
    });

    const mounts = canMount() ? test : test.skip;
    mounts.each(['volume', 'work'] as const)('a full disk is a clear failure that leaves the old tree: %s (needs mount)', async (full) => {
      const server = await good();
      const url = server.url('/shop.git');
      const disk = mountSmall();
      try {
        const where = { volume, work, [full]: disk.directory };
        expect(await start(url, [], where).exit).toMatchObject({ code: 0 });
        const name = `large-${shell.name}-${full}.git`;
        repositories.create(name).commit({ f: randomBytes(300_000) });
        const exit = await start(server.url(`/${name}`), ['--when-unavailable', 'keep'], where).exit;
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^(no space left in|cannot write to) /) });
        expect(exit.output).not.toContain('attempt 2');
        expect(namesBesideLock(where.volume)).toEqual(['.prelude-tree', 'tree']);
        expect(namesIn(where.work)).toEqual([]);
        expect(readFileSync(join(where.volume, 'tree/README'), 'utf8')).toBe('one\n');
      } finally {
        disk.remove();
      }
    });

    test('killed at random moments, there is the old tree, the new one or none, and a second run puts it right', async () => {
      const name = `kill-${shell.name}.git`;
      const repository = repositories.create(name);
      const trees = ['old', 'new'].map((word) => Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i % 7}/${i}`, `${word} ${i}\n`])));
      const [before, after] = trees.map((tree) => repository.commit(tree));
      const server = await good();
      const url = server.url(`/${name}`);
      const started = performance.now();
      expect(await start(url, ['--commit', before!]).exit).toMatchObject({ code: 0 });
      const whole = performance.now() - started;
      const old = filesBelow(join(volume, 'tree'));
      const states = { old: 0, new: 0, none: 0 };

      const one = async (kill: number) => {
        const mine = { volume: emptyVolume(), work: emptyVolume() };
        spawnSync('cp', ['-a', `${volume}/tree`, mine.volume]);
        const running = start(url, ['--commit', after!], mine);
        await sleep(kill);
        running.kill('SIGKILL'); // and its children, as the end of process 1 does
        await running.exit;
        if (existsSync(join(mine.volume, 'tree'))) {
          const files = filesBelow(join(mine.volume, 'tree'));
          const isOld = files['0/0'] === old['0/0'];
          states[isOld ? 'old' : 'new'] += 1;
          expect(Object.keys(files)).toHaveLength(Object.keys(old).length);
          expect(Object.values(files).filter((text) => text !== '' && !text.startsWith(isOld ? 'old ' : 'new '))).toEqual([]);
        } else states.none += 1;

        expect(await start(url, ['--commit', after!], mine).exit).toMatchObject({ code: 0 });
        const files = filesBelow(join(mine.volume, 'tree'));
        expect(Object.keys(files)).toEqual(Object.keys(old));
        expect(Object.values(files).filter((text) => text.startsWith('old'))).toEqual([]);
        expect([namesBesideLock(mine.volume), namesIn(mine.work)]).toEqual([['.prelude-tree', 'tree'], []]);
      };
      for (let round = 0; round < 5; round += 1) {
        await Promise.all(Array.from({ length: 5 }, () => one(Math.random() * whole * 3)));
      }
      expect(states.old + states.new + states.none).toBe(25);
    }, 90_000);
  });
});
