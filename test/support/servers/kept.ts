import type { TestServer } from './https-server';

/** Keeps the servers that tests start, and ends them after each test; to be called in a `describe`. */
export function keepServers(): <T extends TestServer>(server: T) => T {
  const servers: TestServer[] = [];
  afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.close())); });
  return (server) => {
    servers.push(server);
    return server;
  };
}
