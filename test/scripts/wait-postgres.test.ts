import { makeCertificates } from '../support/servers/certificates';
import { startTcpServer } from '../support/servers/https-server';
import { type Postgres, startPostgres } from '../support/servers/postgres';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { onceAllHaveSpoken, said, startWait, statesOf } from './wait-helpers';

describeWith(['busybox', 'initdb', 'postgres', 'pg_ctl', 'openssl'], 'wait for PostgreSQL', () => {
  const servers: Postgres[] = [];
  let scram: Postgres, md5: Postgres, trust: Postgres, tlsOnly: Postgres;

  beforeAll(async () => {
    const { good } = makeCertificates();
    [scram, md5, trust, tlsOnly] = await Promise.all([
      startPostgres(), startPostgres({ method: 'md5' }), startPostgres({ method: 'trust' }), startPostgres({ tlsOnly: good }),
    ]);
    servers.push(scram, md5, trust, tlsOnly);
  }, 60_000);
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  forEachShell((shell) => {
    test('ready, whatever logins need: a password, an existing user, TLS', async () => {
      const all = { scram, md5, trust, 'tls-only': tlsOnly };
      const exit = await startWait({
        shell, targets: Object.entries(all).map(([name, { port }]) => `${name}=postgres://127.0.0.1:${port}`),
      }).exit;
      for (const name of Object.keys(all)) expect(statesOf(exit, name)).toEqual(['ready after N s']);
      expect(exit.code).toBe(0);
    });

    test('starting up (57P03), then ready', async () => {
      const standby = await startPostgres({ recovering: true });
      try {
        const running = startWait({ shell, timeout: 20, targets: [`db=postgres://localhost:${standby.port}`] });
        await said(running, '(57P03)');
        standby.promote();
        const exit = await running.exit;
        const states = statesOf(exit, 'db');
        expect(states[0]).toBe('the database system is not accepting connections (57P03)');
        expect(states.at(-1)).toBe('ready after N s');
        expect(exit.code).toBe(0);
      } finally {
        await standby.stop();
      }
    });

    test('no connection left (53300), then ready', async () => {
      const small = await startPostgres({ settings: ['max_connections = 3'] });
      try {
        const leave = await small.occupy(3);
        const running = startWait({ shell, targets: [`db=postgres://127.0.0.1:${small.port}`] });
        await said(running, '(53300)');
        leave();
        const exit = await running.exit;
        expect(statesOf(exit, 'db')).toEqual(['sorry, too many clients already (53300)', 'ready after N s']);
        expect(exit.code).toBe(0);
      } finally {
        await small.stop();
      }
    });

    test('a proxy that closes plain connections, but offers TLS, is not ready', async () => {
      const sslRequest = Buffer.from('\0\0\0\x08\x04\xd2\x16\x2f', 'latin1');
      const proxy = await startTcpServer((socket) => {
        socket.on('data', (data: Buffer) => (data.equals(sslRequest) ? socket.write('S') : socket.end()));
      });
      const exit = await onceAllHaveSpoken(startWait({ shell, targets: [`db=postgres://127.0.0.1:${proxy.port}`] }), ['db']);
      await proxy.close();
      expect(statesOf(exit, 'db')).toEqual(['offers TLS, but closes plain connections: cannot see whether logins are accepted']);
    });

    test('leaves nothing in the log of a server that wants passwords', () => {
      for (const server of [scram, md5]) expect(server.log()).not.toMatch(/FATAL|ERROR|could not|unexpected/);
    });
  });
});
