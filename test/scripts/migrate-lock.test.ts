import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knex, liquibase } from '../../src';
import type { LockRow } from '../../src/migration-tools/facts';
import { freeingSql } from '../../src/migration-tools/question';
import { describeContained, runContained, said, staticCommand } from '../support/container';
import { runProgram } from '../support/program';
import { startMariadb } from '../support/servers/mariadb';
import { startPostgres } from '../support/servers/postgres';
import { shells } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { type MigrateOptions, startMigrate } from './migrate-helpers';
import { PASSWORD, startSeed } from './seed-helpers';

interface Server {
  readonly port: number;
  sql(text: string): string;
  stop(): unknown;
}

/** What differs between the databases. */
const DATABASES = {
  postgres: {
    tools: ['postgres', 'initdb', 'psql'],
    start: async (): Promise<Server> => {
      const server = await startPostgres();
      server.sql(`CREATE ROLE shop LOGIN PASSWORD E'${PASSWORD.replace(/[\\']/g, '\\$&')}'; CREATE ROLE other LOGIN;`);
      server.sql('CREATE DATABASE shop OWNER shop;');
      return server;
    },
    end: (server: Server) => server.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'"),
    wrong: /the lock cannot be taken: .*password authentication failed for user "shop"/,
  },
  mysql: {
    tools: ['mariadbd', 'mariadb', 'mariadb-install-db'],
    start: async (): Promise<Server> => {
      const server = await startMariadb();
      server.sql(`CREATE DATABASE shop; CREATE USER shop@'%' IDENTIFIED BY '${PASSWORD.replace(/[\\']/g, '\\$&')}'; GRANT ALL ON shop.* TO shop@'%';`);
      return server;
    },
    end: (server: Server) => server.sql(`KILL ${server.sql("SELECT IS_USED_LOCK(CONCAT('cdk8s-prelude.', MD5('shop')))")}`),
    wrong: /the lock cannot be taken: ERROR 1045/,
  },
} as const;

describe.each(['postgres', 'mysql'] as const)('a lock in %s', (protocol) => {
  const database = DATABASES[protocol];

  describeWith(['busybox', 'dash', ...database.tools], 'around a command', () => {
    let server: Server;
    beforeAll(async () => { server = await database.start(); }, 60_000);
    afterAll(() => server?.stop());

    const start = (command: readonly string[], options: Partial<MigrateOptions> = {}) =>
      startMigrate({ protocol, port: server.port, command, ...options });
    const sh = (script: string) => [findTool('dash')!, '-c', script];
    const forever = sh('trap "echo asked to stop; exit 3" TERM; echo begun; for i in $(seq 300); do sleep 0.1; done');

    test('of four at a time one works, the others wait in place, say who has it since when, and none fails', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'prelude-lock-'));
      chmodSync(directory, 0o777);
      // A directory can be made by one only: a second one at the same time would fail.
      const exits = await Promise.all([1, 2, 3, 4].map(() => start(sh(`mkdir ${directory}/at-work && sleep 0.5 && rmdir ${directory}/at-work && echo done >>${directory}/log`)).exit));
      expect(exits.map(({ code, output }) => (code === 0 ? 0 : output))).toEqual([0, 0, 0, 0]);
      expect(readFileSync(join(directory, 'log'), 'utf8')).toBe('done\n'.repeat(4));
      const waited = exits.filter(({ output }) => output.includes('waits for it'));
      expect(waited).toHaveLength(3);
      for (const { output } of waited) {
        expect(output).toMatch(/another one is at work in the database \(pod \S+, since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\): waits for it/);
        expect(output).toContain('the lock is free now: goes on');
      }
    });

    test('ends with its holder, however that ends', async () => {
      const first = start(forever);
      await said(first, 'begun');
      const second = start(sh('echo second'));
      await said(second, 'waits for it');
      process.kill(-first.process.pid!, 'SIGKILL');
      const killed = performance.now();
      expect(await second.exit).toMatchObject({ code: 0, output: expect.stringContaining('second') });
      expect(performance.now() - killed).toBeLessThan(6000);
    });

    test('that is lost stops the command, by its own signal', async () => {
      const running = start(forever);
      await said(running, 'begun');
      database.end(server);
      const { code, output, terminationMessage } = await running.exit;
      expect({ code, terminationMessage }).toEqual({ code: 1, terminationMessage: expect.stringMatching(/was stopped after \d+\.\d s by the loss of its lock\n$/) });
      expect(output).toContain('asked to stop');
      expect(output).toContain('the lock is lost: ');
    });

    test('that is never free ends the wait at the deadline, with the name of its holder', async () => {
      const first = start(forever);
      await said(first, 'begun');
      const { code, terminationMessage, ms } = await start(sh('echo second'), { timeout: 3 }).exit;
      expect({ code, terminationMessage }).toEqual({
        code: 124, terminationMessage: expect.stringMatching(/^another one is at work in the database \(pod \S+, since \S+Z\): waited for all of 3 s\n$/),
      });
      expect(ms).toBeGreaterThan(2900);
      first.kill('SIGTERM');
      expect(await first.exit).toMatchObject({ code: 3 });
    });

    test('is not tried for where the login is wrong, and is where the server is away', async () => {
      const { code, terminationMessage, ms } = await start(sh('echo never'), { password: 'wrong' }).exit;
      expect({ code, terminationMessage }).toEqual({ code: 1, terminationMessage: expect.stringMatching(database.wrong) });
      expect(ms).toBeLessThan(5000);
      const away = await start(sh('echo never'), { port: 1, timeout: 6 }).exit;
      expect(away).toMatchObject({ code: 124, output: expect.stringMatching(/the lock of 127\.0\.0\.1:\d+ cannot be taken now, after \d+ of \d+ s: /) });
      // Each line is told once; the termination message says where, and why.
      expect(away.output.match(/cannot be taken now/g)).toHaveLength(1);
      expect(away.terminationMessage).toMatch(/^did not get the lock of 127\.0\.0\.1:\d+ in \d+ s: ./);
    });

    test('SIGTERM ends the wait at once, and shows no word of the login', async () => {
      const first = start(forever);
      await said(first, 'begun');
      const second = start(sh('echo never'));
      await said(second, 'waits for it');
      const arguments_ = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).map((pid) => {
        try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); } catch { return ''; }
      });
      expect(arguments_.filter((words) => words.includes('$ecret') && !words.includes('jest'))).toEqual([]);
      const asked = performance.now();
      second.kill('SIGTERM');
      expect(await second.exit).toMatchObject({ code: 143 });
      expect(performance.now() - asked).toBeLessThan(2000);
      first.kill('SIGTERM');
      await first.exit;
    });

    test('is that of a seed as well: neither runs while the other one does', async () => {
      const first = start(forever);
      await said(first, 'begun');
      const seed = startSeed({ shell: shells[0]!, protocol, port: server.port, sql: ['CREATE TABLE seeded (id int)'], marker: 'beside', timeout: 30 });
      await said(seed, 'another');
      first.kill('SIGTERM');
      await first.exit;
      expect(await seed.exit).toMatchObject({ code: 0 });
    });

    test('the command sees nothing of the lock', async () => {
      const { output } = await start([findTool('env')!]).exit;
      expect(output).not.toContain('PRELUDE_');
    });

    test('what a newer version has done is not done again', async () => {
      const ran = async (state: string) => (start(sh('echo ran'), { flags: ['--unless', `SELECT '${state}'`] }).exit);
      expect((await ran('there 7')).output).toMatch(/the schema is at 7, as this release needs it, or newer: nothing to do \(after \d\.\d s\)\n$/);
      expect(await ran('newer 8')).toMatchObject({ code: 0, output: expect.not.stringContaining('ran\n') });
      for (const state of ['behind 6', 'none']) expect((await ran(state)).output).toContain('ran\n');
      expect((await start(sh('echo ran'), { flags: ['--unless', 'SELECT version FROM no_such_table'] }).exit).output).toContain('ran\n');
    });

    test('the lock that a killed run of Liquibase or Knex has left is freed under it, if that is asked for', async () => {
      const own = (text: string) => server.sql(`${protocol === 'postgres' ? '\\connect shop\nSET ROLE shop;' : 'USE shop;'}${text}`);
      const row = knex({ onlyBySteps: true }).facts.leftLock!;
      const freeing = (lockRow: LockRow) => start(sh('echo ran'), { flags: ['--free', freeingSql(lockRow)] }).exit;
      const quiet = { code: 0, output: expect.not.stringMatching(/lock of/) };
      expect(await freeing(row)).toMatchObject(quiet);
      own('CREATE TABLE knex_migrations_lock (is_locked int); INSERT INTO knex_migrations_lock VALUES (1);');
      own('CREATE TABLE DATABASECHANGELOGLOCK (ID int, LOCKED boolean, LOCKGRANTED timestamp NULL, LOCKEDBY varchar(255)); INSERT INTO DATABASECHANGELOGLOCK VALUES (1, true, CURRENT_TIMESTAMP, \'x\');');
      const freed = { code: 0, output: expect.stringMatching(/a run that was killed had left the lock of its tool: freed it, under the lock of this step\n(.*\n)?ran\n/) };
      expect(await freeing(row)).toMatchObject(freed);
      expect(await freeing(row)).toMatchObject(quiet);
      expect(await freeing(liquibase({ onlyBySteps: true }).facts.leftLock!)).toMatchObject(freed);
      expect(own('SELECT COUNT(*) FROM DATABASECHANGELOGLOCK WHERE LOCKED OR LOCKEDBY IS NOT NULL').trim()).toBe('0');
      // What cannot be freed, the tool itself will tell.
      expect(await freeing({ ...row, held: 'no_such_column' })).toMatchObject({ code: 0, output: expect.stringMatching(/the lock of the tool could not be looked at: .*no_such_column/) });
    });

    if (protocol === 'postgres') {
      test('no waiter is waited for by CREATE INDEX CONCURRENTLY', async () => {
        server.sql('\\connect shop\nCREATE TABLE IF NOT EXISTS orders AS SELECT n AS id FROM generate_series(1, 200000) n; ALTER TABLE orders OWNER TO shop;');
        const psql = [findTool('psql')!, '-X', '-h', '127.0.0.1', '-p', `${server.port}`, '-U', 'shop', '-d', 'shop', '-v', 'ON_ERROR_STOP=1', '-c'];
        const build = () => start([...psql, 'CREATE INDEX CONCURRENTLY IF NOT EXISTS of_orders ON orders (id)'], { env: { PGPASSWORD: PASSWORD } }).exit;
        const exits = await Promise.all([build(), build(), build(), build()]);
        expect(exits.map(({ code, output }) => (code === 0 ? 0 : output))).toEqual([0, 0, 0, 0]);
        expect(server.sql("\\connect shop\nSELECT indisvalid FROM pg_index WHERE indexrelid = 'of_orders'::regclass")).toBe('t');
      });

      test('whose session does not answer for 10 s is lost, before the server gives it to another one', async () => {
        const running = start(forever);
        await said(running, 'begun');
        // The newest client of this test: that of the holder.
        const client = spawnSync('pgrep', ['-g', `${running.process.pid}`, '-x', 'psql'], { encoding: 'utf8' }).stdout.trim();
        process.kill(Number(client), 'SIGSTOP');
        const stopped = performance.now();
        expect(await running.exit).toMatchObject({ code: 1, output: expect.stringContaining('the lock is lost: no answer for 10 s') });
        expect(performance.now() - stopped).toBeLessThan(16_000);
        expect(server.sql("SELECT setting FROM pg_settings WHERE name = 'idle_session_timeout'")).toBe('0');
      }, 40_000);
    }
  });
});

describeContained(['postgres', 'initdb', 'psql', 'gcc'], 'a client in an image that has none', () => {
  test('is left with its loader and libraries, and holds the lock in an image of one static program', async () => {
    const server = await DATABASES.postgres.start();
    const clients = mkdtempSync(join(tmpdir(), 'prelude-clients-'));
    const [busybox] = shells;
    const left = await runProgram({ shell: busybox!, parts: ['common', 'install-clients'], args: ['--timeout', '30', '--to', clients, 'psql'] }).exit;
    expect(left).toMatchObject({ code: 0, output: expect.stringMatching(/psql is in \S+ after \d+\.\d s\n$/) });
    const image = Object.fromEntries(readdirSync(clients).map((name) => [`/prelude-client/${name}`, join(clients, name)]));
    for (const [path, text] of [['/etc/resolv.conf', ''], ['/etc/hosts', '127.0.0.1 localhost\n']] as const) {
      const file = join(clients, path.replaceAll('/', '-'));
      writeFileSync(file, text);
      Object.assign(image, { [path]: file });
    }
    appendFileSync(join(clients, '-etc-hosts'), '');
    const run = runContained({
      image: { ...image, '/bin/tool': staticCommand() },
      parts: ['common', 'command', 'clients', 'schema-postgres', 'hold-postgres', 'alone', 'run'],
      name: 'migrate',
      args: [
        '--timeout', '20', '--grace', '2', '--signal', 'TERM', '--alone', 'postgres', '--clients', '/prelude-client', '--host', 'localhost', '--port', `${server.port}`,
        '--', '/bin/tool', 'exit', '0',
      ],
      env: { PATH: '/nowhere', PRELUDE_DB_USER: 'shop', PRELUDE_DB_DATABASE: 'shop', PRELUDE_DB_PASSWORD: PASSWORD },
      uid: 1000,
    });
    expect(await run.exit).toMatchObject({ code: 0, output: expect.stringMatching(/^migrate: \/bin\/tool is done after \d\.\d s\n$/) });
    await server.stop();
  }, 60_000);

  test('says which program the image lacks', async () => {
    const [busybox] = shells;
    const exit = await runProgram({ shell: busybox!, parts: ['common', 'install-clients'], args: ['--timeout', '9', '--to', '/nowhere', 'no-such-client'] }).exit;
    expect(exit).toMatchObject({ code: 127, terminationMessage: 'no-such-client is not in this image\n' });
  });
});
