import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/servers/database';
import { startTcpServer } from '../support/servers/https-server';
import { type BlackHole, startBlackHole } from '../support/servers/misbehaving';
import { forEachShell, type Shell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';
import { linesOf, onceAllHaveSpoken, startWait, statesOf } from './wait-helpers';

const unshare = findTool('unshare') ?? 'unshare';
const canUnshare = spawnSync(unshare, ['-m', 'true']).status === 0;
const hasIpv6 = Object.values(networkInterfaces()).flat().some((face) => face?.address === '::1');
const describeHere = canUnshare && hasIpv6 ? describeWith : ((_: readonly string[], title: string, body: () => void) => describe.skip(`${title} (missing: mount namespaces, or ::1)`, body)) as typeof describeWith;

/** What each protocol's server says to whoever asks. */
const ANSWERS: Readonly<Record<string, string | Buffer>> = {
  tcp: '',
  redis: '+PONG\r\n',
  memcached: 'VERSION 1.6\r\n',
  http: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  postgres: 'R\0\0\0\x08\0\0\0\0',
  mysql: Buffer.from([2, 0, 0, 0, 10, 0]),
};
const MYSQL_OK = Buffer.from([7, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0]);

describeHere(['busybox', 'curl'], 'wait for a name with several addresses', () => {
  const servers: Server[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((closed) => { server.close(closed); }))));

  const answering = async (protocol: string, address: string): Promise<number> => {
    const answer = protocol === 'mysql' ? Buffer.concat([ANSWERS.mysql as Buffer, MYSQL_OK]) : ANSWERS[protocol]!;
    const server = createServer((socket) => { socket.resume().on('error', () => undefined); socket.write(answer); });
    servers.push(server);
    await new Promise<void>((up) => { server.listen(0, address, up); });
    const bound = server.address();
    return typeof bound === 'object' && bound !== null ? bound.port : 0;
  };

  forEachShell((shell) => {
    /** The shell where /etc/hosts, and perhaps the resolver's configuration, are these. */
    const where = (hosts: readonly string[], resolver?: string): Shell => {
      const directory = temporaryDirectory('prelude-hosts-', 0o755);
      writeFileSync(join(directory, 'hosts'), `${['127.0.0.1 localhost', ...hosts].join('\n')}\n`);
      writeFileSync(join(directory, 'resolv.conf'), resolver ?? 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
      const mounts = ['hosts', 'resolv.conf'].map((file) => `/bin/mount --bind ${directory}/${file} /etc/${file}`).join(' && ');
      return { name: shell.name, command: [unshare, '-m', '/bin/sh', '-c', `${mounts} && exec "$@"`, '-', ...shell.command] };
    };
    const dual = ['::1 dual.test other', '127.0.0.1\tdual.test # two families', '#127.0.0.7 dual.test'];

    describe.each(Object.keys(ANSWERS))('%s', (protocol) => {
      test.each(['127.0.0.1', '::1'])('the server listens on %s only', async (address) => {
        const port = await answering(protocol, address);
        const exit = await startWait({ shell: where(dual), timeout: 10, targets: [`a=${protocol}://dual.test:${port}`] }).exit;
        expect(linesOf(exit).map((line) => line.replace(/\d+\.\d s/, 'N s'))).toEqual([`a (dual.test:${port}): ready after N s`]);
        expect(exit.code).toBe(0);
      });
    });

    test('which address refused is said, once, in the order in which they were tried', async () => {
      const port = await freePort();
      const protocols = [...Object.keys(ANSWERS), 'https'];
      const running = startWait({ shell: where([...dual, '127.0.0.9 dual.test']), timeout: 30, targets: protocols.map((protocol) => `${protocol}=${protocol}://dual.test:${port}`) });
      const exit = await onceAllHaveSpoken(running, protocols);
      for (const protocol of protocols) {
        expect({ protocol, states: statesOf(exit, protocol) }).toEqual({ protocol, states: ['connection refused at ::1, 127.0.0.1, 127.0.0.9'] });
      }
    });

    test('more than four addresses are counted', async () => {
      const port = await freePort();
      const many = Array.from({ length: 12 }, (_, index) => `127.0.0.${index + 1} many.test`);
      const exit = await onceAllHaveSpoken(startWait({ shell: where(many), targets: [`a=tcp://many.test:${port}`] }), ['a']);
      expect(statesOf(exit, 'a')[0]).toMatch(/^connection refused at (127\.0\.0\.\d+, ){3}127\.0\.0\.\d+ and 8 more$/);
    });

    test('the first that accepts decides, as it does for a client', async () => {
      const loading = await startTcpServer((socket) => { socket.resume().on('error', () => undefined); socket.write('-LOADING\r\n'); });
      const ready = createServer((socket) => { socket.resume().on('error', () => undefined); socket.write('+PONG\r\n'); });
      servers.push(ready);
      await new Promise<void>((up) => { ready.listen(loading.port, '127.0.0.2', up); });
      const exit = await onceAllHaveSpoken(startWait({ shell: where(['127.0.0.1 two.test', '127.0.0.2 two.test']), targets: [`a=redis://two.test:${loading.port}`] }), ['a']);
      await loading.close();
      expect(statesOf(exit, 'a')).toEqual(['LOADING']);
    });

    describe('an address that does not answer', () => {
      let hole: BlackHole;
      beforeAll(async () => { hole = await startBlackHole(); });
      afterAll(() => hole.close());

      test.each(['tcp', 'redis', 'postgres'])('leaves time for the others: %s', async (protocol) => {
        const answer = ANSWERS[protocol]!;
        const server = createServer((socket) => { socket.resume().on('error', () => undefined); socket.write(answer); });
        servers.push(server);
        await new Promise<void>((up) => { server.listen(hole.port, '::1', up); });
        const exit = await startWait({
          shell: where(['127.0.0.1 slow.test', '::1 slow.test']), timeout: 20, targets: [`a=${protocol}://slow.test:${hole.port}`],
        }).exit;
        expect(statesOf(exit, 'a').at(-1)).toBe('ready after N s');
        expect(exit).toMatchObject({ code: 0 });
      });
    });

    test('dns: one address will do; a literal needs no name', async () => {
      const exit = await startWait({
        shell: where(dual), targets: ['a=dns://dual.test', 'b=dns://[::1]', 'c=dns://127.0.0.1'],
      }).exit;
      for (const name of ['a', 'b', 'c']) expect(statesOf(exit, name)).toEqual(['ready after N s']);
    });
  });
});
