import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { said } from '../support/container';
import { type Daemon, directoryFor, freePort, serverUser, startDaemon } from '../support/servers/database';
import { type Postgres, startPostgres } from '../support/servers/postgres';
import { describeWith, findTool } from '../support/tools';
import { startMigrate } from './migrate-helpers';

/* PgBouncer that hands out transactions, at an address that does not look like it. */

async function startPooler(server: Postgres, size: number): Promise<Daemon> {
  const user = serverUser('postgres');
  const directory = directoryFor('pgbouncer', user);
  const port = await freePort();
  const file = join(directory, 'pgbouncer.ini');
  writeFileSync(file, [
    '[databases]', `shop = host=127.0.0.1 port=${server.port} user=shop`, '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = any',
    'pool_mode = transaction', `default_pool_size = ${size}`, 'ignore_startup_parameters = extra_float_digits', '',
  ].join('\n'));
  return startDaemon({ file: findTool('pgbouncer')!, args: [file], port, directory, user, up: /process up/ });
}

describeWith(['busybox', 'dash', 'postgres', 'initdb', 'psql', 'pgbouncer'], 'behind a pooler that hands out transactions', () => {
  let server: Postgres;
  beforeAll(async () => {
    server = await startPostgres({ method: 'trust' });
    server.sql('CREATE ROLE shop LOGIN;');
    server.sql('CREATE DATABASE shop OWNER shop;');
  }, 60_000);
  afterAll(() => server?.stop());

  test.each([1, 5])('with %d sessions, two migrations are never at work at a time: one is refused or waits, with a word of the pooler where it was given one session', async (size) => {
    const pooler = await startPooler(server, size);
    const start = (text: string) => startMigrate({
      protocol: 'postgres', port: pooler.port, timeout: 5, command: [findTool('dash')!, '-c', `echo ${text} begun; sleep 3; echo ${text} ended`],
    });
    const first = start('first');
    await said(first, 'first begun');
    const second = await start('second').exit;
    const { output } = await first.exit;
    expect(second.output).not.toContain('second begun');
    expect(`${second.terminationMessage}${output}`).toMatch(size === 1
      ? /^the lock cannot be taken: a pooler gives one session to several, .* take the lock with leaseLock\(\)\n/
      // Which of five sessions answers is chance.
      : /the lock cannot be taken: a pooler gives|another session answers, as a pooler gives it|another one has it/);
    expect(second.code).not.toBe(0);
    await pooler.stop();
  }, 40_000);
});
