import { findTool } from '../tools';
import { type Daemon, directoryFor, freePort, serverUser, startDaemon } from './database';

/** How a Memcached for tests differs from a new one. */
export interface MemcachedOptions {
  readonly settings?: readonly string[];
  readonly port?: number;
}

/** Starts a Memcached on loopback. */
export async function startMemcached({ settings = [], port }: MemcachedOptions = {}): Promise<Daemon> {
  const user = serverUser('memcache');
  const chosen = port ?? (await freePort());
  return startDaemon({
    file: findTool('memcached')!,
    args: ['-v', '-v', '-l', '127.0.0.1', '-p', String(chosen), '-U', '0', ...settings],
    port: chosen,
    directory: directoryFor('memcached', user),
    user,
    up: /server listening/,
  });
}
