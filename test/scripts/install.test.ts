import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeAsRoot, describeContained, runContained, staticCommand } from '../support/container';
import { runProgram } from '../support/program';
import { forEachShell, type Shell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { sleep } from '../support/until';

const parts = ['common', 'install'];
let directory: string;
let helper: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'prelude-helper-'));
  chmodSync(directory, 0o777); // as kubelet makes an emptyDir
  helper = join(directory, 'busybox');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

interface Options {
  readonly by?: Shell;
  readonly uid?: number;
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
}
const install = (shell: Shell, { by = shell, uid, args = ['--to', directory], env }: Options = {}) =>
  runProgram({
    shell: by,
    parts,
    args,
    // busybox knows what it runs on; dash has to be told.
    env: { ...(shell.name === 'busybox' ? {} : { PRELUDE_BUSYBOX: findTool('busybox')! }), ...env },
    uid,
    gid: uid,
  });

function expectInstalled(uid = process.getuid?.()): void {
  const { mode, uid: owner } = statSync(helper);
  expect({ mode: (mode & 0o7777).toString(8), owner }).toEqual({ mode: '755', owner: uid });
  expect(readFileSync(helper).equals(readFileSync(findTool('busybox')!))).toBe(true);
  expect(readdirSync(directory)).toEqual(['busybox']);
}

describeWith(['busybox'], 'install', () => {
  forEachShell((shell) => {
    test('copies the busybox that it runs on, executable for all, whatever the umask', async () => {
      const before = process.umask(0o077);
      const running = install(shell);
      process.umask(before);
      expect(await running.exit).toMatchObject({ code: 0, output: expect.stringMatching(/^install: a static busybox is in \S+ after \d\.\d s\n$/) });
      expectInstalled();
    });

    test('a second run is fine, also while the first copy is running', async () => {
      await install(shell).exit;
      const sleeping = spawnSync('sh', ['-c', `${helper} sleep 20 >/dev/null 2>&1 & echo $!`], { encoding: 'utf8' });
      expect(await install(shell).exit).toMatchObject({ code: 0 });
      process.kill(Number(sleeping.stdout));
      expectInstalled();
    });

    test('a copy that was cut off is made whole', async () => {
      writeFileSync(helper, 'half of it');
      writeFileSync(`${helper}.new`, 'half of it', { mode: 0o400 });
      expect(await install(shell).exit).toMatchObject({ code: 0 });
      expectInstalled();
    });

    test('killed at any moment, it leaves a whole copy or none, and the second run makes one', async () => {
      for (let round = 0; round < 20; round++) {
        rmSync(helper, { force: true });
        const running = install(shell);
        await sleep(Math.random() * 30);
        running.kill('SIGKILL');
        await running.exit;
        if (readdirSync(directory).includes('busybox')) expect(spawnSync(helper, ['true']).status).toBe(0);
      }
      expect(await install(shell).exit).toMatchObject({ code: 0 });
      expectInstalled();
    });

    test('any other program leaves it, too, when it is asked to', async () => {
      const running = runProgram({
        shell,
        parts: ['common', 'command', 'run'],
        args: ['--timeout', '5', '--grace', '1', '--', '/bin/true'],
        env: { PRELUDE_INSTALL_HELPER_IN: directory, PRELUDE_BUSYBOX: findTool('busybox')! },
      });
      expect(await running.exit).toMatchObject({ code: 0 });
      expectInstalled();
    });

    test('refuses a busybox that needs a loader', async () => {
      const dynamic = join(directory, 'dynamic');
      writeFileSync(dynamic, `#!/bin/sh\n# /lib/ld-musl-x86_64.so.1\nexec ${findTool('busybox')} "$@"\n`, { mode: 0o755 });
      expect(await install(shell, { env: { PRELUDE_BUSYBOX: dynamic } }).exit).toMatchObject({
        code: 1, terminationMessage: `cannot leave a static busybox in ${directory}\n`,
      });
      expect(readdirSync(directory)).not.toContain('busybox');
    });

    test.each([[[]], [['--to']], [['--to', '/a', '/b']], [['/a']]])('refuses %j', async (args) => {
      expect(await install(shell, { args }).exit).toMatchObject({ code: 121, terminationMessage: expect.stringContaining('needs --to') });
    });

    test('says so when the directory is not there', async () => {
      expect(await install(shell, { args: ['--to', join(directory, 'absent')] }).exit).toMatchObject({
        code: 1, terminationMessage: expect.stringContaining('cannot leave a static busybox in'),
      });
    });
  });
});

describeAsRoot(['busybox'], 'install as any user', () => {
  forEachShell((shell) => {
    test.each([0, 1000, 65534])('%i, where another user has left a copy, whole or not', async (uid) => {
      for (const file of [helper, `${helper}.new`]) {
        writeFileSync(file, 'of another user', { mode: 0o755 });
        chownSync(file, 4321, 4321);
      }
      expect(await install(shell, { uid }).exit).toMatchObject({ code: 0 });
      expectInstalled(uid);
    });
  });
});

describeContained(['gcc'], 'the installed helper', () => {
  forEachShell((shell) => {
    test('runs a command in an image that has nothing else', async () => {
      expect(await install(shell, { uid: 65534 }).exit).toMatchObject({ code: 0 });
      const running = runContained({
        image: { '/prelude/busybox': helper, '/app/command': staticCommand() },
        parts: ['common', 'command', 'run'],
        name: 'migrate',
        args: ['--timeout', '20', '--grace', '1', '--', '/app/command', 'exit', '6'],
        uid: 65534,
      });
      expect(await running.exit).toMatchObject({ code: 6, terminationMessage: expect.stringContaining('/app/command exited with 6') });
    });

    test('is refused where nothing may be executed', async () => {
      const mounted = 'mount -t tmpfs -o noexec,mode=0777 none "$1" && shift && exec "$@"';
      const by: Shell = { ...shell, command: ['unshare', '--mount', '/bin/sh', '-c', mounted, 'mounted', directory, ...shell.command] };
      expect(await install(shell, { by }).exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('cannot leave') });
    });
  });
});
