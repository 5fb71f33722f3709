import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { findTool } from '../tools';
import type { Identity } from './certificates';
import { type Daemon, directoryFor, freePort, prepare, serverUser, startDaemon } from './database';

/** How a PostgreSQL for tests differs from a new one. */
export interface PostgresOptions {
  /** How logins from here are answered: the method of the last column of pg_hba.conf. Default: scram-sha-256. */
  readonly method?: 'trust' | 'md5' | 'scram-sha-256';
  /** Refuse logins without TLS. */
  readonly tlsOnly?: Identity;
  /** Stay in recovery, where every login is answered with 57P03. */
  readonly recovering?: boolean;
  /** Further lines of postgresql.conf. */
  readonly settings?: readonly string[];
}

/** A PostgreSQL. */
export interface Postgres extends Daemon {
  /** Runs SQL as its administrator, over a socket. */
  sql(text: string): string;
  /** Runs SQL in a session of this user that stays, until what is returned is called. */
  hold(text: string, user: string): () => void;
  /** Ends the recovery, as a standby is promoted. */
  promote(): void;
  /** Opens so many connections that stay in the middle of a login, and resolves with a way to end them. */
  occupy(count: number): Promise<() => void>;
}

let template: string | undefined;

/** initdb takes a while: once for each test file. */
function templateDirectory(): string {
  if (template === undefined) {
    const user = serverUser('postgres');
    const directory = directoryFor('postgres-template', user);
    prepare(findTool('initdb')!, ['-D', join(directory, 'data'), '--no-sync', '-A', 'trust', '-U', 'postgres'], user);
    template = join(directory, 'data');
  }
  return template;
}

/** Starts a PostgreSQL on loopback. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const user = serverUser('postgres');
  const directory = directoryFor('postgres', user);
  const data = join(directory, 'data');
  prepare('cp', ['-a', templateDirectory(), data]);
  const port = await freePort();
  const method = options.method ?? 'scram-sha-256';
  writeFileSync(join(data, 'pg_hba.conf'), `${options.tlsOnly ? 'hostssl' : 'host'} all all 127.0.0.1/32 ${method}\nlocal all all trust\n`);
  appendFileSync(join(data, 'postgresql.conf'), [
    `port = ${port}`, "listen_addresses = '127.0.0.1'", `unix_socket_directories = '${directory}'`, 'fsync = off', 'shared_buffers = 8MB',
    'max_wal_senders = 0', 'superuser_reserved_connections = 0', ...(options.settings ?? []), '',
  ].join('\n'));
  if (options.recovering === true) {
    appendFileSync(join(data, 'postgresql.conf'), "hot_standby = off\nrestore_command = 'false'\n");
    writeFileSync(join(data, 'standby.signal'), '');
    if (user.uid !== undefined && user.gid !== undefined) chownSync(join(data, 'standby.signal'), user.uid, user.gid);
  }
  if (options.tlsOnly) {
    const at = (name: string) => join(directory, name);
    writeFileSync(at('cert.pem'), options.tlsOnly.cert);
    writeFileSync(at('key.pem'), options.tlsOnly.key, { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(at('key.pem'), user.uid, user.gid);
    appendFileSync(join(data, 'postgresql.conf'), `ssl = on\nssl_cert_file = '${at('cert.pem')}'\nssl_key_file = '${at('key.pem')}'\n`);
  }
  const daemon = await startDaemon({
    file: findTool('postgres')!,
    args: ['-D', data],
    port,
    directory,
    user,
    up: options.recovering === true ? /entering standby mode/ : /ready to accept connections/,
  });
  return {
    ...daemon,
    sql: (text) => {
      const { status, stdout, stderr } = spawnSync(
        findTool('psql')!, ['-X', '-qAt', '-v', 'ON_ERROR_STOP=1', '-h', directory, '-p', String(port), '-U', 'postgres', '-f', '-'],
        { encoding: 'utf8', input: text },
      );
      if (status !== 0) throw new Error(stderr);
      return stdout.trim();
    },
    hold: (text, name) => {
      const session = spawn(findTool('psql')!, ['-X', '-qAt', '-h', directory, '-p', String(port), '-U', name, '-d', 'postgres', '-f', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
      session.stdin.end(text);
      return () => { session.kill('SIGTERM'); };
    },
    promote: () => prepare(findTool('pg_ctl')!, ['-D', data, 'promote', '--no-wait'], user),
    occupy: async (count) => {
      const sockets = await Promise.all(Array.from({ length: count }, () => halfLogin(port)));
      return () => sockets.forEach((socket) => socket.destroy());
    },
  };
}

/** A connection that has been asked for its password. */
async function halfLogin(port: number) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise<void>((asked, failed) => {
    socket.once('data', (answer) => (answer[0] === 0x52 ? asked() : failed(new Error(answer.toString('latin1')))));
    socket.write(Buffer.from('\0\0\0\x17\0\x03\0\0user\0postgres\0\0', 'latin1'));
  });
  return socket;
}
