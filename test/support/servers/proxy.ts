import { createServer } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { Identity } from './certificates';
import type { TestServer } from './https-server';

/** What a test's proxy does beside passing connections on. */
export interface ProxyOptions {
  /** USER:PASSWORD that it wants. */
  readonly login?: string;
  /** It reads TLS: to clients it shows this, in the place of the server's certificate, which it does not look at. */
  readonly intercepts?: Identity;
  /** It is itself asked over TLS, and shows this. */
  readonly identity?: Identity;
}

/** A proxy of CONNECT requests; with a login, only for those who know it. Its requests are the hosts that were asked for. */
export async function startProxy({ login, intercepts, identity }: ProxyOptions = {}): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = identity === undefined ? createServer((_, response) => response.writeHead(501).end()) : createHttps(identity);
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket.on('error', () => undefined));
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    requests.push({ method: 'CONNECT', path: request.url ?? '', headers: request.headers });
    if (login !== undefined && request.headers['proxy-authorization'] !== `Basic ${Buffer.from(login).toString('base64')}`) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const established = () => client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const upstream = intercepts === undefined
      ? connect(Number(port), host, () => {
        established();
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      })
      : connectTls({ port: Number(port), host, rejectUnauthorized: false }, () => {
        established();
        const read = new TLSSocket(client, { isServer: true, ...intercepts });
        sockets.add(read.on('error', () => upstream.destroy()));
        upstream.pipe(read).pipe(upstream);
      });
    sockets.add(upstream.on('error', () => client.destroy()));
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()));
  const { port } = server.address() as AddressInfo;
  return {
    port, requests, connections: () => connections, url: (path) => `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}${path}`,
    close: () => new Promise((closed) => {
      server.close(() => closed());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
