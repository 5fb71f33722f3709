import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findTool } from '../tools';
import { type Daemon, directoryFor, freePort, prepare, serverUser, startDaemon } from './database';

/** A MariaDB. */
export interface Mariadb extends Daemon {
  /** Runs SQL as its administrator, over a socket. */
  sql(text: string): string;
  /** Runs SQL as its administrator in a session that stays, until what is returned is called. */
  hold(text: string): () => void;
  /** What a login over TCP as this user is answered: 'in', or the error. */
  login(host: string, user: string, password: string): string;
}

/** Starts a MariaDB that listens everywhere. It takes some seconds: one for a test file is enough. */
export async function startMariadb(settings: readonly string[] = []): Promise<Mariadb> {
  const user = serverUser('mysql');
  const directory = directoryFor('mariadb', user);
  const data = `--datadir=${join(directory, 'data')}`;
  const socket = `--socket=${join(directory, 'socket')}`;
  const small = ['--no-defaults', '--innodb-log-file-size=4M', '--innodb-buffer-pool-size=8M', '--innodb-flush-log-at-trx-commit=0'];
  prepare(findTool('mariadb-install-db')!, [...small, data, '--skip-test-db', '--auth-root-authentication-method=normal'], user);
  const port = await freePort();
  const daemon = await startDaemon({
    file: findTool('mariadbd')!,
    args: [...small, data, socket, `--port=${port}`, `--pid-file=${join(directory, 'pid')}`, ...settings],
    port,
    directory,
    user,
    up: /ready for connections/,
  });
  const client = (args: readonly string[], sql: string) => {
    const { status, stdout, stderr } = spawnSync(findTool('mariadb')!, ['--no-defaults', '-N', ...args], { encoding: 'utf8', input: sql });
    return { ok: status === 0, output: `${stdout}${stderr}`.trim() };
  };
  return {
    ...daemon,
    sql: (text) => {
      const { ok, output } = client([socket, '-uroot'], text);
      if (!ok) throw new Error(output);
      return output;
    },
    hold: (text) => {
      const session = spawn(findTool('mariadb')!, ['--no-defaults', '-N', socket, '-uroot'], { stdio: ['pipe', 'ignore', 'ignore'] });
      session.stdin.end(text);
      return () => { session.kill('SIGKILL'); };
    },
    login: (host, name, password) => client([`-h${host}`, `-P${port}`, `-u${name}`, `-p${password}`], "select 'in'").output,
  };
}
