import { freePort } from '../support/servers/database';
import { program, runProgram } from '../support/program';
import { startSaying } from '../support/servers/misbehaving';
import { forEachShell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { startWait } from './wait-helpers';

const env = { PRELUDE_LOG_FORMAT: 'json' };
const objects = (output: string) => output.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, string>);

describeWith(['busybox'], 'lines as JSON', () => {
  forEachShell((shell) => {
    const say = (text: string) => runProgram({
      shell, parts: ['common'], text: `${program('common')}\nbegin\nsay "$1"`,
      name: 'step', args: [text], env: { ...env, PRELUDE_BUSYBOX: findTool('busybox') },
    }).exit;

    test.each([
      ['plain', 'plain'], ['a "quote"', 'a "quote"'], ['back\\slash \\n \\', 'back\\slash \\n \\'], ['"', '"'], ['', ''], ['$(id) `id` %s *', '$(id) `id` %s *'],
      ['tab\tline\nend\x1b[31m', 'tab line end [31m'], ['größer', 'gr????er'], ['{"a":1}', '{"a":1}'],
    ])('%j', async (text, message) => {
      const { output } = await say(text);
      expect(objects(output)).toEqual([{ step: 'step', level: 'info', message }]);
    });

    test('a wait: target, address and state; the last line is an error, and the termination message stays text', async () => {
      const port = await freePort();
      const hostile = await startSaying(Buffer.from('-ERR "no"} \\ {"step":"x"}\r\n'));
      const exit = await startWait({
        shell, timeout: 3, env, targets: [`db=tcp://127.0.0.1:${port}`, `it=redis://127.0.0.1:${hostile.port}`],
      }).exit;
      await hostile.close();
      const lines = objects(exit.output);
      expect(lines).toContainEqual({
        step: 'wait', level: 'info', target: 'db', address: `127.0.0.1:${port}`, state: 'connection refused', message: `db (127.0.0.1:${port}): connection refused`,
      });
      expect(lines.find(({ target }) => target === 'it')!.state).toBe('ERR "no"} \\ {"step":"x"}');
      expect(lines.find(({ level }) => level === 'error')!.message).toMatch(/^not ready after 3 s: /);
      expect(exit.terminationMessage).toMatch(/^not ready after 3 s: /);
    });
  });
});
