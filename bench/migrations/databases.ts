/* The databases, and what is done in them: a database of its own for each round, in which it is counted how often the second migration was begun. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqlProtocol } from '../../src/migration-tools/question';
import { startMariadb } from '../../test/support/servers/mariadb';
import { startPostgres } from '../../test/support/servers/postgres';
import type { Place, RunTool, Second } from './tools/place';

/** A server, and what differs between them. */
export interface Database {
  readonly protocol: SqlProtocol;
  /** A migration of so many seconds. */
  sleeps(seconds: number): Second;
  /** One that is two steps, which MySQL cannot take back as one; written so that it may run twice, or as most are. */
  changes(seconds: number, twice: boolean): Second;
  /** One that may stand in no transaction. */
  index(): Second;
  /** A database of its own, with the first migration, and the second where there is one. */
  place(tool: RunTool, second: Second | undefined): Place;
  /** How often the second migration was run. */
  runs(place: Place): number;
  sql(place: Place, text: string): string;
  stop(): unknown;
}

let count = 0;
export const directory = (): string => mkdtempSync(join(tmpdir(), 'prelude-bench-'));
const inside = (...statements: readonly string[]): Second => ({ statements, outside: false });

async function postgres(tools: string): Promise<Database> {
  const server = await startPostgres({ method: 'trust', settings: ['max_connections = 200'] });
  server.sql('CREATE ROLE shop LOGIN;');
  const sql = ({ database }: { readonly database: string }, text: string) => server.sql(`\\connect ${database}\n${text}`);
  const sleeps = (seconds: number): string => `DO $$ BEGIN PERFORM nextval('bench.runs'); PERFORM pg_sleep(${seconds}); END $$`;
  return {
    protocol: 'postgres', sql, stop: () => server.stop(),
    sleeps: (seconds) => inside(sleeps(seconds)),
    changes: (seconds, twice) => inside(`ALTER TABLE one ADD COLUMN ${twice ? 'IF NOT EXISTS ' : ''}two int`, sleeps(seconds)),
    index: () => ({ statements: ['CREATE INDEX CONCURRENTLY IF NOT EXISTS of_orders ON bench.orders (id)'], outside: true }),
    place: (tool, second) => {
      const place: Place = { protocol: 'postgres', tools, directory: directory(), port: server.port, database: `round_${++count}` };
      server.sql(`CREATE DATABASE ${place.database} OWNER shop;`);
      sql(place, 'ALTER SCHEMA public OWNER TO shop; SET ROLE shop; CREATE SCHEMA bench; CREATE SEQUENCE bench.runs;');
      tool.write(place, second);
      return place;
    },
    runs: (place) => {
      const [last, called] = sql(place, 'SELECT last_value, is_called FROM bench.runs;').split('|');
      return called === 't' ? Number(last) : 0;
    },
  };
}

async function mysql(tools: string): Promise<Database> {
  const server = await startMariadb(['--max-connections=200']);
  server.sql("CREATE USER shop@'%'; GRANT ALL ON *.* TO shop@'%';");
  // MyISAM: what is counted is not taken back. Outside of the round's database, which Flyway wants empty.
  server.sql('CREATE DATABASE bench; CREATE TABLE bench.runs (round varchar(64), slept int) ENGINE=MyISAM;');
  const sleeps = (seconds: number): string => `INSERT INTO bench.runs SELECT DATABASE(), SLEEP(${seconds})`;
  const sql = ({ database }: { readonly database: string }, text: string) => server.sql(`USE ${database};\n${text}`);
  return {
    protocol: 'mysql', sql, stop: () => server.stop(),
    sleeps: (seconds) => inside(sleeps(seconds)),
    changes: (seconds, twice) => inside(`ALTER TABLE one ADD COLUMN ${twice ? 'IF NOT EXISTS ' : ''}two int`, sleeps(seconds)),
    index: () => { throw new Error('MySQL has no CREATE INDEX CONCURRENTLY'); },
    place: (tool, second) => {
      const place: Place = { protocol: 'mysql', tools, directory: directory(), port: server.port, database: `round_${++count}` };
      server.sql(`CREATE DATABASE ${place.database};`);
      tool.write(place, second);
      return place;
    },
    runs: (place) => Number(sql(place, 'SELECT COUNT(*) FROM bench.runs WHERE round = DATABASE()')),
  };
}

export const DATABASES: Readonly<Record<SqlProtocol, (tools: string) => Promise<Database>>> = { postgres, mysql };
