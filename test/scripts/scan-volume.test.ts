import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, nobody } from '../support/volume';

const ALL = ['world-writable', 'setuid', 'special', 'leading-out', 'executable'].flatMap((kind) => ['--refuse', kind]);

describeWith(['busybox', 'mkfifo'], 'scan', () => {
  let volume: string;
  const at = (name: string) => join(volume, name);
  beforeEach(() => {
    volume = emptyVolume(); // its top is writable by all, as that of an emptyDir is
    for (const directory of ['a', 'a/b', 'sticky']) mkdirSync(at(directory));
    for (const file of ['a/plain', 'a/b/$(x) *\'"', '-name']) writeFileSync(at(file), 'x', { mode: 0o644 });
    for (const [name, mode] of [['sticky', 0o1777], ['a', 0o2775], ['a/b', 0o755]] as const) chmodSync(at(name), mode);
    symlinkSync('../plain', at('a/b/good'));
    symlinkSync('a/b', at('directory'));
    symlinkSync('directory/../b/../../a/plain', at('winding'));
  });

  forEachShell((shell) => {
    const start = (flags: readonly string[] = ALL, timeout = 10) => runProgram({
      shell, parts: ['common', 'entries', 'volume', 'scan-volume'], name: 'scan', args: ['--timeout', String(timeout), '--in', volume, ...flags], ...nobody,
    });
    const scan = (...args: Parameters<typeof start>) => start(...args).exit;

    test('a volume with nothing wrong in it; lost+found is left out', async () => {
      mkdirSync(at('lost+found'), { mode: 0o700 });
      expect(await scan()).toMatchObject({
        code: 0,
        terminationMessage: '',
        output: expect.stringMatching(/^scan: as asked \(nothing writable by all, no setuid or setgid, .*no executables\), seen by uid \d+ in \d\.\d s\n$/),
      });
    });

    test.each<[string, () => void]>([
      ['a file', () => copyFileSync('/bin/true', at('lost+found'))],
      ['a directory that others may enter', () => mkdirSync(at('lost+found'), { mode: 0o755 })],
      ['a directory of another user', () => { mkdirSync(at('lost+found'), { mode: 0o700 }); chownSync(at('lost+found'), nobody.uid ?? 0, 0); }],
      ['a directory that is not in the top', () => { mkdirSync(at('a/lost+found'), { mode: 0o755 }); }],
      ['a directory of the name that filers use', () => { mkdirSync(at('.snapshot'), { mode: 0o755 }); }],
    ])('a name hides nothing: %s', async (_, make) => {
      if (nobody.uid === undefined) return;
      make();
      const program = ['lost+found', 'lost+found/su', 'a/lost+found/su', '.snapshot/su'].map(at).find((path) => {
        try { copyFileSync('/bin/true', path); return true; } catch { return false; }
      })!;
      chmodSync(program, 0o4755);
      expect(await scan()).toMatchObject({ code: 1, terminationMessage: expect.stringContaining(basename(program)) });
    });

    test('the lock of this library is left out, where it is empty, at the top, and a file', async () => {
      const lock = at('.prelude-lock');
      writeFileSync(lock, '');
      chmodSync(lock, 0o666);
      const owner = ['--owner', String(process.getuid?.() ?? 0)];
      expect(await scan([...ALL, ...owner])).toMatchObject({ code: 0 });
      writeFileSync(lock, 'x');
      expect(await scan()).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^\d+:\d+ 666 \.\/\.prelude-lock$/m) });
      rmSync(lock);
      symlinkSync('/etc/passwd', lock);
      expect(await scan()).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('link ./.prelude-lock -> /etc/passwd') });
      rmSync(lock);
      writeFileSync(at('a/.prelude-lock'), '');
      chmodSync(at('a/.prelude-lock'), 0o666);
      expect(await scan()).toMatchObject({ code: 1 });
    });

    test.each<[string, string, () => void, RegExp]>([
      ['world-writable', 'a file', () => { chmodSync(at('a/plain'), 0o666); }, /^\d+:\d+ 666 \.\/a\/plain$/m],
      ['world-writable', 'a directory', () => { chmodSync(at('a/b'), 0o777); }, /^\d+:\d+ 777 \.\/a\/b$/m],
      ['world-writable', 'a pipe', () => { spawnSync('mkfifo', ['-m', '666', at('pipe')]); }, /^\d+:\d+ 666 \.\/pipe$/m],
      ['setuid', 'setuid', () => { chmodSync(at('a/plain'), 0o4644); }, /^\d+:\d+ 4644 \.\/a\/plain$/m],
      ['setuid', 'setgid', () => { chmodSync(at('a/plain'), 0o2644); }, /^\d+:\d+ 2644 \.\/a\/plain$/m],
      ['special', 'a pipe', () => { spawnSync('mkfifo', [at('pipe')]); }, /^\d+:\d+ \d+ \.\/pipe$/m],
      ['executable', 'a program', () => { chmodSync(at('a/plain'), 0o744); }, /^\d+:\d+ 744 \.\/a\/plain$/m],
      ['leading-out', 'an absolute link', () => { symlinkSync('/etc/passwd', at('a/out')); }, /^link \.\/a\/out -> \/etc\/passwd$/m],
      ['leading-out', 'a relative link', () => { symlinkSync('../../x', at('a/out')); }, /^link \.\/a\/out -> \.\.\/\.\.\/x$/m],
      ['leading-out', 'a link that climbs above the top and comes back', () => { symlinkSync(`../../../../../../../../..${volume}/a/plain`, at('a/out')); }, /^link \.\/a\/out -> \.\.\/.*\/a\/plain$/m],
      ['leading-out', 'such a link by way of a link', () => { symlinkSync(`directory/../../../${basename(volume)}/a/plain`, at('out')); }, /^link \.\/out -> directory\/\.\..*\/a\/plain$/m],
      ['leading-out', 'a link that leads nowhere', () => { symlinkSync('no/where', at('-x y')); }, /^link \.\/-x y -> no\/where$/m],
    ])('%s: %s is found, and only where it is asked for', async (kind, _, spoil, message) => {
      spoil();
      const exit = await scan(['--refuse', kind]);
      expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^there is what has no place there \(.*\): 1 entries, such as\n/) });
      expect(exit.terminationMessage).toMatch(message);
      expect(await scan(['--refuse', kind === 'setuid' ? 'special' : 'setuid'])).toMatchObject({ code: 0 });
    });

    const user = process.getuid?.() ?? 0;
    test('another owner or group is found; the top belongs to whom it likes', async () => {
      expect(await scan(['--owner', String(user), '--group', String(process.getgid?.() ?? 0)])).toMatchObject({ code: 0 });
      expect(await scan(['--owner', '4321'])).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/\(owner 4321\): \d+ entries/) });
      expect(await scan(['--group', '4321'])).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/\(group 4321\): \d+ entries/) });
    });

    test('what cannot be looked into is refused', async () => {
      if (nobody.uid === undefined) return;
      mkdirSync(at('closed'), { mode: 0o700 });
      expect(await scan()).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/closed.*Permission denied/) });
    });

    test('of many, ten are named, and all are counted; a name of many lines is one', async () => {
      mkdirSync(at('d\n'));
      for (let count = 0; count < 49; count += 1) { writeFileSync(at(`x${count}\n\n`), ''); chmodSync(at(`x${count}\n\n`), 0o666); }
      writeFileSync(at('d\n/0:0 666 .\n'), '');
      chmodSync(at('d\n/0:0 666 .\n'), 0o666);
      const { terminationMessage } = await scan();
      expect(terminationMessage).toMatch(/: 50 entries, such as\n(\d+:\d+ 666 \.\/(x\d+\?\?|d\?\/0:0 666 \.\?)\n){10}$/);
    });

    test('where a link leads to makes no entry of its own', async () => {
      symlinkSync('x\n//0:0 666 ./forged\nlink', at('out\x1b[31m\n'));
      const { terminationMessage } = await scan(['--refuse', 'leading-out']);
      expect(terminationMessage).toMatch(/: 1 entries, such as\nlink \.\/out\?\[31m\? -> x\n$/);
    });

    test('SIGTERM ends it', async () => {
      for (let count = 0; count < 3000; count += 1) symlinkSync('a', at(`link${count}`));
      const running = start();
      await sleep(150); // it is at work then, for some seconds
      running.kill('SIGTERM');
      const exit = await running.exit;
      expect(exit).toMatchObject({ code: 143 });
      expect(exit.ms).toBeLessThan(2200);
      expect(await scan(ALL, 0)).toMatchObject({ code: 124 });
    });

    test.each([[[]], [['--refuse', 'evil']], [['--owner', 'root']]])('refuses %j', async (flags) => expect(await scan(flags)).toMatchObject({ code: 121 }));
  });
});
