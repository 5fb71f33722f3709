import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { TestServer } from './https-server';

/** A proxy that tunnels (CONNECT); with a login, only for those who know it. Its requests are the hosts that were asked for. */
export async function startProxy(login?: string): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((_, response) => response.writeHead(501).end());
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
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream.on('error', () => client.destroy()));
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', () => up()));
  const { port } = server.address() as AddressInfo;
  return {
    port, requests, connections: () => connections, url: (path) => `http://127.0.0.1:${port}${path}`,
    close: () => new Promise((closed) => {
      server.close(() => closed());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
