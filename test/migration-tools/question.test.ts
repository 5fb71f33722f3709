import { activeRecord, alembic, django, efCore, flyway, golangMigrate, goose, knex, liquibase, type MigrationTool, nodePgMigrate, otherTool, prisma } from '../../src';
import { questionFor, type SchemaVersion, type SqlProtocol } from '../../src/migration-tools/question';
import { startMariadb } from '../support/servers/mariadb';
import { startPostgres } from '../support/servers/postgres';
import { describeWith } from '../support/tools';

type Row = [tool: MigrationTool, needs: SchemaVersion, rows: readonly string[], state: string];

/** The tables as the tools make them, as far as they are asked. */
const TABLES = (quote: string) => `
  CREATE TABLE schema_migrations (version bigint NOT NULL, dirty boolean NOT NULL);
  CREATE TABLE flyway_schema_history (installed_rank int NOT NULL, version varchar(50), success boolean NOT NULL);
  CREATE TABLE DATABASECHANGELOG (ID varchar(255) NOT NULL, AUTHOR varchar(255) NOT NULL, FILENAME varchar(255) NOT NULL);
  CREATE TABLE alembic_version (version_num varchar(32) NOT NULL);
  CREATE TABLE django_migrations (app varchar(255) NOT NULL, name varchar(255) NOT NULL);
  CREATE TABLE knex_migrations (name varchar(255), batch int);
  CREATE TABLE pgmigrations (name varchar(255) NOT NULL);
  CREATE TABLE goose_db_version (version_id bigint NOT NULL, is_applied boolean NOT NULL);
  CREATE TABLE _prisma_migrations (migration_name varchar(255) NOT NULL, finished_at timestamp NULL, rolled_back_at timestamp NULL);
  CREATE TABLE ${quote}__EFMigrationsHistory${quote} (${quote}MigrationId${quote} varchar(150) NOT NULL);
  CREATE TABLE ar (version varchar(255) NOT NULL);
`;

const table = (name: string, ...values: readonly string[]) => values.map((value) => `INSERT INTO ${name} VALUES (${value});`);
const go = (...values: string[]) => table('schema_migrations', ...values);
const files = (...names: string[]) => table('knex_migrations', ...names.map((name) => `'${name}', 1`));
const prismas = (...values: string[]) => table('_prisma_migrations', ...values);

const CASES: readonly Row[] = [
  [golangMigrate(), { version: 2 }, [], 'none'],
  [golangMigrate(), { version: 2 }, go('1, false'), 'behind 1'],
  [golangMigrate(), { version: 2 }, go('2, false'), 'there 2'],
  [golangMigrate(), { version: '2' }, go('2, true'), 'broken 2'],
  [golangMigrate(), { version: 2 }, go('1, true'), 'broken 1'],
  [golangMigrate(), { version: 2 }, go('3, false'), 'newer 3'],
  [golangMigrate(), { version: 2, whenNewer: 'wait' }, go('10, false'), 'ahead 10'],
  // What comes after the needed one is at work, or has failed: the needed one is whole.
  [golangMigrate(), { version: 2 }, go('3, true'), 'newer 3'],
  [golangMigrate(), { version: 20240102030405 }, go('20240102030405, false'), 'there 20240102030405'],
  [flyway(), { version: '2.1' }, table('flyway_schema_history', "1, '1', true"), 'behind 1'],
  [flyway(), { version: '2.1' }, table('flyway_schema_history', "1, '1', true", "2, '2.1', true", "3, '10', true"), 'there 2.1'],
  [flyway(), { version: '2.1' }, table('flyway_schema_history', "1, '1', true", "2, '2.1', false"), 'broken 2.1'],
  [liquibase(), { version: 'add-price' }, table('DATABASECHANGELOG', "'add-price', 'a', 'x.sql'"), 'there add-price'],
  [liquibase(), { version: 'add-price' }, table('DATABASECHANGELOG', "'first', 'a', 'x.sql'"), 'behind first'],
  [alembic(), { version: 'c3', older: ['a1', 'b2'] }, table('alembic_version', "'b2'"), 'behind b2'],
  [alembic(), { version: 'c3', older: ['a1', 'b2'] }, table('alembic_version', "'c3'"), 'there c3'],
  [alembic(), { version: 'c3', older: ['a1', 'b2'] }, table('alembic_version', "'d4'"), 'newer d4'],
  [alembic(), { version: 'c3', older: ['a1', 'b2'], whenNewer: 'wait' }, table('alembic_version', "'d4'"), 'ahead d4'],
  [alembic(), { version: 'c3', older: [] }, [], 'none'],
  [django(), { version: ['shop.0003_price', 'auth.0001_initial'] }, table('django_migrations', "'shop', '0003_price'"), 'behind shop.0003_price'],
  [django(), { version: ['shop.0003_price', 'auth.0001_initial'] }, table('django_migrations', "'shop', '0003_price'", "'auth', '0001_initial'", "'shop', '0004_x'"), 'there auth.0001_initial'],
  [knex(), { version: '002_price.js' }, files('001_first.js', '002_price.js', '003_more.js'), 'there 002_price.js'],
  [knex(), { version: '002_price.js' }, files('001_first.js'), 'behind 001_first.js'],
  [nodePgMigrate(), { version: '002_price' }, table('pgmigrations', "'001_first'", "'002_price'"), 'there 002_price'],
  [goose(), { version: 2 }, table('goose_db_version', '0, true', '1, true', '2, false'), 'behind 1'],
  [goose(), { version: 2 }, table('goose_db_version', '0, true', '1, true', '2, true'), 'there 2'],
  [prisma(), { version: '2_price' }, prismas("'1_first', '2026-01-01', NULL", "'2_price', NULL, NULL"), 'broken 2_price'],
  [prisma(), { version: '2_price' }, prismas("'2_price', NULL, '2026-01-01'", "'2_price', '2026-01-02', NULL"), 'there 2_price'],
  [efCore(), { version: '20260101_Price' }, table('`__EFMigrationsHistory`', "'20260101_Price'"), 'there 20260101_Price'],
  [otherTool({ name: 'ours', afterKill: 'clean', repair: 'again', versions: { rows: 'all', table: 'ar', version: 'version' } }), { version: '7' }, table('ar', "'7'"), 'there 7'],
];
const NAMES = ['schema_migrations', 'flyway_schema_history', 'DATABASECHANGELOG', 'alembic_version', 'django_migrations', 'knex_migrations', 'pgmigrations', 'goose_db_version', '_prisma_migrations', '`__EFMigrationsHistory`', 'ar'];

function eachCase(protocol: SqlProtocol, sql: () => (text: string) => string): void {
  const own = (text: string) => (protocol === 'postgres' ? text.replaceAll('`', '"') : text);
  test.each(CASES.map(([tool, needs, rows, state]) => [tool.name, JSON.stringify(needs), rows.join(' '), state, tool, needs] as const))(
    '%s %s %s: %s', (_, __, rows, state, tool, needs) => {
      const run = sql();
      run(NAMES.map((name) => own(`DELETE FROM ${name};`)).join('\n') + own(rows));
      expect(run(`${questionFor('test', tool, protocol, needs)};`)).toBe(state);
    },
  );
}

describeWith(['postgres', 'initdb', 'psql'], 'asks PostgreSQL which version it has', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres();
    server.sql(TABLES('"'));
  }, 60_000);
  afterAll(() => server?.stop());
  eachCase('postgres', () => server.sql);
});

describeWith(['mariadbd', 'mariadb', 'mariadb-install-db'], 'asks MariaDB which version it has', () => {
  let server: Awaited<ReturnType<typeof startMariadb>>;
  beforeAll(async () => {
    server = await startMariadb();
    server.sql(`CREATE DATABASE shop; USE shop;${TABLES('`')}`);
  }, 60_000);
  afterAll(() => server?.stop());
  eachCase('mysql', () => (text) => server.sql(`USE shop;${text}`));
});

test.each<[MigrationTool, object, RegExp]>([
  [golangMigrate(), { version: 'v2' }, /golang-migrate records one number/],
  [golangMigrate(), { version: [1, 2] }, /records one number/],
  [golangMigrate(), { version: 2, older: ['1'] }, /older is for tools whose versions have no order/],
  [alembic(), { version: 'c3' }, /older to the list of all revisions before it/],
  [knex(), { version: '1', whenNewer: 'wait' }, /remove whenNewer/],
  [knex(), { version: "x'; DROP TABLE a; --" }, /letters, digits, spaces and/],
  [knex(), { version: [] }, /letters, digits/],
  [otherTool({ name: 'ours', afterKill: 'clean', repair: 'again' }), { version: '1' }, /the library does not know where ours records its versions/],
])('%# refuses what it cannot ask', (tool, needs, message) => expect(() => questionFor('test', tool, 'postgres', needs as SchemaVersion)).toThrow(message));

test('knows a table for each tool', () => expect(activeRecord().facts.versions?.((name) => name)).toMatchObject({ table: 'schema_migrations' }));
