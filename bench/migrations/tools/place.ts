/* Where a tool migrates, and what it is to do there. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MigrationTool, SchemaVersion } from '../../../src';
import type { SqlProtocol } from '../../../src/migration-tools/question';

/** Where a tool migrates. */
export interface Place {
  readonly protocol: SqlProtocol;
  /** Where install.sh has put the tools. */
  readonly tools: string;
  /** The files of the migrations. */
  readonly directory: string;
  readonly port: number;
  readonly database: string;
}

/** The migration that is begun at the moment in question. */
export interface Second {
  readonly statements: readonly string[];
  /** True where it may stand in no transaction, as `CREATE INDEX CONCURRENTLY`. */
  readonly outside: boolean;
}

/** A tool as it is run here. */
export interface RunTool {
  /** What stands in the tables. */
  readonly title: string;
  readonly tool: MigrationTool;
  /** The databases that it is run on. */
  readonly protocols: readonly SqlProtocol[];
  /** Writes its files: the first migration, and the second where there is one. */
  write(place: Place, second: Second | undefined): void;
  command(place: Place): readonly string[];
  version(number: 1 | 2): SchemaVersion;
  readonly env?: (place: Place) => Readonly<Record<string, string>>;
}

/** What the first migration does. */
export const FIRST = 'CREATE TABLE one (id int)';
export const BOTH: readonly SqlProtocol[] = ['postgres', 'mysql'];

export function put(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

/** The migrations that there are, as each is written. */
export const each = <T>(second: Second | undefined, write: (number: 1 | 2, migration: Second) => T): readonly T[] =>
  [write(1, { statements: [FIRST], outside: false }), ...(second ? [write(2, second)] : [])];

export const lines = ({ statements }: Second): string => statements.map((one) => `${one};\n`).join('');
export const named = (first: string, second: string) => (number: 1 | 2): SchemaVersion => ({ version: number === 1 ? first : second });
export const url = ({ protocol, port, database }: Place): string =>
  (protocol === 'postgres' ? `postgres://shop@127.0.0.1:${port}/${database}?sslmode=disable` : `mysql://shop@127.0.0.1:${port}/${database}`);
/** As the driver of Go for MySQL wants it. */
export const goMysql = ({ port, database }: Place, options: string): string => `shop@tcp(127.0.0.1:${port})/${database}?${options}`;
