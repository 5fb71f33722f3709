import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarGz } from '../support/archives';
import { describeAsRoot } from '../support/container';
import { runProgram } from '../support/program';
import { makeCertificates } from '../support/servers/certificates';
import { gitHandler } from '../support/servers/git-https';
import { makeRepositories } from '../support/servers/git-repository';
import { startServer, type TestServer } from '../support/servers/https-server';
import { forEachShell, type Shell } from '../support/shells';
import { findTool } from '../support/tools';

const users = [0, 1000, 65534] as const;
const fsGroup = 2000;
const content = '{"shop": true}\n';
const archive = tarGz({ name: 'conf/', mode: 0o700 }, { name: 'conf/deep/shop.json', content, mode: 0o600 }, { name: 'bin/run', content: '#!/bin/sh\n', mode: 0o700 });

/** What kubelet makes of a volume, and the groups that it gives to all containers. */
const volumes = {
  'without fsGroup': { mode: 0o777, gid: 0, groups: '--clear-groups' },
  'with fsGroup': { mode: 0o2775, gid: fsGroup, groups: `--groups=${fsGroup}` },
} as const;
const fileSystems = { 'the file system of /tmp': tmpdir(), 'tmpfs': '/dev/shm' } as const;

/** A user as containers have it: no capability, no new privileges; also where it is 0. */
const as = (uid: number, groups: string): [string, ...string[]] => [
  findTool('setpriv')!, `--reuid=${uid}`, `--regid=${uid}`, groups, '--inh-caps=-all', '--bounding-set=-all', '--no-new-privs',
];

describeAsRoot(['busybox', 'setpriv', 'curl', 'git', 'openssl'], 'whoever writes files, whoever is to read them can', () => {
  let server: TestServer;
  let ca: string;
  let before: number;

  beforeAll(async () => {
    const tls = makeCertificates();
    const repositories = makeRepositories();
    repositories.create('shop.git').commit({ 'conf/deep/shop.json': content, 'bin/run': { program: '#!/bin/sh\n' } });
    const git = gitHandler(repositories.root);
    ca = tls.ca;
    server = await startServer((request, response, nth) => {
      if (request.url === '/shop.json') response.end(content);
      else if (request.url === '/shop.tar.gz') response.end(archive);
      else git(request, response, nth);
    }, tls.good);
    before = process.umask(0o077); // the strictest that a step may meet
  });
  afterAll(async () => {
    process.umask(before);
    await server.close();
  });

  describe.each(Object.entries(fileSystems))('on %s', (_, parent) => {
    (existsSync(parent) ? describe : describe.skip).each(Object.entries(volumes))('%s', (__, { mode, gid, groups }) => {
      let base: string;
      let volume: string;
      let work: string;

      beforeEach(() => {
        base = mkdtempSync(join(parent, 'prelude-matrix-'));
        chmodSync(base, 0o755);
        [volume, work] = [join(base, 'volume'), join(base, 'work')];
        for (const directory of [volume, work]) {
          mkdirSync(directory);
          chownSync(directory, 0, gid);
          chmodSync(directory, mode);
        }
      });
      afterEach(() => rmSync(base, { recursive: true, force: true }));

      const run = (shell: Shell, uid: number, parts: readonly string[], args: readonly string[]) => runProgram({
        shell: { ...shell, command: [...as(uid, groups), ...shell.command] },
        parts,
        args: ['--timeout', '20', '--lock', join(volume, '.prelude-lock'), '--to', volume, ...args],
      }).exit;

      /** Everybody reads the file, and nobody but its owner could have written it. */
      const expectReadable = (file: string, permissions = '644') => {
        for (const uid of users) {
          const [setpriv, ...flags] = as(uid, groups);
          const { stdout, stderr } = spawnSync(setpriv, [...flags, 'cat', join(volume, file)], { encoding: 'utf8' });
          expect({ reader: uid, stdout, stderr }).toEqual({ reader: uid, stdout: permissions === '755' ? '#!/bin/sh\n' : content, stderr: '' });
        }
        expect((statSync(join(volume, file)).mode & 0o7777).toString(8)).toBe(permissions);
      };
      const expectNothingOpen = (directory = volume) => {
        for (const entry of readdirSync(directory, { withFileTypes: true })) {
          // Pods of any user may hold the lock, and nobody reads what is in it.
          if (entry.name === '.prelude-lock') continue;
          const path = join(directory, entry.name);
          expect([path, statSync(path).mode & 0o022]).toEqual([path, 0]);
          if (entry.isDirectory()) expectNothingOpen(path);
        }
      };

      forEachShell((shell) => {
        test.each(users)('fetch as user %i', async (uid) => {
          const exit = await run(shell, uid, ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-https'], [`shop.json=${server.url('/shop.json')}`, '--ca', ca]);
          expect(exit).toMatchObject({ code: 0 });
          expectReadable('shop.json');
          expectNothingOpen();
        });
      });

      const busybox = { name: 'busybox', command: [findTool('busybox')!, 'sh'] } as const;

      test.each(users)('data as user %i', async (uid) => {
        const exit = await run(busybox, uid, ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-data'], ['--total-bytes', '1000', `shop.json=${server.url('/shop.json')}`, '--ca', ca]);
        expect(exit).toMatchObject({ code: 0 });
        expectReadable('shop.json');
      });

      test.each(users)('unpack as user %i', async (uid) => {
        const exit = await run(busybox, uid, ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'tree', 'fetch-archive'], [`a=${server.url('/shop.tar.gz')}`, '--ca', ca]);
        expect(exit).toMatchObject({ code: 0 });
        expectReadable('tree/conf/deep/shop.json');
        expectReadable('tree/bin/run', '755');
        expectNothingOpen();
      });

      test.each(users)('clone as user %i', async (uid) => {
        const exit = await run({ name: 'busybox', command: [findTool('busybox')!, 'sh'] }, uid, ['common', 'attempts', 'trust', 'lock', 'asked', 'tree', 'fetch-git'], [
          '--work', work, '--repository', server.url('/shop.git'), '--ca', ca,
        ]);
        expect(exit).toMatchObject({ code: 0 });
        expectReadable('tree/conf/deep/shop.json');
        expectReadable('tree/bin/run', '755');
        expectNothingOpen();
      });

      test.each(users)('the helper as user %i', async (uid) => {
        const exit = await runProgram({
          shell: { name: 'busybox', command: [...as(uid, groups), findTool('busybox')!, 'sh'] },
          parts: ['common', 'install'],
          args: ['--to', volume],
        }).exit;
        expect(exit).toMatchObject({ code: 0 });
        for (const reader of users) {
          const [setpriv, ...flags] = as(reader, groups);
          expect(spawnSync(setpriv, [...flags, join(volume, 'busybox'), 'true']).status).toBe(0);
        }
        expectNothingOpen();
      });
    });
  });
});
