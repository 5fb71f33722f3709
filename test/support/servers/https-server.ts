import { createServer as createHttp, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Identity } from './certificates';

/** A request that a server has got. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** By name in lower case. */
  readonly headers: IncomingMessage['headers'];
}

/** A server on loopback that remembers what it was asked. */
export interface TestServer {
  readonly port: number;
  readonly requests: Request[];
  /** How many connections were made, asked something or not. */
  connections(): number;
  url(path: string): string;
  /** Ends it and every connection. */
  close(): Promise<void>;
}

/** What a server does with a request. `nth` counts from 1. */
export type Handler = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** An HTTPS server on a port of its own; plain HTTP where no identity is given. */
export function startServer(handler: Handler, identity?: Identity): Promise<TestServer> {
  const requests: Request[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    response.on('error', () => undefined);
    handler(request, response, requests.length);
  };
  const server = identity === undefined ? createHttp(listener) : createHttps(identity, listener);
  return listen(server, requests, identity === undefined ? 'http' : 'https');
}

/** A server that speaks no HTTP: each connection is left to `handler`. With none, it is held and never answered. */
export function startTcpServer(handler: (socket: Socket) => void = () => undefined): Promise<TestServer> {
  return listen(createTcp(handler), [], 'https');
}

/** The URL of a port on which nobody listens. */
export async function refusedUrl(path: string): Promise<string> {
  const server = await startTcpServer();
  await server.close();
  return server.url(path);
}

async function listen(server: Server, requests: Request[], scheme: string): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((up, failed) => {
    server.once('error', failed).listen(0, '127.0.0.1', () => up());
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    connections: () => connections,
    url: (path) => `${scheme}://localhost:${port}${path}`,
    close: () => new Promise((closed) => {
      server.close(() => closed());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
