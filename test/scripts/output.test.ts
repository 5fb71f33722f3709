import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { said } from '../support/container';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';
import { sleep } from '../support/until';
import { namesIn, nobody } from '../support/volume';

const parts = ['common', 'command', 'output', 'run'];

describeWith(['busybox', 'dash'], 'what a run leaves behind', () => {
  forEachShell((shell) => {
    // The script is given `new` as $1.
    type Options = {
      path?: string; require?: readonly string[]; once?: string; timeout?: number; tools?: readonly string[]; args?: readonly string[];
    };
    /** A volume as kubelet makes it: `new` is root's, and everybody may write. */
    const volume = (): string => {
      const directory = temporaryDirectory('prelude output-', 0o777);
      again(directory);
      return directory;
    };
    /** kubelet makes `new` anew before each start of the container. */
    const again = (directory: string): void => {
      mkdirSync(join(directory, 'new'), { recursive: true });
      chmodSync(join(directory, 'new'), 0o777);
    };
    const run = (directory: string, script: string, { require = [], once, timeout = 20, tools = [], args = [], path }: Options = {}) => runProgram({
      shell,
      parts,
      name: 'report',
      args: [
        '--timeout', `${timeout}`, '--grace', '1', '--as', 'the script', ...tools.flatMap((tool) => ['--tool', tool]),
        '--output', directory, ...require.flatMap((file) => ['--require', file]), ...(once === undefined ? [] : ['--once', once]),
        '--', findTool('dash')!, '-euc', script, 'report', join(directory, 'new'), ...args,
      ],
      env: { PRELUDE_BUSYBOX: findTool('busybox')!, ...(path === undefined ? {} : { PATH: path }) },
      ...nobody,
    });
    const published = (directory: string, file: string) => readFileSync(join(directory, 'files', file), 'utf8');

    test('is published when the script has succeeded, readable for all', async () => {
      const directory = volume();
      const script = 'umask 077; cd "$1"; mkdir -p a/b; echo 1 >a/b/one; echo 2 >two; chmod 700 two; echo 3 >" odd \'\\$x"; ln -s two link; chmod 4755 two';
      expect(await run(directory, script, { require: ['a/b/one', 'two', " odd '$x"] }).exit).toMatchObject({
        code: 0, output: expect.stringMatching(/^report: the script is done after \d\.\d s\n$/), terminationMessage: '',
      });
      expect(namesIn(directory)).toEqual(['files']);
      const mode = (file: string) => (statSync(join(directory, 'files', file)).mode & 0o7777).toString(8);
      expect([mode('a'), mode('a/b'), mode('a/b/one'), mode('two'), mode(" odd '$x")]).toEqual(['755', '755', '644', '755', '644']);
      expect(lstatSync(join(directory, 'files/link')).isSymbolicLink()).toBe(true);
    });

    test('an empty file is a file, and named in the log', async () => {
      const directory = volume();
      expect(await run(directory, 'cd "$1"; mkdir a; : >a/none; echo x >some', { require: ['a/none', 'some'] }).exit).toMatchObject({
        code: 0, output: expect.stringMatching(/^report: a\/none is empty\nreport: the script is done after \d\.\d s\n$/),
      });
      expect(published(directory, 'a/none')).toBe('');
    });

    // The tools of Debian, not those of busybox, which does not mind.
    const gnu = ['cp', 'tar', 'rsync'].every((tool) => existsSync(`/usr/bin/${tool}`)) && process.getuid?.() === 0 ? test.each : test.skip.each;
    gnu<[string, string, boolean]>([
      ['cp -a onto it', 'cp -a src/. "$1"/', false], ['rsync -a onto it', 'rsync -a src/ "$1"/', false], ['tar -x of "./" into it', 'tar -cf - -C src . | tar -xf - -C "$1"', false],
      ['cp -a into a directory of its own', 'mkdir "$1/d" && cp -a src/. "$1/d/"', true], ['rsync -a into a directory of its own', 'rsync -a src/ "$1/d/"', true],
      ['tar -x into a directory of its own', 'mkdir "$1/d" && tar -cf - -C src . | tar -xf - -C "$1/d"', true],
      ['cp -r onto it', 'cp -r src/. "$1"/', true], ['rsync -rl onto it', 'rsync -rl src/ "$1"/', true], ['tar -x of a list of names', 'tar -cf - -C src a | tar -xf - -C "$1"', true],
    ])('GNU tools, as docs/steps/run.md says: %s', async (_, script, works) => {
      const exit = await run(volume(), `cd "$HOME"; mkdir src; echo 1 >src/a; ${script}`, { path: '/usr/bin:/bin' }).exit;
      expect(exit.code === 0).toBe(works);
      if (!works) expect(exit.output).toMatch(/Operation not permitted/);
    });

    test.each([
      ['fails in the middle', 'echo half >"$1/report"; false; echo all >"$1/report"', 1, 'the script exited with 1 after'],
      ['is killed', 'echo half >"$1/report"; kill -9 $$', 137, 'the script exited with 137 (SIGKILL) after'],
      ['uses a variable that nobody set', 'echo half >"$1/report"; echo "$unset"', 2, 'the script exited with 2 after'],
      ['is not done at its deadline', 'echo half >"$1/report"; sleep 20', 124, 'the script was not done after 1 s'],
      ['has not written what it declares', 'echo other >"$1/other"', 1, 'the script ended well, but has not written report'],
      ['has written a directory instead', 'mkdir "$1/report"', 1, 'the script ended well, but has not written report'],
      ['has written a link instead', 'ln -s /etc/passwd "$1/report"', 1, 'the script ended well, but has not written report'],
    ])('nothing is published where the script %s', async (_, script, code, message) => {
      const directory = volume();
      expect(await run(directory, script, { require: ['report'], timeout: 1 }).exit).toMatchObject({ code, terminationMessage: expect.stringContaining(message) });
      expect(namesIn(directory)).toEqual(['new']);
    });

    test('a run after one that failed begins with nothing, whatever that one has left', async () => {
      const directory = volume();
      await run(directory, 'cd "$1"; mkdir -p locked/deep .hidden; echo x >locked/deep/x; echo y >.y; chmod 0 locked/deep locked; false').exit;
      expect(namesIn(join(directory, 'new'))).toEqual(['.hidden', '.y', 'locked']);
      expect(await run(directory, 'ls -A "$1" >"$2"; cp "$2" "$1/list"', { args: [join(directory, 'listed')] }).exit).toMatchObject({ code: 0 });
      expect(published(directory, 'list')).toBe('');
    });

    test('a second run replaces the files of the first, whole', async () => {
      const directory = volume();
      await run(directory, 'echo 1 >"$1/report"; echo 1 >"$1/only-once"').exit;
      again(directory);
      expect(await run(directory, 'echo 2 >"$1/report"', { require: ['report'] }).exit).toMatchObject({ code: 0 });
      expect(namesIn(directory)).toEqual(['files']);
      expect([namesIn(join(directory, 'files')), published(directory, 'report')]).toEqual([['report'], '2\n']);
    });

    test('a second run that fails leaves the files of the first as they are', async () => {
      const directory = volume();
      await run(directory, 'echo 1 >"$1/report"').exit;
      again(directory);
      expect(await run(directory, 'echo 2 >"$1/report"; false').exit).toMatchObject({ code: 1 });
      expect(published(directory, 'report')).toBe('1\n');
    });

    test('killed at any moment, a run has published all or nothing, and the next one publishes all', async () => {
      const directory = volume();
      const script = 'i=0; while [ $i -lt 40 ]; do echo "$2" >"$1/$i"; i=$((i + 1)); done';
      for (let round = 0; round < 10; round += 1) {
        again(directory);
        const running = run(directory, script, { args: [`${round}`] });
        await sleep(30 + round * 12);
        running.kill('SIGKILL');
        await running.exit;
        if (!existsSync(join(directory, 'files'))) continue;
        const values = namesIn(join(directory, 'files')).map((name) => published(directory, name));
        expect([values.length, new Set(values).size]).toEqual([40, 1]);
      }
      again(directory);
      expect(await run(directory, script, { args: ['last'] }).exit).toMatchObject({ code: 0 });
      expect([namesIn(directory), namesIn(join(directory, 'files')).length, published(directory, '39')]).toEqual([['files'], 40, 'last\n']);
    });

    test('SIGTERM while it runs: the script is asked to end, nothing is published', async () => {
      const directory = volume();
      const running = run(directory, 'echo half >"$1/report"; echo up; sleep 20', { require: ['report'] });
      await said(running, 'up');
      running.kill('SIGTERM');
      const { code, terminationMessage } = await running.exit;
      expect({ code, terminationMessage }).toEqual({ code: 143, terminationMessage: expect.stringMatching(/^the script was interrupted by SIGTERM after/) });
      expect(namesIn(directory)).toEqual(['new']);
    });

    test('a tool that the image lacks is told before anything is done', async () => {
      const directory = volume();
      const exit = await run(directory, 'echo x >"$1/report"', { tools: ['sh', 'no-such-tool'] }).exit;
      expect(exit).toMatchObject({ code: 127, terminationMessage: expect.stringMatching(/^no-such-tool is not on PATH \(.*\) in this image\n$/) });
      expect(namesIn(join(directory, 'new'))).toEqual([]);
    });

    test('the signals of the command are what they would be without all this', async () => {
      const directory = volume();
      await run(directory, `grep SigIgn /proc/self/status >"$1/with"`).exit;
      const plain = await runProgram({
        shell, parts: ['common', 'command', 'run'], args: ['--timeout', '9', '--grace', '1', '--', findTool('dash')!, '-c', 'grep SigIgn /proc/self/status'],
        env: { PRELUDE_BUSYBOX: findTool('busybox')! },
      }).exit;
      expect(plain.output).toContain(published(directory, 'with'));
    });

    test('an image without tools is enough: the helper does it all', async () => {
      const directory = volume();
      for (const round of ['1', '2']) {
        again(directory);
        const script = 'umask 077; echo "$2" >"$1/report"';
        expect(await run(directory, script, { require: ['report'], args: [round], path: '/nowhere' }).exit).toMatchObject({ code: 0 });
        expect([published(directory, 'report'), statSync(join(directory, 'files/report')).mode & 0o777]).toEqual([`${round}\n`, 0o644]);
      }
    });

    describe('a note that it was done', () => {
      const script = 'echo done >>"$2"';
      const once = () => {
        const directory = temporaryDirectory('prelude once-', 0o777);
        return { directory: volume(), note: join(directory, '.prelude-once-report'), done: join(directory, 'done') };
      };

      test('is left, and keeps a second run from doing it again', async () => {
        const { directory, note, done } = once();
        expect(await run(directory, script, { once: note, args: [done] }).exit).toMatchObject({ code: 0 });
        again(directory);
        expect(await run(directory, script, { once: note, args: [done] }).exit).toMatchObject({
          code: 0, output: `report: was done in an earlier run, and is done only once: ${note} says so\n`,
        });
        expect([readFileSync(done, 'utf8'), namesIn(dirname(note))]).toEqual(['done\n', ['.prelude-once-report', 'done']]);
      });

      test('is not left by a run that failed', async () => {
        const { directory, note, done } = once();
        await run(directory, `${script}; false`, { once: note, args: [done] }).exit;
        expect(namesIn(dirname(note))).toEqual(['done']);
        expect(await run(directory, script, { once: note, args: [done] }).exit).toMatchObject({ code: 0 });
        expect(readFileSync(done, 'utf8')).toBe('done\ndone\n');
      });

      test('that cannot be left is a failure', async () => {
        const { directory, done } = once();
        const note = '/proc/nowhere/note';
        expect(await run(directory, script, { once: note, args: [done] }).exit).toMatchObject({
          code: 1, terminationMessage: 'the script is done, but no note of it can be left in /proc/nowhere: it will be done again\n',
        });
      });
    });
  });
});
