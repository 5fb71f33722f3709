import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describeContained, hex, oneSecond, runContained, said, staticCommand } from '../support/container';
import { program, runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';

const parts = ['common', 'command', 'environment'];
const nasty = [
  'two  words', "it's", "''", '"quoted"', '$HOME', '$(HOME)', '$$', '`id`', 'new\nline', '\nfirst', '*', '-c', '--', '', '\\', '\\n', 'a=b', "'; exit 3 #",
  'tab\t', '  spaces  ', '\u{1f600} ü', '!', ';', '&', '|', '>', '~', '{a,b}', '#', '%s', '\u0001\u007f\u0081', '{"json": [1]}', '\r',
];

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'prelude-values-'));
  chmodSync(directory, 0o755);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (values: Readonly<Record<string, string | Buffer>>) => {
  for (const [name, value] of Object.entries(values)) writeFileSync(join(directory, name), value, { mode: 0o644 });
};

describeWith(['busybox', 'gcc'], 'environment', () => {
  forEachShell((shell) => {
    type Values = Readonly<Record<string, string | Buffer>>;
    const start = (values: Values, command: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) => {
      write(values);
      return runProgram({
        shell, parts, name: 'app', args: ['--from', directory, ...Object.keys(values), '--', ...command],
        env: { PRELUDE_BUSYBOX: findTool('busybox')!, ...env },
      });
    };
    const variables = (output: string) => output.split('\n').filter((line) => line.startsWith('variable')).sort();
    const shown = (env: Readonly<Record<string, string>>) => Object.entries(env).map(([name, value]) => `variable ${hex(`${name}=${value}`)}.`).sort();
    const bare = { PATH: undefined, HOME: undefined, TMPDIR: undefined };

    test('sets what the files hold, byte for byte but for newlines at the end, beside the container\'s own variables', async () => {
      const values = Object.fromEntries(nasty.map((value, index) => [`V_${index}`, value]));
      const env = { 'OWN': "it's mine\n", 'spring.datasource.url': 'odd', 'EMPTY': '' };
      const { output, code } = await start({ ...values, ENDS: 'one\ntwo\n\n\n' }, [staticCommand(), 'environment'], { ...bare, ...env }).exit;
      expect(code).toBe(0);
      expect(variables(output)).toEqual(shown({ ...values, ...env, ENDS: 'one\ntwo' }));
    });

    test('any text, under any name, also names that shells use themselves', async () => {
      const names = fc.constantFrom('A', 'IFS', 'PWD', 'OLDPWD', 'SHLVL', 'PATH', 'HOME', 'PS1', 'name', 'item', 'values', 'busybox', 'quote', 'code', '_x', 'OPTIND');
      const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...nasty))
        .map((text) => text.replace(/\0/g, '').replace(/\n+$/, ''));
      await fc.assert(fc.asyncProperty(fc.dictionary(names, texts, { minKeys: 1, maxKeys: 6 }), async (values) => {
        const { output } = await start(values, [staticCommand(), 'environment'], bare).exit;
        expect(variables(output)).toEqual(shown(values));
      }), { numRuns: 25 });
    });

    test('a value comes before a variable of the container that has the same name', async () => {
      const { output } = await start({ REGION: 'eu' }, [staticCommand(), 'environment'], { ...bare, REGION: 'of the image' }).exit;
      expect(variables(output)).toEqual(shown({ REGION: 'eu' }));
    });

    test('passes arguments byte for byte, and the exit code', async () => {
      const { output } = await start({ A: '1' }, [staticCommand(), 'arguments', ...nasty, '--', '--from']).exit;
      expect(output.split('\n').filter((line) => line.startsWith('argument')))
        .toEqual([...nasty, '--', '--from'].map((value) => `argument ${hex(value)}.`));
      expect(await start({ A: '1' }, [staticCommand(), 'exit', '7']).exit).toMatchObject({ code: 7, output: '', terminationMessage: '' });
    });

    test('a program with "=" in its path is no variable', async () => {
      mkdirSync(join(directory, 'a=b'));
      writeFileSync(join(directory, 'a=b/tool'), readFileSync(staticCommand()), { mode: 0o755 });
      expect((await start({ A: '1' }, [join(directory, 'a=b/tool'), 'arguments']).exit).output).toContain('program');
    });

    test('up to 128 KiB less one byte, and what is longer is refused', async () => {
      const most = 131072 - 'BIG='.length - 1;
      const { output } = await start({ BIG: 'x'.repeat(most) }, [staticCommand(), 'environment'], bare).exit;
      expect(variables(output)).toEqual(shown({ BIG: 'x'.repeat(most) }));
      expect(await start({ BIG: 'x'.repeat(most + 1) }, [staticCommand(), 'environment']).exit).toMatchObject({
        code: 1, terminationMessage: 'the value of BIG has 131068 bytes, and a variable holds less than 128 KiB: mount its file instead\n',
      });
    });

    test.each<[string, string | Buffer]>([['at its end', 'a\0'], ['in the middle', Buffer.from('a\0b')], ['alone', '\0']])('NUL %s is refused', async (_, value) => {
      expect(await start({ A: 'fine', BAD: value }, [staticCommand(), 'environment']).exit).toMatchObject({
        code: 1, terminationMessage: 'the value of BAD holds a NUL character, which no variable can hold: mount its file instead\n',
      });
    });

    test('a step that has left no file, or a directory, is named', async () => {
      const run = (name: string) => runProgram({
        shell, parts, name: 'app', args: ['--from', directory, name, '--', staticCommand()], env: { PRELUDE_BUSYBOX: findTool('busybox')! },
      }).exit;
      mkdirSync(join(directory, 'DIRECTORY'));
      for (const name of ['MISSING', 'DIRECTORY']) {
        expect(await run(name)).toMatchObject({ code: 1, terminationMessage: `there is no value for ${name}: its step has left no file\n` });
      }
    });

    test('a command that the image does not have is named', async () => {
      expect(await start({ A: '1' }, ['no-such-program']).exit).toMatchObject({
        code: 127, terminationMessage: expect.stringContaining('no-such-program is not on PATH'),
      });
    });

    test.each([[[]], [['--from', '/x', '--', 'true']], [['A', '--', 'true']], [['--from', '/x', 'A']], [['--from', '/x', 'a-b', '--', 'x']], [['--from', '/x', 'PRELUDE_A', '--', 'x']]])(
      'wrong usage: %j', async (args) => {
        expect(await runProgram({ shell, parts, name: 'app', args, env: { PRELUDE_BUSYBOX: findTool('busybox')! } }).exit).toMatchObject({ code: 121 });
      });

    test('standard input is the container\'s own', async () => {
      // `runProgram` gives /dev/null; a pipe takes its place here.
      write({ A: '1' });
      const { output } = await runProgram({
        shell, parts: [], text: `printf x | ${findTool('busybox')!} sh -c "$PROGRAM" app --from ${directory} A -- ${staticCommand()} stdin`, name: 'x',
        env: { PRELUDE_BUSYBOX: findTool('busybox')!, PROGRAM: program(...parts) },
      }).exit;
      expect(output).toContain('stdin 1 other');
    });
  });
});

describeContained(['gcc'], 'environment in an image without a shell', () => {
  const start = (uid: number, values: Readonly<Record<string, string>>, command: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    write(values);
    return runContained({
      image: { '/app/command': staticCommand(), ...Object.fromEntries(Object.keys(values).map((name) => [`/prelude-values/${name}`, join(directory, name)])) },
      parts, name: 'app', args: ['--from', '/prelude-values', ...Object.keys(values), '--', ...command], uid, env,
    });
  };

  test.each([0, 1000, 65534])('the command is process 1, as user %i, on a read-only root', async (uid) => {
    expect((await start(uid, { A: '1' }, ['/app/command', 'who']).exit).output).toContain(`uid ${uid} gid ${uid} pid 1 `);
  });

  test('the environment is the container\'s and the values, nothing else', async () => {
    const { output } = await start(65534, { REGION: 'eu\n' }, ['command', 'environment'], { PATH: '/app', B: '2' }).exit;
    expect(output.split('\n').filter((line) => line.startsWith('variable')).sort())
      .toEqual(['PATH=/app', 'B=2', 'REGION=eu'].map((item) => `variable ${hex(item)}.`).sort());
  });

  test('it gets SIGTERM itself, and its exit code is that of the container', async () => {
    const running = start(65534, { A: '1' }, ['/app/command', 'handle', '5']);
    await said(running, 'up');
    const asked = performance.now();
    running.kill('SIGTERM');
    const exit = await running.exit;
    expect(exit).toMatchObject({ code: 5, output: expect.stringContaining('tidied') });
    expect(performance.now() - asked).toBeLessThan(oneSecond());
  });
});
