import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { processes, processesWith } from '../support/processes';
import { program, runProgram } from '../support/program';
import { freePort } from '../support/servers/database';
import { startServer, startTcpServer, type TestServer } from '../support/servers/https-server';
import {
  type BlackHole, startBlackHole, startClosing, startResetting, startSaying, startSilent,
} from '../support/servers/misbehaving';
import { forEachShell, type Shell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';
import { sleep, until } from '../support/until';
import { nobody } from '../support/volume';
import { lastSeen, linesOf, onceAllHaveSpoken, partsFor, said, startWait, statesOf } from './wait-helpers';

const unshare = findTool('unshare') ?? 'unshare';
const canUnshare = spawnSync(unshare, ['-m', '-p', '-f', '--mount-proc', 'true']).status === 0;
const testWithNamespaces = canUnshare ? test : test.skip;
const hasIpv6 = Object.values(networkInterfaces()).flat().some((face) => face?.address === '::1');

// Claims about time, on a machine that may be doing something else: one that does not hold does not hold three times.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeWith(['busybox', 'curl'], 'wait', () => {
  let hole: BlackHole, silent: TestServer, web: TestServer;
  let refused: number;

  beforeAll(async () => {
    [hole, silent, web, refused] = await Promise.all([startBlackHole(), startSilent(), startServer((_, response) => response.end('ok')), freePort()]);
  });
  afterAll(() => Promise.all([hole.close(), silent.close(), web.close()]));

  forEachShell((shell) => {
    test('what is still missing is said again at intervals, and nothing of what is ready', async () => {
      const targets = [`db=tcp://127.0.0.1:${refused}`, `web=${web.url('/')}`];
      const everyMinute = program(...partsFor(targets));
      const text = everyMinute.replaceAll('6000', '150');
      expect(text.split('150')).toHaveLength(3); // the first time, and from one to the next
      const exit = await startWait({ shell, timeout: 5, targets, text }).exit;
      const again = linesOf(exit).filter((line) => line.startsWith('still waiting'));
      expect(again.map((line) => line.replace(/[1-4] of/, 'N of'))).toEqual(Array(3).fill(`still waiting, N of 5 s: db (127.0.0.1:${refused}): connection refused`));
    });

    describe('arguments', () => {
      test.each<[string, string[], string]>([
        ['no target', ['--timeout', '5'], 'usage: --timeout SECONDS NAME=URL [FLAGS]…'],
        ['no number', ['--timeout', '5s', 'a=tcp://b:1'], "--timeout needs a whole number, not '5s'"],
        ['an unknown protocol', ['--timeout', '5', 'a=gopher://b:1'], 'a: cannot wait for this URL'],
        ['an option as host', ['--timeout', '5', 'a=tcp://-e:1'], 'a: cannot wait for this URL'],
        ['a command as host', ['--timeout', '5', 'a=tcp://$(id):1'], 'a: cannot wait for this URL'],
        ['an unknown flag', ['--timeout', '5', 'a=tcp://b:1', '--sta', '2'], 'a: unknown flag --sta'],
        ['another protocol’s flag', ['--timeout', '5', 'w=http://b', 'a=tcp://b:1', '--status', '2'], 'a: unknown flag --status'],
        ['a flag without a value', ['--timeout', '5', 'a=tcp://b:1', '--optional'], '--optional needs a value'],
        ['too few words', ['--timeout', '5', 'a=command:', '--command', '3', 'true'], 'a: the command has less than 3 words'],
        ['no such variable', ['--timeout', '5', 'a=http://b', '--header-from-env', 'X', 'NOT_SET'], 'the environment variable NOT_SET is not set'],
        ['no variable at all', ['--timeout', '5', 'a=http://b', '--header-from-env', 'X', 'A;id'], "'A;id' is not the name of an environment variable"],
      ])('%s is wrong usage', async (_, args, message) => {
        const exit = await runProgram({
          shell, parts: partsFor(['t=tcp:', 'h=http:', 'c=command:']), args, env: { PRELUDE_BUSYBOX: findTool('busybox') },
        }).exit;
        expect(linesOf(exit).at(-1)).toBe(message);
        expect(exit).toMatchObject({ code: 121, terminationMessage: `${message}\n` });
        expect(exit.ms).toBeLessThan(3000);
      });
    });

    test('tcp and dns, by name and by address', async () => {
      const six = createServer((socket) => { socket.end(); });
      if (hasIpv6) await new Promise<void>((up) => { six.listen(0, '::1', up); });
      const ipv6 = six.address();
      const running = startWait({
        shell,
        targets: [
          `name=tcp://localhost:${web.port}`, `address=tcp://127.0.0.1:${web.port}`, `silent=tcp://localhost:${silent.port}`,
          `refused=tcp://localhost:${refused}`, 'nowhere=tcp://no-such-host.invalid:80',
          'dns=dns://localhost', 'dns-address=dns://127.0.0.1', 'no-dns=dns://no-such-host.invalid',
          ...(ipv6 !== null && typeof ipv6 === 'object' ? [`ipv6=tcp://[::1]:${ipv6.port}`, 'dns6=dns://[::1]'] : []),
        ],
      });
      const good = ['name', 'address', 'silent', 'dns', 'dns-address', ...(ipv6 === null ? [] : ['ipv6', 'dns6'])];
      const exit = await onceAllHaveSpoken(running, [...good, 'refused', 'nowhere', 'no-dns']);
      six.close();
      for (const name of good) {
        expect({ name, states: statesOf(exit, name) }).toEqual({ name, states: ['ready after N s'] });
      }
      expect(statesOf(exit, 'refused')).toEqual(['connection refused at 127.0.0.1']);
      expect(statesOf(exit, 'nowhere')).toEqual(['the name does not resolve']);
      expect(statesOf(exit, 'no-dns')).toEqual(['the name does not resolve']);
    });

    test('one line for each change of state, and a last one that lists what is missing', async () => {
      const late = await freePort();
      const running = startWait({
        shell, timeout: 2, targets: [`db=tcp://localhost:${late}`, `never=tcp://localhost:${refused}`, `web=http://localhost:${web.port}`],
      });
      await said(running, `db (localhost:${late}): connection refused`);
      await sleep(500); // for attempts of which nothing is said
      const server = createServer((socket) => { socket.destroy(); });
      await new Promise<void>((up) => { server.listen(late, '127.0.0.1', up); });
      const exit = await running.exit;
      server.close();
      const last = `not ready after 2 s: never (localhost:${refused}): connection refused at 127.0.0.1`;
      expect(linesOf(exit).map((line) => line.replace(/\d\.\d s/, 'N s')).sort()).toEqual([
        `db (localhost:${late}): connection refused at 127.0.0.1`, `db (localhost:${late}): ready after N s`,
        `never (localhost:${refused}): connection refused at 127.0.0.1`, last, `web (localhost:${web.port}): ready after N s`,
      ].sort());
      expect(linesOf(exit).at(-1)).toBe(last);
      expect(exit).toMatchObject({ code: 124, terminationMessage: `${last}\n` });
    });

    test('the deadline is kept within a second, whatever hangs', async () => {
      const closing = await startClosing();
      const resetting = await startResetting();
      const nonsense = await startSaying(Buffer.from('\x00\x01\x02 nonsense \x1b[31m $(id) `id`\r\n', 'latin1'));
      const half = await startSaying('E');
      const targets = [
        `tcp-hole=tcp://127.0.0.1:${hole.port}`, `http-hole=http://127.0.0.1:${hole.port}`, `https-hole=https://127.0.0.1:${hole.port}`,
        `postgres-silent=postgres://127.0.0.1:${silent.port}`, `mysql-silent=mysql://127.0.0.1:${silent.port}`,
        `https-silent=https://127.0.0.1:${silent.port}`, `redis-closing=redis://127.0.0.1:${closing.port}`,
        `http-closing=http://127.0.0.1:${closing.port}`, `postgres-closing=postgres://127.0.0.1:${closing.port}`,
        `mysql-resetting=mysql://127.0.0.1:${resetting.port}`, `https-resetting=https://127.0.0.1:${resetting.port}`,
        `redis-nonsense=redis://127.0.0.1:${nonsense.port}`, `postgres-half=postgres://127.0.0.1:${half.port}`,
      ];
      const exit = await startWait({
        shell, timeout: 2, targets: [...targets, 'command=command:', '--command', '3', '/bin/sh', '-c', "trap '' TERM; sleep 30; sleep 30"],
      }).exit;
      await Promise.all([closing, resetting, nonsense, half].map((server) => server.close()));
      expect(exit.code).toBe(124);
      expect(exit.ms).toBeGreaterThan(1900);
      expect(exit.ms).toBeLessThan(3000);
      const last = linesOf(exit).at(-1) ?? '';
      expect(last).toMatch(/^not ready after 2 s: /);
      for (const target of [...targets, 'command=']) expect(last).toMatch(new RegExp(`[ ;]${target.split('=')[0] ?? ''}(?: \\(\\S+\\))?: `));
      expect(last).toContain(`tcp-hole (127.0.0.1:${hole.port}): no answer yet`);
      expect(statesOf(exit, 'redis-nonsense')).toEqual(['answers, but not as Redis does: nonsense [31m $(id) `id`']);
      expect(exit.terminationMessage).toBe(`${last}\n`);
    });

    test('an attempt that hangs is given up, and another one made', async () => {
      let connections = 0;
      const sometimes = await startTcpServer((socket) => {
        connections += 1;
        if (connections > 1) socket.once('data', () => socket.write('+PONG\r\n'));
      });
      const exit = await startWait({
        shell, targets: [`a=redis://127.0.0.1:${sometimes.port}`, '--attempt', '1', `b=tcp://127.0.0.1:${hole.port}`, '--attempt', '1', '--optional', '2'],
      }).exit;
      await sometimes.close();
      expect(statesOf(exit, 'a')).toEqual(['no answer in 1 s', 'ready after N s']);
      expect(statesOf(exit, 'b')).toEqual(['no answer in 1 s', 'not ready after N s, but optional: going on (no answer in 1 s)']);
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
    });

    test('optional targets are waited for in their time, and missed without failing', async () => {
      const exit = await startWait({
        shell,
        targets: [
          `a=tcp://127.0.0.1:${refused}`, '--optional', '1', `b=http://127.0.0.1:${web.port}`, '--optional', '1', `c=http://127.0.0.1:${web.port}`,
        ],
      }).exit;
      expect(statesOf(exit, 'a')).toEqual(['connection refused', 'not ready after N s, but optional: going on (connection refused)']);
      expect(statesOf(exit, 'b')).toEqual(['ready after N s']);
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
      expect(exit.ms).toBeGreaterThan(900);
      expect(exit.ms).toBeLessThan(2500);
    });

    test('a target that is missing is told apart from an optional one', async () => {
      const exit = await startWait({
        shell, timeout: 1, targets: [`a=tcp://127.0.0.1:${refused}`, '--optional', '30', `b=tcp://127.0.0.1:${refused}`],
      }).exit;
      expect(linesOf(exit).at(-1)).toBe(`not ready after 1 s: b (127.0.0.1:${refused}): connection refused`);
      expect(exit.code).toBe(124);
    });

    test('polls at once, soon again, and then about once a second; for each target by itself', async () => {
      const times: number[] = [];
      const server = await startTcpServer((socket) => {
        times.push(performance.now());
        socket.end('-LOADING\r\n');
      });
      const start = performance.now();
      await startWait({ shell, timeout: 4, targets: [`a=redis://127.0.0.1:${server.port}`, `b=redis://127.0.0.1:${hole.port}`] }).exit;
      await server.close();
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect((times[0] ?? 0) - start).toBeLessThan(1000);
      expect(times.length).toBeGreaterThanOrEqual(6);
      expect(times.length).toBeLessThanOrEqual(11);
      expect(Math.min(...gaps.slice(0, 2))).toBeLessThan(700);
      for (const gap of gaps.slice(-2)) expect(gap).toBeGreaterThan(400);
    });

    describe('SIGTERM ends it, with all that it has started, in less than two seconds', () => {
      const phases: Readonly<Record<string, () => { targets: string[]; wait: (lines: () => string, busy: () => string[]) => boolean }>> = {
        'between attempts': () => ({
          targets: [`a=tcp://127.0.0.1:${refused}`], wait: (lines, busy) => lines().includes('refused') && busy().some((command) => command.includes('sleep 0')),
        }),
        'while a connection is black-holed': () => ({
          targets: [`a=tcp://127.0.0.1:${hole.port}`, `b=http://127.0.0.1:${hole.port}`],
          wait: (_, busy) => busy().filter((command) => /^(\S*busybox )?nc /.test(command)).length === 2,
        }),
        'while servers are silent': () => ({
          targets: ['postgres', 'mysql', 'redis', 'http', 'https'].map((protocol) => `${protocol}=${protocol}://127.0.0.1:${silent.port}`),
          wait: (_, busy) => busy().some((command) => command.startsWith('curl ')),
        }),
        'while a command hangs that ignores it, and has gone to a session of its own': () => ({
          targets: ['a=command:', '--command', '3', '/bin/sh', '-c', "trap '' TERM INT; sleep 97 & sleep 98"],
          wait: (_, busy) => busy().includes('sleep 97') && busy().includes('sleep 98'),
        }),
      };
      test.each(Object.keys(phases))('%s', async (phase) => {
        const { targets, wait } = phases[phase]!();
        const mark = randomUUID();
        const marked = () => processesWith('TEST_MARK', mark);
        const running = startWait({ shell, timeout: 60, targets, env: { TEST_MARK: mark } });
        const seen = lastSeen(running, 'TEST_MARK', mark);
        await until(() => wait(running.output, () => marked().map(({ command }) => command)), () => `${phase}: ${running.output()}`);
        const asked = performance.now();
        running.kill('SIGTERM');
        const exit = await running.exit;
        expect(seen.at - asked).toBeLessThan(2000);
        expect(exit).toMatchObject({ code: 143, signal: null });
        expect(exit.terminationMessage).toMatch(/^ended by SIGTERM after \d+\.\d s\n$/);
        expect(seen.left).toEqual([]);
      });
    });

    testWithNamespaces('as process 1: reaps what it gets, ends on SIGTERM', async () => {
      const inNamespace: Shell = { name: shell.name, command: [unshare, '--pid', '--fork', '--kill-child', '--mount-proc', ...shell.command] };
      const mark = randomUUID();
      const attempts = join(temporaryDirectory('prelude-attempts-'), 'attempts');
      const running = startWait({
        shell: inNamespace,
        timeout: 60,
        env: { TEST_MARK: mark },
        targets: [`a=redis://127.0.0.1:${refused}`, 'b=command:', '--command', '4', '/bin/sh', '-c', 'echo >>"$0"; (sleep 0.2 & true) & exit 1', attempts],
      });
      await until(() => existsSync(attempts) && statSync(attempts).size > 4, 'five attempts');
      const all = processes();
      const init = all.find(({ parent }) => parent === running.process.pid)?.pid ?? 0;
      expect(all.filter(({ parent, state }) => parent === init && state === 'Z').length).toBeLessThan(3);
      process.kill(init, 'SIGTERM');
      const exit = await running.exit;
      expect(exit.code).toBe(143);
      expect(linesOf(exit).at(-1)).toMatch(/^ended by SIGTERM/);
    });

    testWithNamespaces('writes no file: all is read-only, and there is no tool on PATH', async () => {
      const redis = await startSaying('+PONG\r\n');
      const readOnly: Shell = {
        name: shell.name,
        command: [unshare, '-m', '/bin/sh', '-c', '/bin/mount -o remount,ro,bind / / && exec "$@"', '-', ...shell.command],
      };
      const exit = await startWait({
        shell: readOnly,
        cwd: '/',
        env: { PATH: '', HOME: '/nonexistent', TMPDIR: '/nonexistent', PRELUDE_BUSYBOX: findTool('busybox'), PRELUDE_TERMINATION_LOG: '/not/there' },
        timeout: 2,
        targets: [
          `tcp=tcp://127.0.0.1:${web.port}`, `web=http://127.0.0.1:${web.port}`, '--body-contains', 'ok', `redis=redis://127.0.0.1:${redis.port}`,
          'dns=dns://localhost', 'command=command:', '--command', '3', '/bin/sh', '-c', '! (: >/tmp/here)', `no=mysql://127.0.0.1:${web.port}`,
        ],
      }).exit;
      await redis.close();
      for (const name of ['tcp', 'web', 'redis', 'dns', 'command']) expect({ name, states: statesOf(exit, name) }).toEqual({ name, states: ['ready after N s'] });
      expect(statesOf(exit, 'no')).toEqual(['answers, but not as MySQL does: no packet']);
      expect(linesOf(exit)).toHaveLength(7);
      expect(exit.code).toBe(124);
    });

    describe('a command', () => {
      const values = ['two  words', '"double" \'single\'', '$HOME `id` $(id)', 'new\nline\n', '*', '-n', '--optional', '', '\\n', 'a=tcp://b:1'];

      test('gets its arguments as they are, and the flags after it are read', async () => {
        const script = 'exec "$0" -c \'test "$(printf "<%s>" "$@")" = "$WANT"\' - "$@"';
        const exit = await startWait({
          shell,
          ...nobody,
          env: { WANT: values.map((value) => `<${value}>`).join('') },
          targets: [
            'a=command:', '--command', String(values.length + 4), '/bin/sh', '-c', script, '/bin/sh', ...values, '--proves', 'it "works"', '--optional', '5',
            'b=command:', '--command', '1', '/bin/true', `c=tcp://127.0.0.1:${web.port}`,
          ],
        }).exit;
        expect(linesOf(exit).map((line) => line.replace(/\d+\.\d s/, 'N s')).sort()).toEqual([
          'a: ready after N s: it "works"', 'b: ready after N s', `c (127.0.0.1:${web.port}): ready after N s`,
        ]);
        expect(exit.code).toBe(0);
      });

      test('is tried again until it exits with 0; its output is not shown', async () => {
        const exit = await startWait({
          shell,
          targets: ['a=command:', '--command', '4', '/bin/sh', '-c', 'echo s3cret; echo s3cret >&2; test -d "/proc/$0" || exit 3', String(process.pid)],
        }).exit;
        expect(linesOf(exit).map((line) => line.replace(/\d+\.\d s/, 'N s'))).toEqual(['a: ready after N s']);
        const failing = await onceAllHaveSpoken(startWait({
          shell,
          targets: [
            'a=command:', '--command', '3', '/bin/sh', '-c', 'echo s3cret; exit 3', '--proves', 'all is well',
            'b=command:', '--command', '1', 'no-such-command', 'c=command:', '--command', '3', '/bin/sh', '-c', 'kill -9 $$',
          ],
        }), ['a', 'b', 'c']);
        expect(statesOf(failing, 'a')).toEqual(['exit code 3, so it has not shown: all is well']);
        expect(statesOf(failing, 'b')).toEqual([expect.stringMatching(/^no-such-command is not on PATH/)]);
        expect(statesOf(failing, 'c')).toEqual(['exit code 137']);
        expect(failing.output).not.toContain('s3cret');
      });

      test('sees the environment without PRELUDE_*, and an empty input', async () => {
        const exit = await startWait({
          shell,
          env: { PRELUDE_HEADER_1: 's3cret', MINE: 'kept' },
          targets: ['a=command:', '--command', '3', '/bin/sh', '-c', 'test "$MINE" = kept && ! env | grep -q PRELUDE && test -z "$(cat)"'],
        }).exit;
        expect(statesOf(exit, 'a')).toEqual(['ready after N s']);
      });
    });

    test('leaves the helper where it is told to, before it waits', async () => {
      const exit = await runProgram({
        shell,
        parts: ['common', 'addresses', 'dialogue', 'probe-tcp', 'wait'],
        text: `${program('common', 'addresses', 'dialogue', 'probe-tcp', 'wait').replace('main "$@"', '')}\nmkdir "$HOME/helper"\nmain "$@"; "$HOME/helper/busybox" echo works`,
        args: ['--timeout', '3', `a=tcp://127.0.0.1:${web.port}`],
        env: { PRELUDE_BUSYBOX: findTool('busybox'), PRELUDE_INSTALL_HELPER_IN: 'helper' },
      }).exit;
      expect(exit.output).toMatch(/works\n$/);
    });
  });
});
