import { program, runProgram } from './program';
import { forEachShell } from './shells';
import { describeWith, findTool, missingTools } from './tools';
import { until } from './until';

describe('findTool', () => {
  test('finds what is on PATH, and says undefined for what is not', () => {
    expect(findTool('node')).toMatch(/\/node$/);
    expect(findTool('no-such-tool')).toBeUndefined();
    expect(missingTools(['node', 'no-such-tool'])).toEqual(['no-such-tool']);
  });
});

describe('program', () => {
  test('is the parts as they lie', () => {
    expect(program('common')).toMatch(/^#!\/bin\/sh\n/);
  });
});

describeWith(['busybox'], 'runProgram', () => {
  forEachShell((shell) => {
    const run = (text: string, args: string[] = []) => runProgram({ shell, parts: [], text, name: 'try', args });

    test('gives the exit code, the output and the termination message', async () => {
      const { exit } = run('echo "$0: $*"; echo why >"$PRELUDE_TERMINATION_LOG"; exit 3', ['a b', '-c']);
      expect(await exit).toMatchObject({ code: 3, signal: null, output: 'try: a b -c\n', terminationMessage: 'why\n' });
    });

    test('has the applets of busybox in busybox only', async () => {
      const { output } = await run('nc --help; sleep --help').exit;
      expect(/BusyBox.*BusyBox/s.test(output)).toBe(shell.name === 'busybox');
    });

    test('does not wait for what the shell has left behind', async () => {
      const { ms, code } = await run('sleep 20 & echo left').exit;
      expect(code).toBe(0);
      expect(ms).toBeLessThan(5_000);
    });

    test('passes a signal to the shell', async () => {
      const running = run("trap 'exit 9' TERM; echo up; while :; do sleep 0.1; done");
      await until(() => running.output().includes('up'), 'up');
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 9 });
    });
  });
});
