import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type TestServer } from '../support/servers/https-server';
import { type Mariadb, startMariadb } from '../support/servers/mariadb';
import { startSaying } from '../support/servers/misbehaving';
import { program, runProgram, type Running } from '../support/program';
import { forEachShell } from '../support/shells';
import type { Shell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { onceAllHaveSpoken, partsFor, said, startWait, statesOf } from './wait-helpers';

// A server does not count what goes wrong from 127.0.0.1.
const address = Object.values(networkInterfaces()).flat().find((face) => face?.family === 'IPv4' && !face.internal)?.address;
const testFromOutside = address === undefined ? test.skip : test;
const host = address ?? '127.0.0.1';

describeWith(['busybox', 'mariadbd', 'mariadb-install-db', 'mariadb'], 'wait for MySQL', () => {
  let server: Mariadb;

  beforeAll(async () => {
    server = await startMariadb(['--max-connect-errors=5', '--plugin-load-add=auth_ed25519']);
    server.sql("create user app@'%' identified by 'secret'");
  }, 60_000);
  afterAll(() => server?.stop());

  /** Polls so often, one after the other. */
  const poll = (shell: Shell, times: number): Running => {
    const parts = partsFor(['db=mysql:']);
    const text = program(...parts).replace(/main "\$@"\s*$/, `
      begin nc tr dd od head
      verbose=
      case $(nc 2>&1) in *-z*) verbose=-vv ;; esac
      index=1 host=${host} port=${server.port}
      while [ $index -le ${times} ]; do
        probe_mysql 2>/dev/null || :
        index=$((index + 1))
      done
    `);
    return runProgram({ shell, parts, text, env: { PRELUDE_BUSYBOX: findTool('busybox') } });
  };

  forEachShell((shell) => {
    test('ready: the login of a user that does not exist is refused', async () => {
      const exit = await startWait({ shell, targets: [`db=mysql://127.0.0.1:${server.port}`] }).exit;
      expect(statesOf(exit, 'db')).toEqual(['ready after N s']);
      expect(exit.code).toBe(0);
    });

    testFromOutside('50 polls block nobody with max_connect_errors=5, nor does any plugin that the server asks for', async () => {
      for (const plugin of ['no such user', 'mysql_native_password', 'ed25519', 'unix_socket']) {
        if (plugin !== 'no such user') {
          server.sql(`create or replace user prelude@'%' identified via ${plugin}${plugin === 'ed25519' ? " using password('x')" : ''}`);
        }
        const times = plugin === 'no such user' ? 50 : 12;
        const { output } = await poll(shell, times).exit;
        expect(output.match(/ ready/g)).toHaveLength(times);
        expect(server.login(host, 'app', 'secret')).toBe('in');
      }
      server.sql("drop user prelude@'%'");
    });

    testFromOutside('a host that is blocked (1129) says so', async () => {
      for (let broken = 0; broken < 7; broken += 1) {
        const socket = connect(server.port, host).on('error', () => undefined);
        await once(socket, 'data');
        socket.destroy();
        await once(socket, 'close');
      }
      expect(server.login(host, 'app', 'secret')).toMatch(/1129/);
      const running = startWait({ shell, targets: [`db=mysql://${host}:${server.port}`] });
      await said(running, /db \(\S+\): Host '.*' is blocked because of many connection errors; .* \(1129\)/);
      server.sql('flush hosts');
      expect(statesOf(await running.exit, 'db').at(-1)).toBe('ready after N s');
    });

    test('no connection left (1040), then ready', async () => {
      server.sql('set global max_connections = 10');
      const sockets = Array.from({ length: 12 }, () => connect(server.port, '127.0.0.1').on('error', () => undefined));
      await Promise.all(sockets.map((socket) => once(socket, 'data')));
      const running = startWait({ shell, targets: [`db=mysql://127.0.0.1:${server.port}`] });
      await said(running, '): Too many connections (1040)');
      for (const socket of sockets) socket.destroy();
      const exit = await running.exit;
      server.sql('set global max_connections = 100');
      expect(statesOf(exit, 'db')).toEqual(['Too many connections (1040)', 'ready after N s']);
    });

    test('ready where TLS is required', async () => {
      server.sql('set global require_secure_transport = on');
      const exit = await startWait({ shell, targets: [`db=mysql://127.0.0.1:${server.port}`] }).exit;
      server.sql('set global require_secure_transport = off');
      expect(statesOf(exit, 'db')).toEqual(['ready after N s']);
    });

    test('half a greeting, a greeting and no more, another protocol', async () => {
      const servers: readonly TestServer[] = await Promise.all([
        startSaying(Buffer.from('\x4a\0\0', 'latin1')),
        startSaying(Buffer.from('\x05\0\0\0\x0aabcd', 'latin1')),
        startSaying('SSH-2.0-OpenSSH_9.2\r\n'),
      ]);
      const [half, greeting, ssh] = servers.map(({ port }) => port);
      const running = startWait({
        shell,
        targets: [
          `half=mysql://127.0.0.1:${half}`, '--attempt', '1', `greeting=mysql://127.0.0.1:${greeting}`, '--attempt', '1',
          `ssh=mysql://127.0.0.1:${ssh}`,
        ],
      });
      const exit = await onceAllHaveSpoken(running, ['half', 'greeting', 'ssh']);
      await Promise.all(servers.map((each) => each.close()));
      expect(statesOf(exit, 'half')).toEqual(['no answer in 1 s']);
      expect(statesOf(exit, 'greeting')).toEqual(['no answer in 1 s']);
      expect(statesOf(exit, 'ssh')).toEqual(['answers, but not as MySQL does: no packet']);
    });
  });
});
