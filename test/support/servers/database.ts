import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { temporaryDirectory } from '../temporary';

/** A server of this machine, started for a test. */
export interface Daemon {
  readonly port: number;
  /** What it has logged so far. */
  log(): string;
  /** Ends it, at once, and removes its data. */
  stop(): Promise<void>;
}

/** How to start a server. */
export interface DaemonOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Its data, removed with it. */
  readonly directory: string;
  readonly user?: User;
  /** It is up as soon as it has logged this. */
  readonly up: RegExp;
}

/** Who a server runs as. */
export interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user that a server of Debian has; nobody else's where the tests do not run as root. */
export function serverUser(name: string): User {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : 65534;
  };
  return { uid: id('-u'), gid: id('-g') };
}

/** A new directory that only this user can read; removed when the test file ends. */
export function directoryFor(name: string, user: User = {}): string {
  const directory = temporaryDirectory(`prelude-${name}-`);
  if (user.uid !== undefined && user.gid !== undefined) chownSync(directory, user.uid, user.gid);
  return directory;
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((up) => { server.listen(0, '127.0.0.1', up); });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((down) => { server.close(() => down()); });
  return port;
}

/** Runs a tool that prepares a server's data. */
export function prepare(file: string, args: readonly string[], user: User = {}): void {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8', cwd: '/', ...user });
  if (status !== 0) throw new Error(`${file} failed: ${error?.message ?? ''}${stdout}${stderr}`);
}

/** Starts a server, and resolves when it is up. */
export async function startDaemon({ file, args, port, directory, user = {}, up }: DaemonOptions): Promise<Daemon> {
  let log = '';
  const child = spawn(file, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  const stop = async () => {
    killNow(child);
    await gone;
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((ready, failed) => {
      child.once('error', failed).once('close', (code) => failed(new Error(`${file} ended with ${code}:\n${log}`)));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          log += chunk;
          if (up.test(log)) ready();
        });
      }
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, log: () => log, stop };
}

/** SIGQUIT is how PostgreSQL ends at once, its children with it; the others know it as well. */
function killNow(child: ChildProcess): void {
  child.kill('SIGQUIT');
  setTimeout(() => child.kill('SIGKILL'), 2000).unref();
}
