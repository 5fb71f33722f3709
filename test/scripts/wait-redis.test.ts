import { type Certificates, makeCertificates } from '../support/servers/certificates';
import type { Daemon } from '../support/servers/database';
import { redisCli, startRedis } from '../support/servers/redis';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { onceAllHaveSpoken, said, startWait, statesOf } from './wait-helpers';

describeWith(['busybox', 'redis-server', 'redis-cli', 'openssl'], 'wait for Redis', () => {
  const servers: Daemon[] = [];
  let open: Daemon, locked: Daemon, secure: Daemon, full: Daemon, orphan: Daemon;
  let certificates: Certificates;

  beforeAll(async () => {
    certificates = makeCertificates();
    servers.push(...[open, locked, secure, full, orphan] = await Promise.all([
      startRedis(),
      startRedis({ settings: ['--requirepass', 'secret'] }),
      startRedis({ tls: certificates.good }),
      startRedis({ settings: ['--maxclients', '1'] }),
      startRedis({ settings: ['--replicaof', '127.0.0.1', '1', '--replica-serve-stale-data', 'no'] }),
    ]));
  });
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  forEachShell((shell) => {
    test('ready: PONG, a password is wanted, a permission is wanted', async () => {
      const acl = await startRedis({ settings: ['--user', 'default', 'on', 'nopass', '-ping'] });
      const exit = await startWait({
        shell,
        targets: [`open=redis://localhost:${open.port}`, `locked=redis://127.0.0.1:${locked.port}`, `acl=redis://127.0.0.1:${acl.port}`],
      }).exit;
      await acl.stop();
      for (const name of ['open', 'locked', 'acl']) expect(statesOf(exit, name)).toEqual(['ready after N s']);
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
    });

    test('not ready: no more clients, no master, TLS only', async () => {
      const first = await occupy(full.port);
      const running = startWait({
        shell,
        targets: [`full=redis://127.0.0.1:${full.port}`, `orphan=redis://127.0.0.1:${orphan.port}`, `secure=redis://127.0.0.1:${secure.port}`],
      });
      const exit = await onceAllHaveSpoken(running, ['full', 'orphan', 'secure']);
      first.destroy();
      expect(statesOf(exit, 'full')).toEqual(['ERR max number of clients reached']);
      expect(statesOf(exit, 'orphan')).toEqual([expect.stringMatching(/^MASTERDOWN Link with MASTER is down/)]);
      expect(statesOf(exit, 'secure')).toEqual(['closed the connection without an answer: perhaps it speaks TLS only']);
    });

    test('still loading, then ready', async () => {
      const loading = await startRedis({ loadingSeconds: 1 });
      const running = startWait({ shell, targets: [`cache=redis://127.0.0.1:${loading.port}`] });
      const exit = await running.exit;
      expect(redisCli(loading.port, 'dbsize')).toBe('1000');
      await loading.stop();
      expect(statesOf(exit, 'cache')).toEqual(['LOADING Redis is loading the dataset in memory', 'ready after N s']);
      expect(exit.code).toBe(0);
    });

    test('comes up later', async () => {
      const port = open.port;
      const late = await startRedis();
      await late.stop();
      const running = startWait({ shell, targets: [`late=redis://127.0.0.1:${late.port}`, `open=redis://127.0.0.1:${port}`] });
      await said(running, `late (127.0.0.1:${late.port}): connection refused`);
      const again = await startRedis({ settings: ['--port', String(late.port)] });
      const exit = await running.exit;
      await again.stop();
      expect(statesOf(exit, 'late')).toEqual(['connection refused', 'ready after N s']);
      expect(exit.code).toBe(0);
    });
  });
});

async function occupy(port: number) {
  const { connect } = await import('node:net');
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await new Promise((answered) => {
    socket.once('data', answered);
    socket.write('PING\r\n');
  });
  return socket;
}
