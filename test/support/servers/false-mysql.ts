import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server that is not the database: it asks every login for a proof of another kind. */
export interface FalseMysql {
  readonly port: number;
  /** All that it was told after it asked, of all logins. */
  told(): string;
  /** How many logins began. */
  logins(): number;
  close(): Promise<void>;
}

const packet = (number: number, body: Buffer) => Buffer.concat([Buffer.from([body.length & 255, body.length >> 8, 0, number]), body]);
const SALT = 'abcdefghijklmnopqrst';

/** Starts it: without TLS, as MySQL 8 greets, and then it wants the login proven by this plug-in. What follows is remembered, and the connection ended. */
export async function startFalseMysql(plugin: string): Promise<FalseMysql> {
  let told = '';
  let logins = 0;
  const sockets = new Set<Socket>();
  const capabilities = (0x81fff7ff & ~0x800) >>> 0; // all but TLS
  const greeting = Buffer.concat([
    Buffer.from('\x0a8.4.0\0', 'latin1'), Buffer.from([7, 0, 0, 0]), Buffer.from(`${SALT.slice(0, 8)}\0`), Buffer.from([capabilities & 255, capabilities >>> 8 & 255, 45, 2, 0]),
    Buffer.from([capabilities >>> 16 & 255, capabilities >>> 24, 21]), Buffer.alloc(10), Buffer.from(`${SALT.slice(8)}\0caching_sha2_password\0`),
  ]);
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.write(packet(0, greeting));
    socket.once('data', () => {
      logins += 1;
      socket.on('data', (answer) => {
        told += answer.toString('latin1');
        socket.end();
      });
      socket.write(packet(2, Buffer.from(`\xfe${plugin}\0${SALT}\0`, 'latin1')));
    });
  });
  await new Promise<void>((up) => { server.listen(0, '127.0.0.1', () => up()); });
  return {
    port: (server.address() as AddressInfo).port, told: () => told, logins: () => logins,
    close: () => new Promise((closed) => {
      server.close(() => closed());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
