import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, nobody } from '../support/volume';

/** The paths of all files and directories, but for those of the library. */
const pathsIn = (top: string, at = ''): readonly string[] => readdirSync(join(top, at)).sort().filter((name) => !name.startsWith('.prelude-')).flatMap((name) => {
  const path = join(at, name);
  return lstatSync(join(top, path)).isDirectory() ? [`${path}/`, ...pathsIn(top, path)] : [path];
});

describeWith(['busybox', 'flock'], 'copy --prune', () => {
  let volume: string;
  let other: string;
  /** An image with these files. */
  const imageOf = (files: Readonly<Record<string, string>>): string => {
    const image = emptyVolume();
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(image, path, '..'), { recursive: true });
      writeFileSync(join(image, path), content);
    }
    return image;
  };
  /** A file of somebody else. */
  const add = (path: string, content = 'theirs') => {
    const directory = join(volume, path, '..');
    // A directory that all may write, as several users of a claim need it.
    if (!existsSync(directory)) {
      const made = mkdirSync(directory, { recursive: true })!;
      for (let at = directory; at.startsWith(made); at = join(at, '..')) chmodSync(at, 0o777);
    }
    writeFileSync(join(volume, path), content);
    chmodSync(join(volume, path), 0o666);
  };
  const read = (path: string) => readFileSync(join(volume, path), 'utf8');
  beforeEach(() => {
    volume = emptyVolume();
    other = emptyVolume();
  });

  forEachShell((shell) => {
    const start = (image: string, name = 'one', more: readonly string[] = ['--prune', name]) => runProgram({
      shell, parts: ['common', 'lock', 'copied', 'copy-from-image'], name: 'copy', ...nobody,
      args: ['--timeout', '20', '--lock', join(volume, '.prelude-lock'), '--from', image, '--to', volume, ...more],
    });
    const copy = async (...of: Parameters<typeof start>) => {
      const exit = await start(...of).exit;
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
      return exit.output;
    };
    const ODD = ["a b'$(id)`*?[x]", '-rf', 'd/-n', 'd 1 ./x', 'é/日本'];
    const first = () => imageOf({ 'app.1.js': '1', 'deep/er/old.css': '1', 'deep/stays.css': '1', ...Object.fromEntries(ODD.map((name) => [name, 'odd'])) });
    const second = () => imageOf({ 'app.2.js': '2', 'deep/stays.css': '2' });

    test('takes away what it has put there and does not bring now, with directories that it has made', async () => {
      await copy(first());
      expect(pathsIn(volume)).toEqual(expect.arrayContaining(['app.1.js', 'deep/er/old.css', ...ODD]));
      expect(await copy(second())).toContain(`${2 + ODD.length} files of an earlier run were removed\n`);
      expect(pathsIn(volume)).toEqual(['app.2.js', 'deep/', 'deep/stays.css']);
      expect(read('deep/stays.css')).toBe('2');
      // And back again.
      await copy(first());
      expect(pathsIn(volume)).not.toContain('app.2.js');
      expect(read('deep/er/old.css')).toBe('1');
    });

    test('without it, all stays', async () => {
      await copy(first());
      await copy(second(), 'one', []);
      expect(pathsIn(volume)).toEqual(expect.arrayContaining(['app.1.js', 'app.2.js', 'deep/er/old.css']));
    });

    test('what others have added, changed or put in the place of its files stays', async () => {
      add('deep/er/theirs');
      add('theirs/empty/x');
      rmSync(join(volume, 'theirs/empty/x'));
      await copy(first());
      writeFileSync(join(volume, 'app.1.js'), 'changed by the app');
      rmSync(join(volume, '-rf'));
      add('-rf');
      add('deep/new');
      await copy(second());
      expect(pathsIn(volume)).toEqual(['-rf', 'app.1.js', 'app.2.js', 'deep/', 'deep/er/', 'deep/er/theirs', 'deep/new', 'deep/stays.css', 'theirs/', 'theirs/empty/']);
      expect([read('-rf'), read('app.1.js')]).toEqual(['theirs', 'changed by the app']);
    });

    test('another step of the same claim has a list of its own', async () => {
      await copy(first());
      await copy(imageOf({ 'app.1.js': 'of the other', 'more.js': '1' }), 'two');
      await copy(second());
      expect([read('app.1.js'), read('more.js')]).toEqual(['of the other', '1']);
      await copy(imageOf({ x: '1' }), 'two');
      expect(pathsIn(volume)).toEqual(['app.2.js', 'deep/', 'deep/stays.css', 'x']);
    });

    test('a link in the place of a directory, and a list that lies, lead it nowhere', async () => {
      await copy(first());
      renameSync(join(volume, 'deep/er'), join(other, 'er'));
      symlinkSync(join(other, 'er'), join(volume, 'deep/er'));
      const list = join(volume, readdirSync(volume).find((name) => name.startsWith('.prelude-copied-'))!);
      writeFileSync(join(other, 'precious'), 'x');
      const { ino, size, mtimeMs } = lstatSync(join(other, 'precious'));
      writeFileSync(list, `${readFileSync(list, 'utf8')}f ${ino} ${size} ${Math.floor(mtimeMs / 1000)} ./../${other.split('/').at(-1)!}/precious\nf x\n\nd 1 ./..\n`);
      await copy(second());
      expect(readdirSync(other).sort()).toEqual(['er', 'precious']);
      expect(readdirSync(join(other, 'er'))).toEqual(['old.css']);
    });

    test('killed at random moments, it never takes what others have added, and in the end all of its own', async () => {
      const many = (release: number) => imageOf(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`d${n % 5}/f${n}.${release}`, String(release)])));
      const images = [1, 2, 3].map(many);
      for (let round = 0; round < 8; round += 1) {
        const running = start(images[round % 3]!);
        await sleep(Math.random() * 600);
        running.kill('SIGKILL');
        await running.exit;
        // Somebody adds a file under a name of the release that was killed.
        add(`d1/f1.${(round + 1) % 3 + 1}`, 'theirs');
        utimesSync(join(volume, `d1/f1.${(round + 1) % 3 + 1}`), 1, 1);
        add(`d${round % 5}/theirs${round}`);
      }
      await copy(imageOf({ last: '1' }));
      const left = pathsIn(volume).filter((path) => !path.endsWith('/'));
      expect(left.filter((path) => /\/theirs/.test(path))).toHaveLength(8);
      for (const path of left.filter((one) => !/theirs|^last$/.test(one))) expect([path, read(path)]).toEqual([path, 'theirs']);
    }, 60_000);

    test('a name of two lines is refused before anything is changed, and a name of the list that is none is wrong usage', async () => {
      const exit = await start(imageOf({ 'a\nb': 'x' })).exit;
      expect([exit.code, exit.terminationMessage, pathsIn(volume)]).toEqual([1, expect.stringContaining('cannot be listed, and so not pruned'), []]);
      expect(await start(first(), '../x').exit).toMatchObject({ code: 121 });
      expect(existsSync(join(volume, '..', 'x'))).toBe(false);
    });
  });
});
