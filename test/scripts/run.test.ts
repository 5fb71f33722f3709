import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describeContained, hex, lookingBack, oneSecond, runContained, said, staticCommand } from '../support/container';
import { runProgram, searchPath } from '../support/program';
import { forEachShell, type Shell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { sleep } from '../support/until';

const parts = ['common', 'command', 'run'];
const nasty = [
  'two  words', "it's", '"quoted"', '$HOME', '$(HOME)', '$$', '`id`', 'new\nline\n', '*', '-c', '--', '-', '', '\\', '\\n', 'a=b',
  'tab\t', '\u{1f600} ü', '!', ';', '&', '|', '>', '~', '{a,b}', '#', '%s', '\u0001\u007f\u0081',
];

/** A program that asks for a signal, as those written in Go do; a shell cannot ask for one that was ignored when it started. */
const nodeListens = (signal: string): readonly string[] => [
  process.execPath, '-e', `process.on('${signal}', () => { console.log('heard ${signal}'); process.exit(3); }); console.log('up'); setInterval(() => 0, 1000)`,
];

describeWith(['busybox', 'gcc'], 'run', () => {
  forEachShell((shell) => {
    type Options = { timeout?: number; grace?: number; env?: Record<string, string | undefined>; by?: Shell; cwd?: string };
    const run = (command: readonly string[], options: Options = {}) =>
      runProgram({
        shell: options.by ?? shell,
        parts,
        name: 'migrate',
        args: ['--timeout', `${options.timeout ?? 20}`, '--grace', `${options.grace ?? 5}`, '--', ...command],
        env: { PRELUDE_BUSYBOX: findTool('busybox')!, ...options.env },
        cwd: options.cwd,
      });
    /** The same, and it says what it has left behind. */
    const runAndLook = (command: readonly string[], options: Options = {}) => run(command, { ...options, by: lookingBack(shell) });

    test('gives the exit code of the command, and says what happened', async () => {
      expect(await run([staticCommand(), 'exit', '0']).exit).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^migrate: \S+command is done after \d\.\d s\n$/),
        terminationMessage: '',
      });
      expect(await run([staticCommand(), 'exit', '3']).exit).toMatchObject({
        code: 3, terminationMessage: expect.stringMatching(/command exited with 3 after \d\.\d s: see the log\n$/),
      });
      expect(await run([staticCommand(), 'exit', '127']).exit).toMatchObject({
        code: 127, terminationMessage: expect.stringMatching(/command exited with 127 after/),
      });
    });

    test.each([[9, 'SIGKILL'], [15, 'SIGTERM'], [11, 'SIGSEGV'], [14, 'SIGALRM']])('gives 128 + %i for %s', async (number, name) => {
      expect(await run([staticCommand(), 'signal', `${number}`]).exit).toMatchObject({
        code: 128 + number, terminationMessage: expect.stringContaining(`exited with ${128 + number} (${name})`),
      });
    });

    test('never writes the output or the arguments of the command into the termination message', async () => {
      const { terminationMessage, output } = await run([findTool('dash')!, '-c', 'echo secret; echo secret >&2; exit 4', 'secret']).exit;
      expect(output).toContain('secret\nsecret\n');
      expect(terminationMessage).toContain('exited with 4');
      expect(terminationMessage).not.toContain('secret');
    });

    test('passes arguments byte for byte', async () => {
      const check = async (values: readonly string[]) => {
        const { output } = await run([staticCommand(), 'arguments', ...values]).exit;
        expect(output.split('\n').filter((line) => line.startsWith('argument')))
          .toEqual(values.map((value) => `argument ${hex(value)}.`));
      };
      await check(nasty);
      const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((value) => !value.includes('\0'));
      await fc.assert(fc.asyncProperty(fc.array(fc.oneof(text, fc.constantFrom(...nasty)), { maxLength: 8 }), check), { numRuns: 20 });
    });

    test('passes the environment of the container byte for byte, but for PRELUDE_*', async () => {
      const env: Record<string, string> = {
        'PATH': '/nowhere',
        'HOME': '/home',
        // What a shell would lose, or change.
        'spring.datasource.url': "jdbc:it's\n$x",
        'with-dash': '1',
        '1st': '2',
        'SHLVL': '41',
        'PWD': '/elsewhere',
        'OLDPWD': '/elsewhere/else',
        'IFS': 'x',
        'OPTIND': '7',
        'PPID': '5',
        // Names that the program itself uses.
        'name': 'mine', 'timeout': 'mine', 'code': 'mine', 'file': 'mine', 'started': 'mine', 'quote': 'mine', 'item': 'mine',
        'PRELUDISH': 'stays',
        'LINES': 'first\nPRELUDE_BUSYBOX=not a variable',
        'EMPTY': '',
      };
      nasty.forEach((value, index) => { env[`NASTY_${index}`] = value; });
      const { output } = await run([staticCommand(), 'environment'], {
        env: {
          ...env,
          'PRELUDE_BUSYBOX': findTool('busybox')!, 'PRELUDE_TOKEN': 'a\nb', 'TMPDIR': undefined,
        },
      }).exit;
      expect(output.split('\n').filter((line) => line.startsWith('variable')).sort())
        .toEqual(Object.entries(env).map(([name, value]) => `variable ${hex(`${name}=${value}`)}.`).sort());
    });

    test('adds nothing to an empty environment', async () => {
      const { output } = await run([staticCommand(), 'environment'], { env: { PATH: undefined, HOME: undefined, TMPDIR: undefined } }).exit;
      expect(output).not.toContain('variable');
    });

    test('gives the command /dev/null as standard input', async () => {
      expect((await run([staticCommand(), 'stdin']).exit).output).toContain('stdin 0 null');
    });

    describe('finds the command as PATH has it', () => {
      let directory: string;
      beforeAll(() => {
        directory = mkdtempSync(join(tmpdir(), 'prelude-path-'));
        chmodSync(directory, 0o755);
        for (const name of ['cp', 'sh', 'sleep', 'env', 'setsid', 'kill', 'test', '[', '-x', 'a=b']) {
          writeFileSync(join(directory, name), readFileSync(staticCommand()), { mode: 0o755 });
        }
        writeFileSync(join(directory, 'plain'), '', { mode: 0o644 });
        writeFileSync(join(directory, 'lost'), '#! /no/such/shell -e\n', { mode: 0o755 });
        const foreign = readFileSync(staticCommand());
        foreign.writeUInt16LE(0xbeef, 18);
        writeFileSync(join(directory, 'foreign'), foreign, { mode: 0o755 });
      });
      afterAll(() => rmSync(directory, { recursive: true, force: true }));

      test.each(['cp', 'sh', 'sleep', 'env', 'setsid', 'kill', 'test', '[', '-x', 'a=b'])(
        '%s of the image, never one of the helper or the shell', async (name) => {
          const { output } = await run([name, 'arguments', 'x'], { env: { PATH: `/no/such:${directory}` } }).exit;
          expect(output).toContain(`program ${hex(join(directory, name))}.\nargument ${hex('x')}.`);
        });

      test('below the working directory, also where it begins with -', async () => {
        mkdirSync(join(directory, '-bin'));
        writeFileSync(join(directory, '-bin/tool'), readFileSync(staticCommand()), { mode: 0o755 });
        for (const [name, file] of [['-bin/tool', './-bin/tool'], ['./cp', './cp']] as const) {
          expect((await run([name, 'arguments'], { cwd: directory }).exit).output).toContain(`program ${hex(file)}.`);
        }
      });

      test('nor one of the helper where the image has none', async () => {
        for (const path of ['', '/no/such', directory]) {
          const exit = await run(['cat', '/etc/hostname'], { env: { PATH: path } }).exit;
          expect(exit).toMatchObject({ code: 127, terminationMessage: `cat is not on PATH (${path}) in this image\n` });
        }
      });

      test.each([
        ['/no/such/file', 127, /^\/no\/such\/file is not in this image\n$/],
        ['', 127, /^ is empty\n$/],
        ['/', 126, /^\/ is a directory\n$/],
        ['plain', 126, /^plain may not be executed by this user\n$/],
        ['lost', 127, /lost names an interpreter in its first line that is not in this image: \/no\/such\/shell\n$/],
      ])('says why %p cannot be started', async (name, code, message) => {
        const exit = await run([name], { env: { PATH: directory } }).exit;
        expect(exit).toMatchObject({ code, terminationMessage: expect.stringMatching(message) });
      });

      test('says that the loader of a dynamic program is missing', async () => {
        const dynamic = readFileSync(findTool('gcc')!);
        const at = dynamic.indexOf('/ld-linux');
        expect(at).toBeGreaterThan(0);
        dynamic.write('/ld-absen', at);
        writeFileSync(join(directory, 'dynamic'), dynamic, { mode: 0o755 });
        const exit = await run(['dynamic'], { env: { PATH: directory } }).exit;
        expect(exit).toMatchObject({ code: 127, terminationMessage: expect.stringMatching(/dynamic needs \S+\/ld-absen\S+, which is not in this image/) });
      });
    });

    test('ends the command at the deadline', async () => {
      const { code, ms, terminationMessage } = await run([staticCommand(), 'sleep', '50'], { timeout: 1 }).exit;
      expect({ code, terminationMessage }).toEqual({ code: 124, terminationMessage: expect.stringMatching(/command was not done after 1 s\n$/) });
      expect(ms).toBeGreaterThan(990);
      expect(ms).toBeLessThan(1000 + oneSecond());
    });

    test('kills after the grace what SIGTERM does not end', async () => {
      const { code, ms, terminationMessage } = await run([staticCommand(), 'ignore', '50'], { timeout: 1, grace: 1 }).exit;
      expect({ code, terminationMessage }).toEqual({
        code: 124, terminationMessage: expect.stringMatching(/was not done after 1 s; it had to be killed\n$/),
      });
      expect(ms).toBeGreaterThan(1990);
      expect(ms).toBeLessThan(2000 + oneSecond());
    });

    test.each(['SIGTERM', 'SIGINT', 'SIGQUIT'] as const)('passes %s on as SIGTERM, lets the command tidy up, and gives its code', async (signal) => {
      const running = run([staticCommand(), 'handle', '7']);
      await said(running, 'up');
      running.kill(signal);
      expect(await running.exit).toMatchObject({
        code: 7, output: expect.stringContaining('tidied'), terminationMessage: expect.stringMatching(new RegExp(`interrupted by ${signal} after \\d\\.\\d s`)),
      });
    });

    describe('as its tool wants to be stopped', () => {
      const stopped = (flags: readonly string[], command: readonly string[], timeout = 20) => runProgram({
        shell, parts, name: 'migrate', args: ['--timeout', `${timeout}`, '--grace', '1', ...flags, '--', ...command],
        env: { PRELUDE_BUSYBOX: findTool('busybox')! },
      });
      const listens = (to: string) => [findTool('dash')!, '-c', `trap 'echo heard; sleep 2; exit 3' ${to}; echo up; while :; do sleep 0.1; done`];

      test('by SIGINT where it is said, which a command that asks for it hears although it was started in the background', async () => {
        const running = stopped(['--signal', 'INT'], [...nodeListens('SIGINT')]);
        await said(running, 'up');
        running.kill('SIGTERM');
        expect(await running.exit).toMatchObject({ code: 3, output: expect.stringContaining('heard SIGINT') });
      });

      test('never killed: it is waited for, far beyond the grace', async () => {
        const running = stopped(['--kill', 'never', '--repair', 'call somebody'], listens('TERM'));
        await said(running, 'up');
        running.kill('SIGTERM');
        const { code, terminationMessage, ms } = await running.exit;
        expect({ code, terminationMessage }).toEqual({ code: 3, terminationMessage: expect.stringMatching(/was interrupted by SIGTERM after \d\.\d s\n$/) });
        expect(ms).toBeGreaterThan(2000);
      });

      test('not at all: it goes on to its end beyond the deadline, which then counts as missed', async () => {
        const { code, terminationMessage, output } = await stopped(['--signal', 'NONE', '--kill', 'never'], [findTool('dash')!, '-c', 'sleep 2; echo finished'], 1).exit;
        expect({ code, terminationMessage }).toEqual({ code: 124, terminationMessage: expect.stringMatching(/was not done after 1 s\n$/) });
        expect(output).toContain('finished');
      });

      test('what a person has to do ends the message of a run that failed or was killed, and no other', async () => {
        const repair = ['--repair', 'migrate force VERSION'];
        expect((await stopped(repair, [staticCommand(), 'exit', '3']).exit).terminationMessage).toMatch(/exited with 3 after \d\.\d s: see the log; migrate force VERSION\n$/);
        expect((await stopped(repair, [staticCommand(), 'ignore', '50'], 1).exit).terminationMessage).toMatch(/it had to be killed: migrate force VERSION\n$/);
        expect((await stopped(repair, [staticCommand(), 'exit', '0']).exit).output).not.toContain('force');
      });
    });

    test('does not take an interrupted command for one that is done', async () => {
      const running = run([staticCommand(), 'handle', '0']);
      await said(running, 'up');
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143 });
    });

    test('after SIGTERM, kills after the grace, and in less than two seconds if that is short', async () => {
      const running = runAndLook([staticCommand(), 'ignore', '50'], { grace: 1 });
      await said(running, 'up');
      const asked = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 137, output: expect.stringMatching(/\nleft behind:\n$/) });
      expect(performance.now() - asked).toBeGreaterThan(990);
      expect(performance.now() - asked).toBeLessThan(1000 + oneSecond());
    });

    test('SIGTERM reaches what the command has started, too', async () => {
      const running = run([findTool('dash')!, '-c', `${staticCommand()} handle 0; sleep 9`]);
      await said(running, 'up');
      running.kill('SIGTERM');
      expect((await running.exit).output).toContain('tidied');
    });

    test('ends what the command has left running', async () => {
      const { code, ms, output } = await runAndLook([staticCommand(), 'leave', '40']).exit;
      expect(code).toBe(0);
      expect(ms).toBeLessThan(1000 + oneSecond());
      expect(output).toMatch(/\nleft behind:\n$/);
    });

    test('leaves no timer behind', async () => {
      expect((await runAndLook([staticCommand(), 'exit', '0']).exit).output).toMatch(/\nleft behind:\n$/);
    });

    test('survives signals at any moment: every end is one of those that are promised', async () => {
      for (let delay = 0; delay < 60; delay += 6) {
        const running = run([staticCommand(), 'exit', '5'], { grace: 1 });
        await sleep(delay);
        running.kill('SIGTERM');
        const { code, ms, signal } = await running.exit;
        expect(signal === 'SIGTERM' || [5, 143].includes(code!)).toBe(true);
        expect(ms).toBeLessThan(500 + oneSecond());
      }
    });

    test.each([
      [['--timeout', '1', '--', 'true']],
      [['--timeout', '1', '--grace', '1']],
      [['--timeout', '1', '--grace', '1', '--']],
      [['--timeout', '1s', '--grace', '1', '--', 'true']],
      [['--grace', '1', '--timeout', '-1', '--', 'true']],
      [['--frist', '1', '--', 'true']],
      [['true']],
    ])('refuses %j', async (args) => {
      const { exit } = runProgram({ shell, parts, args, env: { PATH: searchPath(shell) } });
      expect(await exit).toMatchObject({ code: 121 });
    });
  });
});

describeContained(['gcc'], 'run in an image without a shell', () => {
  type Options = { timeout?: number; grace?: number; env?: Record<string, string>; image?: Record<string, string> };
  const run = (uid: number, command: readonly string[], options: Options = {}) =>
    runContained({
      image: { '/app/command': staticCommand(), ...options.image },
      parts,
      name: 'migrate',
      args: ['--timeout', `${options.timeout ?? 20}`, '--grace', `${options.grace ?? 5}`, '--', ...command],
      uid,
      env: options.env,
    });

  test.each([0, 1000, 65534])('as user %i, on a read-only root, without PATH', async (uid) => {
    expect(await run(uid, ['/app/command', 'who']).exit).toMatchObject({
      code: 0, output: expect.stringMatching(new RegExp(`uid ${uid} gid ${uid} pid \\d+ leader 1 root read-only\n`)),
    });
    expect(await run(uid, ['/app/command', 'exit', '9']).exit).toMatchObject({
      code: 9, terminationMessage: expect.stringMatching(/^\/app\/command exited with 9 after \d\.\d s: see the log\n$/),
    });
  });

  test('the programs of the image are meant, not those of the helper', async () => {
    const image = Object.fromEntries(['sh', 'env', 'setsid', 'sleep', 'true'].map((name) => [`/bin/${name}`, staticCommand()]));
    for (const name of ['true', 'sh', 'setsid']) {
      const { output } = await run(65534, [name, 'arguments', '$(x)'], { env: { PATH: '/bin' }, image }).exit;
      expect(output).toContain(`program ${hex(`/bin/${name}`)}.\nargument ${hex('$(x)')}.`);
    }
    expect(await run(65534, ['cp', 'a', 'b'], { env: { PATH: '/bin' }, image }).exit).toMatchObject({ code: 127 });
  });

  test('arguments and environment arrive byte for byte', async () => {
    const { output } = await run(65534, ['/app/command', 'arguments', ...nasty]).exit;
    expect(output.split('\n').filter((line) => line.startsWith('argument'))).toEqual(nasty.map((value) => `argument ${hex(value)}.`));
    const env = { 'a.b': '$x', 'DSN': "p'w" };
    const seen = await run(65534, ['/app/command', 'environment'], { env }).exit;
    expect(seen.output.split('\n').filter((line) => line.startsWith('variable')).sort())
      .toEqual(Object.entries(env).map(([name, value]) => `variable ${hex(`${name}=${value}`)}.`).sort());
  });

  test('deadline, as process 1', async () => {
    const { code, ms } = await run(65534, ['/app/command', 'ignore', '50'], { timeout: 1, grace: 1 }).exit;
    expect(code).toBe(124);
    expect(ms).toBeGreaterThan(1990);
    expect(ms).toBeLessThan(2000 + oneSecond());
  });

  test('SIGTERM to process 1', async () => {
    const running = run(65534, ['/app/command', 'handle', '3']);
    await said(running, 'up');
    running.kill('SIGTERM');
    expect(await running.exit).toMatchObject({ code: 3, output: expect.stringContaining('tidied') });
  });

  test('what leaves the session ends with process 1', async () => {
    // The container is over (its output is closed) when nobody is left.
    const { code, ms } = await run(65534, ['/app/command', 'leave-session', '40']).exit;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(1000 + oneSecond());
  });

  test('orphans are buried while the command runs', async () => {
    const { output } = await run(65534, ['/app/command', 'orphans', '50']).exit;
    expect(Number(/zombies (\d+)/.exec(output)?.[1])).toBeLessThan(3);
  });

  test('a program for another processor is called that', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'prelude-foreign-'));
    try {
      const foreign = readFileSync(staticCommand());
      foreign.writeUInt16LE(0xbeef, 18);
      writeFileSync(join(directory, 'foreign'), foreign);
      const { code, terminationMessage } = await run(65534, ['/app/foreign'], { image: { '/app/foreign': join(directory, 'foreign') } }).exit;
      expect([126, 127]).toContain(code);
      expect(terminationMessage).toBe('/app/foreign is made for another processor than this node has\n');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
