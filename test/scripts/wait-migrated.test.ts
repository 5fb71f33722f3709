import { golangMigrate } from '../../src';
import { questionFor } from '../../src/migration-tools/question';
import { runProgram } from '../support/program';
import { startMariadb } from '../support/servers/mariadb';
import { startPostgres } from '../support/servers/postgres';
import { shells } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { nobody } from '../support/volume';

interface Server {
  readonly port: number;
  sql(text: string): string;
  stop(): unknown;
}

const PASSWORD = "it's a $ecret";
const SERVERS = {
  postgres: {
    tools: ['postgres', 'initdb', 'psql'],
    start: async (): Promise<Server> => {
      const server = await startPostgres();
      server.sql(`CREATE ROLE reader LOGIN PASSWORD '${PASSWORD.replace("'", "''")}';`);
      return server;
    },
    grant: 'GRANT SELECT ON schema_migrations TO reader;',
    use: '',
    database: 'postgres',
    denied: /permission denied for table schema_migrations/,
  },
  mysql: {
    tools: ['mariadbd', 'mariadb', 'mariadb-install-db'],
    start: async (): Promise<Server> => {
      const server = await startMariadb();
      server.sql(`CREATE DATABASE shop; CREATE USER reader@'%' IDENTIFIED BY '${PASSWORD.replace("'", "''")}'; GRANT SELECT ON shop.* TO reader@'%';`);
      return server;
    },
    grant: '',
    use: 'USE shop;',
    database: 'shop',
    denied: /nothing is migrated yet/,
  },
} as const;

describe.each(['postgres', 'mysql'] as const)('wait until %s is migrated', (kind) => {
  const { tools, start, grant, use, database, denied } = SERVERS[kind];
  describeWith(['busybox', ...tools], 'as a login that may read one table', () => {
    let server: Server;
    beforeAll(async () => { server = await start(); }, 60_000);
    afterAll(() => server?.stop());

    const wait = (version: number, timeout: number, more: { readonly whenNewer?: 'wait'; readonly port?: number } = {}) => runProgram({
      shell: shells[0]!,
      parts: ['common', 'clients', 'login-mysql', `schema-${kind}`, 'probe-migrated', 'wait'],
      args: [
        '--timeout', `${timeout}`, `schema=migrated://127.0.0.1:${more.port ?? server.port}`, '--kind', kind, '--login', 'PRELUDE_DB_SCHEMA',
        '--question', questionFor('test', golangMigrate(), kind, { version, ...(more.whenNewer ? { whenNewer: 'wait' } : {}) }), '--repair', 'migrate force VERSION', '--attempt', '15',
      ],
      env: { PRELUDE_DB_SCHEMA_USER: 'reader', PRELUDE_DB_SCHEMA_DATABASE: database, PRELUDE_DB_SCHEMA_PASSWORD: PASSWORD },
      ...nobody,
    });
    const set = (row: string) => server.sql(`${use}DELETE FROM schema_migrations; INSERT INTO schema_migrations VALUES (${row});`);

    test('begins with nothing, says what is missing, and goes on as soon as the version is there', async () => {
      const running = wait(2, 20);
      await sleep(1500);
      server.sql(`${use}CREATE TABLE schema_migrations (version bigint NOT NULL, dirty boolean NOT NULL);`);
      expect((await wait(2, 2).exit).terminationMessage).toMatch(denied);
      server.sql(`${use}${grant}`);
      set('1, false');
      await sleep(1500);
      set('2, false');
      const { code, output } = await running.exit;
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/ready after \d+\.\d s: version 2\n$/) });
      expect(output).toContain('nothing is migrated yet');
      expect(output).toContain('is at version 1, which is older than this release needs');
    }, 40_000);

    test('a newer schema is as good, unless it is said otherwise; a broken one is not, and says what to do', async () => {
      set('7, false');
      expect((await wait(2, 5).exit).output).toContain('version 7');
      expect(await wait(2, 2, { whenNewer: 'wait' }).exit).toMatchObject({
        code: 124, terminationMessage: expect.stringContaining('is at version 7, which is newer than this release takes'),
      });
      set('2, true');
      expect(await wait(2, 2).exit).toMatchObject({
        code: 124, terminationMessage: expect.stringContaining('version 2 is at work, or has failed in the middle; migrate force VERSION'),
      });
    }, 40_000);

    test('a server that is away is waited for, and a password that is wrong is told', async () => {
      expect(await wait(2, 2, { port: 1 }).exit).toMatchObject({ code: 124, terminationMessage: expect.stringMatching(/(refused|ERROR 2002)/) });
    });
  });
});
