import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, nobody } from '../support/volume';

type Files = Readonly<Record<string, string>>;

interface Program {
  readonly parts: readonly string[];
  /** What it is told, for files with these contents. */
  args(to: string, files: Files, more: readonly string[]): readonly string[];
}

/** Programs that write files one by one. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  write: {
    parts: ['common', 'lock', 'copied', 'publish', 'write-files'],
    args: (to, files, more) => ['--to', to, ...more, ...Object.entries(files).flatMap(([name, content]) => ['--file', name, '0644', content])],
  },
  render: {
    parts: ['common', 'lock', 'copied', 'publish', 'render'],
    args: (to, files, more) => ['--to', to, ...more, ...Object.entries(files).flatMap(([name, content]) => ['--file', name, '0644', '--text', content])],
  },
  copy: {
    parts: ['common', 'files', 'lock', 'copied', 'publish', 'copy-files'],
    args: (to, files, more) => {
      const from = emptyVolume();
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(join(from, name, '..'), { recursive: true });
        writeFileSync(join(from, name), content);
      }
      return ['--from', from, '--to', to, ...more, '--', ...Object.keys(files).flatMap((name) => [name, name, '0644'])];
    },
  },
};
/** All files and directories, but for those of the library. */
const pathsIn = (top: string): readonly string[] => (readdirSync(top, { recursive: true }) as string[]).filter((path) => !path.startsWith('.prelude-')).sort();

describe.each(Object.keys(PROGRAMS))('%s --prune', (kind) => describeWith(['busybox', 'flock'], 'in a claim', () => {
  let volume: string;
  beforeEach(() => { volume = emptyVolume(); });
  const at = (path: string) => join(volume, path);
  const read = (path: string) => readFileSync(at(path), 'utf8');
  /** A file of somebody else, in a directory that all may write. */
  const add = (path: string, content = 'theirs') => {
    mkdirSync(at(join(path, '..')), { recursive: true });
    chmodSync(at(join(path, '..')), 0o777);
    writeFileSync(at(path), content);
    chmodSync(at(path), 0o666);
  };

  forEachShell((shell) => {
    const start = (files: Files, name: string | undefined = 'one', { of = kind, more = [] as readonly string[] } = {}) => runProgram({
      shell, parts: PROGRAMS[of]!.parts, name: of, ...nobody,
      args: ['--timeout', '20', '--lock', at('.prelude-lock'), ...PROGRAMS[of]!.args(volume, files, [...(name === '' ? [] : ['--prune', name]), ...more])],
    });
    const run = async (...of: Parameters<typeof start>) => {
      const exit = await start(...of).exit;
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
      return exit.output;
    };
    const ODD = ["a b'$(id)`*?[x]", '-rf', 'd/-n', 'é/日本'];
    const first = { 'old.conf': '1', 'conf.d/deep/old.conf': '1', 'conf.d/stays.conf': '1', ...Object.fromEntries(ODD.map((name) => [name, 'odd'])) };
    const second = { 'new.conf': '2', 'conf.d/stays.conf': '1' };

    test('takes away what it wrote before and does not write now, with directories that it made', async () => {
      await run(first);
      expect(await run(second)).toContain(`${2 + ODD.length} files of an earlier run were removed\n`);
      expect(pathsIn(volume)).toEqual(['conf.d', 'conf.d/stays.conf', 'new.conf']);
      // The second time there is nothing left to do.
      expect(await run(second)).not.toContain('removed');
      await run(first);
      expect(pathsIn(volume)).toEqual(expect.arrayContaining(['conf.d/deep/old.conf', 'old.conf', ...ODD]));
      expect(existsSync(at('new.conf'))).toBe(false);
    });

    test('without it all stays, and what was written then is not known later', async () => {
      await run(first, '');
      await run(second);
      expect(pathsIn(volume)).toEqual(expect.arrayContaining(['old.conf', 'new.conf', 'conf.d/deep/old.conf']));
    });

    test('what others have added, changed, put in its place or had before stays', async () => {
      add('conf.d/theirs');
      add('conf.d/deep/theirs');
      // Found as the step would have written it, mode and (for copies) owner included, and so left as it was.
      add('before.conf', 'the same');
      chmodSync(at('before.conf'), 0o644);
      if (nobody.uid !== undefined) chownSync(at('before.conf'), nobody.uid, nobody.gid!);
      await run({ ...first, 'before.conf': 'the same' });
      writeFileSync(at('old.conf'), 'changed by the app');
      rmSync(at('-rf'));
      add('-rf');
      await run(second);
      expect(pathsIn(volume)).toEqual(['-rf', 'before.conf', 'conf.d', 'conf.d/deep', 'conf.d/deep/theirs', 'conf.d/stays.conf', 'conf.d/theirs', 'new.conf', 'old.conf']);
      expect(['-rf', 'before.conf', 'old.conf'].map(read)).toEqual(['theirs', 'the same', 'changed by the app']);
    });

    test.each(Object.keys(PROGRAMS))('a file that %s writes now is not taken away, though it is what this step had written', async (of) => {
      await run({ 'moved.conf': '1', 'own.conf': '1' });
      // The next release: another step, earlier in the pod, writes the same file with the same content.
      await run({ 'moved.conf': '1' }, 'two', { of });
      await run({ 'new.conf': '1' });
      expect(pathsIn(volume)).toEqual(['moved.conf', 'new.conf']);
      // The same where that step does not prune.
      await run({ 'new.conf': '1' }, '', { of });
      await run({ 'last.conf': '1' });
      expect(pathsIn(volume)).toEqual(['last.conf', 'moved.conf', 'new.conf']);
    });

    test('a link in the place of a directory, and a list that lies or is a link, lead it nowhere', async () => {
      const other = emptyVolume();
      writeFileSync(join(other, 'precious'), 'x');
      await run(first);
      renameSync(at('conf.d/deep'), join(other, 'deep'));
      symlinkSync(join(other, 'deep'), at('conf.d/deep'));
      const list = at('.prelude-copied-one');
      writeFileSync(list, `${readFileSync(list, 'utf8')}f 1 1 1 ./../${other.split('/').at(-1)!}/precious\nf x\n\nd 1 ./..\n`);
      await run(second);
      expect([readdirSync(other).sort(), readdirSync(join(other, 'deep'))]).toEqual([['deep', 'precious'], ['old.conf']]);
      rmSync(list);
      symlinkSync(join(other, 'precious'), list);
      await run(second);
      expect(readFileSync(join(other, 'precious'), 'utf8')).toBe('x');
    });

    test('killed at random moments, it takes nothing of others, and in the end all of its own', async () => {
      const release = (number: number) => Object.fromEntries(Array.from({ length: 15 }, (_, n) => [`d${n % 3}/f${n}.${number % 3}`, `of ${number}`]));
      for (let round = 0; round < 5; round += 1) {
        const running = start(release(round));
        await sleep(Math.random() * 400);
        running.kill('SIGKILL');
        await running.exit;
        add(`d${round % 3}/theirs${round}`);
      }
      await run({ last: '1' });
      expect(pathsIn(volume).filter((path) => path.includes('/'))).toEqual(Array.from({ length: 5 }, (_, round) => `d${round % 3}/theirs${round}`).sort());
      expect(readdirSync(volume).filter((name) => name.startsWith('.prelude-')).sort()).toEqual(['.prelude-copied-one', '.prelude-lock']);
    }, 60_000);

    test('a name for a list that is none, is wrong usage', async () => {
      expect(await start(first, '../x').exit).toMatchObject({ code: 121 });
      expect(pathsIn(volume)).toEqual([]);
    });

    if (kind === 'copy') {
      test("with whenPresent: 'keep', what the app has changed stays, and what it has not goes", async () => {
        const keep = { more: ['--when-present', 'keep'] };
        await run({ changed: '1', same: '1' }, 'one', keep);
        writeFileSync(at('changed'), 'by the app');
        await run({ changed: '2', same: '2' }, 'one', keep);
        await run({ other: '1' }, 'one', keep);
        expect(pathsIn(volume)).toEqual(['changed', 'other']);
      });
    }
  });
}));
