import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneSecond } from '../support/container';
import { meddlingBusybox, untilMeddled } from '../support/meddling';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, namesIn, nobody } from '../support/volume';

describeWith(['busybox'], 'directories', () => {
  let volume: string;
  beforeEach(() => { volume = emptyVolume(); });

  const at = (path: string) => join(volume, path);
  const mode = (path: string) => (statSync(at(path)).mode & 0o7777).toString(8);

  forEachShell((shell) => {
    const start = (directories: readonly (readonly [string, string])[], { timeout = 10, to = volume, env = {} } = {}) => runProgram({
      shell, parts: ['common', 'publish', 'make-directories'], name: 'places', env, ...nobody,
      args: ['--timeout', String(timeout), '--to', to, ...directories.flatMap((directory) => ['--directory', ...directory])],
    });
    const make = (...directories: (readonly [string, string])[]) => start(directories).exit;

    test('makes each with its mode whatever the umask, those above 0755', async () => {
      const before = process.umask(0o077);
      const running = start([['uploads', '0750'], ['cache/images', '700'], ['odd $(id) `x` *', '0755'], ['-p', '0755']]);
      process.umask(before);
      expect(await running.exit).toMatchObject({
        code: 0, terminationMessage: '', output: 'places: uploads: made\nplaces: cache/images: made\nplaces: odd $(id) `x` *: made\nplaces: -p: made\n',
      });
      expect(['uploads', 'cache', 'cache/images', 'odd $(id) `x` *', '-p'].map(mode)).toEqual(['750', '755', '700', '755', '755']);
      expect(namesIn(volume)).toEqual(['-p', 'cache', 'odd $(id) `x` *', 'uploads']);
    });

    test('a second run leaves what is right with all that is in it, and puts modes right', async () => {
      await make(['a', '0755'], ['b', '0755']);
      writeFileSync(at('a/file'), 'kept');
      chmodSync(at('b'), 0o700);
      expect(await make(['a', '0755'], ['b', '0755'])).toMatchObject({
        code: 0, output: 'places: a: is there already\nplaces: b: had mode 700, has 755\n',
      });
      expect([namesIn(at('a')), mode('b')]).toEqual([['file'], '755']);
    });

    test('a directory that nobody may write gets those below it, in any order; so does the next run', async () => {
      for (const [name, ...directories] of [
        ['down', ['down', '0550'], ['down/c', '0510'], ['down/c/d', '0700']],
        ['up', ['up/c/d', '0700'], ['up/c', '0510'], ['up', '0550']],
        ['closed', ['closed', '0400'], ['closed/c', '0000'], ['closed/c/d', '0700']],
      ] as [string, ...[string, string][]][]) {
        expect(await make(...directories)).toMatchObject({ code: 0, output: directories.map(([path]) => `places: ${path}: made\n`).join('') });
        const modes = () => directories.map(([path]) => [path, `0${mode(path).padStart(3, '0')}`]);
        expect(modes()).toEqual(directories);
        expect(await make(...directories)).toMatchObject({ code: 0, output: directories.map(([path]) => `places: ${path}: is there already\n`).join('') });
        expect(await make(...directories, [`${name}/new`, '0755'])).toMatchObject({ code: 0, output: expect.stringContaining(`places: ${name}/new: made\n`) });
        expect(modes()).toEqual(directories);
      }
    });

    test('one that nobody has asked for is not opened', async () => {
      mkdirSync(at('theirs'), { mode: 0o555 });
      if (nobody.uid !== undefined) chownSync(at('theirs'), nobody.uid, nobody.uid);
      expect(await make(['theirs/b', '0755'])).toMatchObject({ code: 1, terminationMessage: `${at('theirs/b')} cannot be made by uid 65534: no space left, or not allowed\n` });
      expect(mode('theirs')).toBe('555');
    });

    // The kernel takes setgid away, without a word, where the group is not one of the caller's; that of fsGroup is.
    (process.getuid?.() === 0 ? describe : describe.skip)('the group of a volume with setgid (needs root)', () => {
      const withGroup = (gid: number) => {
        chownSync(volume, 0, gid);
        chmodSync(volume, 0o2777);
      };

      test('stays, where the user is in it', async () => {
        withGroup(65534);
        expect(await make(['a', '0770'], ['b/c', '0750'], ['d', '0550'])).toMatchObject({ code: 0 });
        expect(['a', 'b', 'b/c', 'd'].map(mode)).toEqual(['2770', '2755', '2750', '2550']);
        expect(await make(['a', '0770'])).toMatchObject({ code: 0, output: 'places: a: is there already\n' });
        expect(await make(['a', '0750'])).toMatchObject({ code: 0, output: 'places: a: had mode 2770, has 2750\n' });
      });

      test('stays, where the user is not in it: no mode has to be changed', async () => {
        withGroup(4242);
        for (const word of ['made', 'is there already']) {
          expect(await make(['a', '0770'], ['b/c', '0700'])).toMatchObject({ code: 0, output: expect.stringContaining(`places: a: ${word}\n`) });
          expect(['a', 'b', 'b/c'].map(mode)).toEqual(['2770', '2755', '2700']);
          expect(statSync(at('b/c')).gid).toBe(4242);
        }
      });

      test('is not lost in silence: where a mode has to be changed, the step says what to do', async () => {
        withGroup(4242);
        await make(['a', '0770']);
        const lost = (path: string, to: string) => `${at(path)} has setgid, which would be lost with mode ${to}, as uid 65534 is not in its group: ` +
          'give the workload fsGroup: 4242, or the step group: 4242\n';
        for (let run = 0; run < 2; run += 1) {
          expect(await make(['a', '0750'])).toMatchObject({ code: 1, terminationMessage: lost('a', '2750') });
          expect(mode('a')).toBe('2770');
          expect(await make(['b', '0550'])).toMatchObject({ code: 1, terminationMessage: lost('b', '2550') });
        }
      });
    });

    test('a file system that keeps no modes is told of', async () => {
      const env = { PRELUDE_BUSYBOX: meddlingBusybox('chmod', 'exit 0') };
      expect(await start([['a', '0550']], { env }).exit).toMatchObject({
        code: 1, terminationMessage: `${at('a')}: was given mode 550, and has 750: its file system keeps none, or mounts with another\n`,
      });
    });

    test('a directory without any rights is put right', async () => {
      await make(['a', '0755']);
      chmodSync(at('a'), 0);
      expect(await make(['a', '0755'])).toMatchObject({ code: 0, output: 'places: a: had mode 000, has 755\n' });
    });

    test('nothing is made through a link', async () => {
      const outside = emptyVolume();
      symlinkSync(outside, at('a'));
      for (const path of ['a', 'a/b']) {
        expect(await make([path, '0755'])).toMatchObject({ code: 1, terminationMessage: expect.stringContaining(`${at('a')} is a link`) });
      }
      expect(readdirSync(outside)).toEqual([]);
    });

    test('a file under the name is a clear failure, and stays', async () => {
      writeFileSync(at('a'), 'a');
      expect(await make(['a', '0755'])).toMatchObject({ code: 1, terminationMessage: `${at('a')} exists, and is not a directory\n` });
      expect(await make(['a/b', '0755'])).toMatchObject({ code: 1 });
      expect(statSync(at('a')).isFile()).toBe(true);
    });

    (process.getuid?.() === 0 ? test : test.skip)('so is a directory of another user (needs root)', async () => {
      mkdirSync(at('a'));
      chownSync(at('a'), 4242, 4242);
      expect(await make(['a', '0755'])).toMatchObject({ code: 1, terminationMessage: `${at('a')} belongs to uid 4242, not to 65534: FixPermissions can change that\n` });
    });

    (process.getuid?.() === 0 ? test : test.skip)('so is a volume that may not be written (needs root)', async () => {
      chmodSync(volume, 0o755);
      expect(await make(['a', '0755'])).toMatchObject({ code: 1, terminationMessage: `${at('a')} cannot be made by uid 65534: no space left, or not allowed\n` });
      expect(await make(['a/b', '0755'])).toMatchObject({ code: 1, terminationMessage: `${at('a')} cannot be made by uid 65534: no space left, or not allowed\n` });
    });

    test.each([['../x'], ['/x'], ['a/../x'], ['./x'], ['a//x'], ['a/'], [''], ['.prelude-x']])('refuses the path %j, before anything is made', async (path) => {
      expect(await make(['first', '0755'], [path, '0755'])).toMatchObject({ code: 121, terminationMessage: `'${path}' is not a path within a directory\n` });
      expect(namesIn(volume)).toEqual([]);
    });

    test.each(['0777', '0757', '4755', '1755', '75', 'u=rw', ''])('refuses the mode %j', async (bad) => {
      expect(await make(['x', bad])).toMatchObject({ code: 121 });
      expect(namesIn(volume)).toEqual([]);
    });

    test.each([[[]], [['--directory', 'x']], [['--what', 'x']]])('refuses the arguments %j', async (args) => {
      const running = runProgram({ shell, parts: ['common', 'publish', 'make-directories'], args: ['--timeout', '5', '--to', volume, ...args] });
      expect(await running.exit).toMatchObject({ code: 121 });
    });

    test('keeps its deadline, and ends at SIGTERM, whatever a child does', async () => {
      const env = { PRELUDE_BUSYBOX: meddlingBusybox('stat', 'sleep 60') };
      const late = await start([['x', '0755']], { timeout: 1, env }).exit;
      expect(late).toMatchObject({ code: 124, terminationMessage: 'not done after 1 s\n' });
      expect(late.ms).toBeLessThan(1_500 + oneSecond());
      const running = start([['x', '0755']], { timeout: 60, env });
      await untilMeddled(env.PRELUDE_BUSYBOX);
      const sent = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143, terminationMessage: expect.stringContaining('ended by SIGTERM') });
      expect(performance.now() - sent).toBeLessThan(1_000 + oneSecond());
    });

    test('killed at random moments, the next run puts it right', async () => {
      for (let round = 0; round < 15; round += 1) {
        const path = `r${round}/a/b`;
        const running = start([[path, '0750'], [`r${round}/c`, '0700']]);
        await sleep(Math.random() * 40);
        running.kill('SIGKILL');
        await running.exit;
        expect(await make([path, '0750'], [`r${round}/c`, '0700'])).toMatchObject({ code: 0 });
        expect([`r${round}`, `r${round}/a`, path, `r${round}/c`].map(mode)).toEqual(['755', '755', '750', '700']);
      }
    }, 60_000);
  });
});
