import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../tools';
import type { Identity } from './certificates';
import { type Daemon, directoryFor, freePort, startDaemon } from './database';

/** How a Redis for tests differs from a new one. */
export interface RedisOptions {
  readonly settings?: readonly string[];
  /** Speak TLS only. */
  readonly tls?: Identity;
  /** Take about so long to load the data, and answer -LOADING meanwhile. */
  readonly loadingSeconds?: number;
}

/** Starts a Redis on loopback. */
export async function startRedis({ settings = [], tls, loadingSeconds }: RedisOptions = {}): Promise<Daemon> {
  const directory = directoryFor('redis');
  const port = await freePort();
  const loading = loadingSeconds === undefined ? [] : slowData(directory, loadingSeconds);
  const listen = tls === undefined ? ['--port', String(port)] : [
    '--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...identityFiles(directory, tls),
  ];
  return startDaemon({
    file: findTool('redis-server')!,
    args: [...listen, '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--enable-debug-command', 'yes', ...loading, ...settings],
    port,
    directory,
    up: loadingSeconds === undefined ? /Ready to accept connections/ : /Server initialized/,
  });
}

function identityFiles(directory: string, { cert, key }: Identity): string[] {
  writeFileSync(join(directory, 'cert.pem'), cert);
  writeFileSync(join(directory, 'key.pem'), key);
  return ['--tls-cert-file', join(directory, 'cert.pem'), '--tls-key-file', join(directory, 'key.pem'), '--tls-ca-cert-file', join(directory, 'cert.pem')];
}

/** A dump with keys for which Redis takes a break each; it looks after its clients between them. */
function slowData(directory: string, seconds: number): string[] {
  const keys = 1000;
  const text = (value: string) => Buffer.from([value.length, ...Buffer.from(value)]);
  const entries = Array.from({ length: keys }, (_, key) => Buffer.concat([Buffer.from([0]), text(`key:${key}`), text('x'.repeat(60))]));
  // The format of version 9: database 0, strings, the end, no checksum.
  writeFileSync(join(directory, 'dump.rdb'), Buffer.concat([
    Buffer.from('REDIS0009'), Buffer.from([0xfe, 0]), ...entries, Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 0]),
  ]));
  return ['--key-load-delay', String((seconds * 1e6) / keys), '--loading-process-events-interval-bytes', '1024'];
}

/** Sends commands with redis-cli. */
export function redisCli(port: number, ...args: string[]): string {
  return spawnSync(findTool('redis-cli')!, ['-p', String(port), ...args], { encoding: 'utf8' }).stdout.trim();
}
