import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { program, runProgram, type RunOptions } from '../support/program';
import { forEachShell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { processesWith } from '../support/processes';
import { until } from '../support/until';
import { emptyVolume, nobody } from '../support/volume';
import { lastSeen, said } from './wait-helpers';

// Claims about time, on a machine that may be doing something else: one that does not hold does not hold three times.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeWith(['busybox'], 'common.sh', () => {
  forEachShell((shell) => {
    /** Runs a main program of a few lines. */
    const start = (main: string, options: Partial<RunOptions> = {}) => runProgram({
      shell, parts: [], name: 'step', text: `${program('common')}\n${main}`, ...options,
    });
    const run = (main: string, options: Partial<RunOptions> = {}) => start(main, options).exit;

    describe('output', () => {
      test('say and fail: a line each, the termination message, the exit code', async () => {
        expect(await run('say one "two  $x"; fail 7 "it  is over: *"; say never', { env: { x: '' } })).toMatchObject({
          code: 7, output: 'step: one two  \nstep: it  is over: *\n', terminationMessage: 'it  is over: *\n',
        });
      });

      test('fail in a child ends the program with its code', async () => {
        const exit = await run('begin; set_deadline 5; main() { fail 9 no; }; guard main; say never');
        expect(exit).toMatchObject({ code: 9, output: 'step: no\n', terminationMessage: 'no\n' });
      });

      test('a termination message that cannot be written breaks nothing, one that is too long is cut', async () => {
        expect(await run('fail 3 why', { env: { PRELUDE_TERMINATION_LOG: '/not/there' } })).toMatchObject({ code: 3, output: 'step: why\n' });
        const { terminationMessage, code } = await run('fail 3 "$LONG"', { env: { LONG: 'x'.repeat(10_000) } });
        expect(code).toBe(3);
        expect(terminationMessage).toHaveLength(4001);
      });
    });

    describe('clock', () => {
      test('counts hundredths of a second from /proc/uptime', async () => {
        const { output } = await run('begin; sleep 0.3; elapsed; say "$seconds"; set_deadline 3; time_left; say "$left"; in_seconds 6009; say "$seconds"');
        expect(output).toMatch(/^step: 0\.[3-9]\nstep: (299|300)\nstep: 60\.0\n$/);
      });

      test('knows no octal numbers', async () => {
        const text = program('common').replace('</proc/uptime', '<"$UPTIME"');
        const directory = emptyVolume();
        for (const [uptime, hundredths] of [['0.08', 8], ['0.00', 0], ['9.09', 909], ['123456.78', 12_345_678]] as const) {
          spawnSync('/bin/sh', ['-c', 'echo "$1 0.00" >"$2"', '-', uptime, join(directory, 'uptime')]);
          const { output } = await run('', { text: `${text}\nnow; say "$now"`, env: { UPTIME: join(directory, 'uptime') } });
          expect(output).toBe(`step: ${hundredths}\n`);
        }
      });

      test('time_left is never negative', async () => {
        expect((await run('begin; set_deadline 0; sleep 0.1; time_left; say "$left"')).output).toBe('step: 0\n');
      });
    });

    describe('guard', () => {
      test('ends what its children have left behind, which is a child of another process by then', async () => {
        const mark = randomUUID();
        const running = start('begin; set_deadline 60; main() { (sleep 96 & sleep 89 &) >/dev/null 2>&1; }; guard main', { env: { TEST_MARK: mark } });
        const seen = lastSeen(running, 'TEST_MARK', mark);
        expect(await running.exit).toMatchObject({ code: 0 });
        expect(seen.left).toEqual([]);
      });

      test('gives the status of what it runs, and leaves nothing behind', async () => {
        const mark = randomUUID();
        const running = start('begin; set_deadline 60; main() { sleep 0.2 | sleep 0.1; return 4; }; code=0; guard main || code=$?; say "$code"', { env: { TEST_MARK: mark } });
        const seen = lastSeen(running, 'TEST_MARK', mark);
        expect(await running.exit).toMatchObject({ code: 0, output: 'step: 4\n' });
        expect(seen.left).toEqual([]);
      });

      test('passes arguments as they are', async () => {
        const exit = await run('begin; set_deadline 5; show() { printf "<%s>" "$@"; }; guard show "a  b" "*" "" \'$(id)\' "x\ny"');
        expect(exit.output).toBe('<a  b><*><><$(id)><x\ny>');
      });

      test('ends what is still there half a second after the deadline, with all its children', async () => {
        const mark = randomUUID();
        const running = start(
          'begin; set_deadline 1; main() { sh -c "trap \'\' TERM INT; sleep 95 & sleep 94"; }; guard main', { env: { TEST_MARK: mark } },
        );
        const seen = lastSeen(running, 'TEST_MARK', mark);
        const exit = await running.exit;
        expect(exit).toMatchObject({ code: 124, terminationMessage: 'not done after 1 s\n' });
        expect(exit.ms).toBeGreaterThan(1400);
        expect(exit.ms).toBeLessThan(2500);
        expect(seen.left).toEqual([]);
      });

      test.each([['SIGTERM', 143], ['SIGINT', 143]] as const)('%s ends all in less than two seconds', async (signal, code) => {
        const mark = randomUUID();
        const running = start(
          'begin; set_deadline 60; main() { say up; sh -c "trap \'\' TERM INT; setsid sleep 93 & sleep 92 | sleep 91"; }; guard main',
          { env: { TEST_MARK: mark } },
        );
        await said(running, 'up');
        await until(() => processesWith('TEST_MARK', mark).filter(({ command }) => /^sleep 9[123]$/.test(command)).length === 3, 'its three children');
        const seen = lastSeen(running, 'TEST_MARK', mark);
        const asked = performance.now();
        running.kill(signal);
        expect(await running.exit).toMatchObject({ code, signal: null, terminationMessage: expect.stringMatching(`^ended by ${signal} after \\d+\\.\\d s\n$`) });
        expect(seen.at - asked).toBeLessThan(2000);
        expect(seen.left).toEqual([]);
      });
    });

    test('end_below ends a family to the last, and nobody else', async () => {
      const mark = randomUUID();
      const { output } = await run(`
        begin
        (exec sleep 90) & other=$!
        (sh -c 'sleep 89 & sleep 88 & (sleep 87; sleep 86) & wait' & exec sleep 85) & head=$!
        sleep 0.3
        end_below "$head"
        sleep 0.1
        kill -0 "$other" && say "the other is there"
        kill -0 "$head" && say "the head is there"
        say "$(cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -c "TEST_MARK=$TEST_MARK")"
        kill "$other" "$head"
      `, { env: { TEST_MARK: mark } });
      // The two, this shell, and those of the last line: a subshell, cat, tr, grep.
      expect(output).toMatch(/^step: the other is there\nstep: the head is there\nstep: [3-8]\n$/);
    });

    describe('arguments', () => {
      test.each(['', 'x', '-1', '+1', '1.5', '08', '1 2', '99999999999999999999', '$((1))'])('%p is no whole number', async (value) => {
        expect(await run('whole --timeout "$1"; say never', { args: [value] })).toMatchObject({
          code: 121, terminationMessage: `--timeout needs a whole number, not '${value}'\n`,
        });
      });

      test('0 and 999999999 are', async () => {
        expect((await run('whole --a 0; whole --b 999999999; say fine')).output).toBe('step: fine\n');
      });

      test('a variable of the environment, as it is', async () => {
        const value = 'a  b\n$(id) `id` "*" \\n';
        const exit = await run('from_env TOKEN; printf "<%s>" "$value"; from_env EMPTY; printf "<%s>" "$value"', { env: { TOKEN: value, EMPTY: '' } });
        expect(exit.output).toBe(`<${value}><>`);
        for (const name of ['A-B', '1A', '', 'A;id', 'A b', 'A}$(id)']) {
          expect(await run('from_env "$1"', { args: [name] })).toMatchObject({ code: 121, output: `step: '${name}' is not the name of an environment variable\n` });
        }
        expect(await run('from_env NOT_SET')).toMatchObject({ code: 121, output: 'step: the environment variable NOT_SET is not set\n' });
      });

      test('has_value', async () => {
        expect((await run('has_value --a b; has_value --a ""; say fine')).output).toBe('step: fine\n');
        expect(await run('has_value --a')).toMatchObject({ code: 121, output: 'step: --a needs a value\n' });
      });
    });

    describe('the helper', () => {
      const busybox = findTool('busybox');

      test('tools are run by it where there is none on PATH', async () => {
        const exit = await run('begin tr; printf abc | tr b x; sleep 0.01; cat /proc/self/cmdline | head -c 100 | tr "\\0" " "', {
          env: { PATH: '', PRELUDE_BUSYBOX: busybox },
        });
        expect(exit.output).toBe(`axc${busybox} cat /proc/self/cmdline `);
      });

      test('is left for others: whole, executable, whatever the umask', async () => {
        const volume = emptyVolume();
        for (let times = 0; times < 2; times += 1) {
          const exit = await run('umask 077; begin; say "$("$PRELUDE_INSTALL_HELPER_IN/busybox" echo works)"', {
            env: { PRELUDE_BUSYBOX: busybox, PRELUDE_INSTALL_HELPER_IN: volume }, ...nobody,
          });
          expect(exit).toMatchObject({ code: 0, output: 'step: works\n' });
        }
        expect(readdirSync(volume)).toEqual(['busybox']);
        expect(statSync(join(volume, 'busybox')).mode & 0o777).toBe(0o755);
        expect(readFileSync(join(volume, 'busybox')).equals(readFileSync(busybox!))).toBe(true);
      });

      test('is taken from the shell that runs, if that is a static busybox', async () => {
        const volume = emptyVolume();
        const exit = await run('begin; say done', { env: { PRELUDE_INSTALL_HELPER_IN: volume } });
        expect(exit).toMatchObject(shell.name === 'busybox'
          ? { code: 0, output: 'step: done\n' }
          : { code: 1, terminationMessage: `cannot leave a static busybox in ${volume}\n` });
      });

      test('cannot be left where nobody may write', async () => {
        const volume = emptyVolume();
        chmodSync(volume, 0o555);
        if (process.getuid?.() !== 0) return;
        const exit = await run('begin; say never', { env: { PRELUDE_BUSYBOX: busybox, PRELUDE_INSTALL_HELPER_IN: volume }, ...nobody });
        expect(exit).toMatchObject({ code: 1, terminationMessage: `cannot leave a static busybox in ${volume}\n` });
      });
    });
  });
});
