import { connect, type Socket } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Daemon } from '../support/servers/database';
import { startServer, type TestServer } from '../support/servers/https-server';
import { startMemcached } from '../support/servers/memcached';
import { startClosing, startSaying, startSilent } from '../support/servers/misbehaving';
import { forEachShell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith } from '../support/tools';
import { onceAllHaveSpoken, said, startWait, statesOf } from './wait-helpers';

describeWith(['busybox', 'memcached'], 'wait for Memcached', () => {
  const servers: Daemon[] = [];
  let open: Daemon, locked: Daemon, full: Daemon, binary: Daemon;
  let closing: TestServer, silent: TestServer, nonsense: TestServer, failing: TestServer, web: TestServer;

  beforeAll(async () => {
    const logins = join(temporaryDirectory('prelude-memcached-', 0o755), 'logins');
    writeFileSync(logins, 'user:secret\n', { mode: 0o644 });
    servers.push(...[open, locked, full, binary] = await Promise.all([
      startMemcached(),
      startMemcached({ settings: ['-Y', logins] }),
      startMemcached({ settings: ['-c', '32', '-o', 'maxconns_fast'] }),
      startMemcached({ settings: ['-B', 'binary'] }),
    ]));
    [closing, silent, nonsense, failing, web] = await Promise.all([
      startClosing(), startSilent(), startSaying('220 mail ESMTP\r\n'), startSaying('SERVER_ERROR out of memory\r\n'),
      startServer((_, response) => response.end('ok')),
    ]);
  });
  afterAll(() => Promise.all([
    ...servers.map((server) => server.stop()), ...[closing, silent, nonsense, failing, web].map((server) => server.close()),
  ]));

  forEachShell((shell) => {
    test('ready: it tells its version, or wants a login first', async () => {
      const exit = await startWait({
        shell, targets: [`open=memcached://localhost:${open.port}`, `locked=memcached://127.0.0.1:${locked.port}`],
      }).exit;
      for (const name of ['open', 'locked']) expect(statesOf(exit, name)).toEqual(['ready after N s']);
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
    });

    test('not ready: no more connections, the binary protocol only, another protocol, no answer', async () => {
      const held = await hold(full.port, 32);
      const names = ['full', 'binary', 'closing', 'silent', 'nonsense', 'failing', 'web'];
      const ports = [full, binary, closing, silent, nonsense, failing, web].map(({ port }) => port);
      const running = startWait({
        shell, timeout: 20, targets: names.flatMap((name, index) => [`${name}=memcached://127.0.0.1:${ports[index]}`, '--attempt', '2']),
      });
      const exit = await onceAllHaveSpoken(running, names);
      held.forEach((socket) => socket.destroy());
      expect(statesOf(exit, 'full')).toEqual(['ERROR Too many open connections']);
      expect(statesOf(exit, 'binary')).toEqual(['no answer in 2 s']); // it waits for the rest of a binary request
      expect(statesOf(exit, 'closing')[0]).toMatch(/^closed the connection without an answer|^connection reset/);
      expect(statesOf(exit, 'silent')).toEqual(['no answer in 2 s']);
      expect(statesOf(exit, 'nonsense')).toEqual(['answers, but not as Memcached does: 220 mail ESMTP']);
      expect(statesOf(exit, 'failing')).toEqual(['SERVER_ERROR out of memory']);
      expect(statesOf(exit, 'web')).toEqual([expect.stringMatching(/^answers, but not as Memcached does: HTTP\/1.1 400/)]);
    });

    test('comes up later', async () => {
      const late = await startMemcached();
      await late.stop();
      const running = startWait({ shell, timeout: 30, targets: [`late=memcached://127.0.0.1:${late.port}`] });
      await said(running, `late (127.0.0.1:${late.port}): connection refused`);
      const again = await startMemcached({ port: late.port });
      const exit = await running.exit;
      await again.stop();
      expect(statesOf(exit, 'late')).toEqual(['connection refused', 'ready after N s']);
    });
  });
});

/** Connections that are kept, until one more is refused. */
async function hold(port: number, count: number): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(sockets.map((socket) => new Promise<void>((answered) => {
    socket.once('close', () => answered()).once('data', () => answered()).write('version\r\n');
  })));
  return sockets;
}
