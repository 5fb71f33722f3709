import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import * as say from '../messages/schema-version';
import type { LockRow, Quote, VersionTable } from './facts';
import type { MigrationTool } from './migration-tool';

/** The version that a release needs, as its tool calls it. */
export interface SchemaVersion {
  /**
   * The version that must be there: the number of golang-migrate; the names of one or more migrations for tools that note each
   * (`shop.0003_price` of Django, the file of Knex, the id of Liquibase …); the revision of Alembic.
   */
  readonly version: string | number | readonly string[];
  /**
   * All revisions that come before it, for a tool without an order of versions (Alembic): what is not among them counts as newer.
   *
   * @default - none; Alembic needs them
   */
  readonly older?: readonly string[];
  /**
   * What a newer version means, as after a rollback: the pod starts, or waits. Only a tool that notes one version can tell (golang-migrate, Alembic).
   *
   * @default 'start'
   */
  readonly whenNewer?: 'start' | 'wait';
}

export const VERSION_KEYS = { version: true, older: true, whenNewer: true } as const;

/** The databases that can be asked. */
export type SqlProtocol = 'postgres' | 'mysql';

const VERSION = /^[\p{L}\p{N} ._:@/+-]{1,200}$/u;
const DIALECTS: Readonly<Record<SqlProtocol, { readonly quote: Quote; readonly text: string }>> = {
  postgres: { quote: (name) => `"${name}"`, text: 'VARCHAR(500)' },
  mysql: { quote: (name) => `\`${name}\``, text: 'CHAR(500)' },
};

/** The versions that are asked for, checked. */
export function checkVersion(at: IConstruct | string, tool: MigrationTool, { version, older, whenNewer }: SchemaVersion): readonly string[] {
  const { versions, name } = tool.facts;
  if (versions === undefined) return refuse(at, 'migration-tool', say.noVersions(name));
  const asked: readonly unknown[] = Array.isArray(version) ? version : [version];
  const wanted = asked.map((one) => (typeof one === 'number' ? String(one) : one));
  const all: readonly unknown[] = [...wanted, ...(older ?? [])];
  const wrong = all.find((one) => typeof one !== 'string' || !VERSION.test(one));
  if (wanted.length === 0 || all.some((one) => one === wrong && (typeof one !== 'string' || !VERSION.test(one)))) refuse(at, 'schema-version', say.notAVersion, wrong);
  const { rows } = versions(DIALECTS.postgres.quote);
  if (rows === 'one' && (wanted.length > 1 || !/^\d{1,18}$/.test(wanted[0] as string))) refuse(at, 'schema-version', say.oneNumber(name), version);
  if (rows === 'heads' && (wanted.length > 1 || older === undefined)) refuse(at, 'schema-version', say.needsOlder(name), version);
  if (rows !== 'heads' && older !== undefined) refuse(at, 'schema-version', say.olderForHeads(name), older);
  if (rows === 'all' && whenNewer !== undefined) refuse(at, 'schema-version', say.cannotTellNewer(name), whenNewer);
  if (whenNewer !== undefined && whenNewer !== 'start' && whenNewer !== 'wait') refuse(at, 'choice', say.startOrWait, whenNewer);
  return wanted as readonly string[];
}

/**
 * One statement that says in one row which version is there, compared with the one that is needed: `there V`, `newer V`, `behind V`, `broken V` or
 * `none`. A newer version that is not welcome is `ahead V`.
 */
export function questionFor(at: IConstruct | string, tool: MigrationTool, protocol: SqlProtocol, needs: SchemaVersion): string {
  const wanted = checkVersion(at, tool, needs);
  const { quote, text } = DIALECTS[protocol];
  const rows = (tool.facts.versions as (quote: Quote) => VersionTable)(quote);
  const newer = needs.whenNewer === 'wait' ? 'ahead ' : 'newer ';
  const asText = `CAST(${rows.version} AS ${text})`;
  switch (rows.rows) {
    case 'one': return ofOne(rows, wanted[0] as string, newer);
    case 'all': return ofAll(rows, asText, wanted);
    default: return ofHeads(rows, asText, wanted[0] as string, needs.older ?? [], newer);
  }
}

/** What frees the lock of a tool that a killed run has left. */
export const freeingSql = ({ table, held, free }: LockRow): string => `UPDATE ${table} SET ${free} WHERE ${held}`;

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const isBroken = ({ broken }: VersionTable): string => (broken === undefined ? '1 = 0' : `MAX(CASE WHEN ${broken} THEN 1 ELSE 0 END) = 1`);

/** A newer version was begun after the needed one had ended, whatever has become of it. */
const ofOne = (rows: VersionTable, wanted: string, newer: string): string => [
  `SELECT CASE WHEN COUNT(*) = 0 THEN 'none' WHEN MAX(${rows.version}) > ${wanted} THEN CONCAT('${newer}', MAX(${rows.version}))`,
  `WHEN ${isBroken(rows)} THEN CONCAT('broken ', MAX(${rows.version})) WHEN MAX(${rows.version}) = ${wanted} THEN CONCAT('there ', MAX(${rows.version}))`,
  `ELSE CONCAT('behind ', MAX(${rows.version})) END FROM ${rows.table}`,
].join(' ');

function ofAll(rows: VersionTable, asText: string, wanted: readonly string[]): string {
  const counts = rows.counts ?? '1 = 1';
  const names = wanted.map(literal).join(', ');
  return [
    `SELECT CASE WHEN COUNT(DISTINCT CASE WHEN ${counts} AND ${asText} IN (${names}) THEN ${asText} END) = ${new Set(wanted).size} THEN CONCAT('there ', ${literal(wanted.at(-1) as string)})`,
    `WHEN ${isBroken(rows)} THEN CONCAT('broken ', MAX(CASE WHEN ${rows.broken ?? '1 = 0'} THEN ${asText} END)) WHEN COUNT(*) = 0 THEN 'none'`,
    `ELSE CONCAT('behind ', COALESCE(MAX(CASE WHEN ${counts} THEN ${asText} END), 'nothing')) END FROM ${rows.table}`,
  ].join(' ');
}

function ofHeads(rows: VersionTable, asText: string, wanted: string, older: readonly string[], newer: string): string {
  const old = older.length === 0 ? '1 = 0' : `${asText} IN (${older.map(literal).join(', ')})`;
  return [
    `SELECT CASE WHEN COUNT(*) = 0 THEN 'none' WHEN MAX(CASE WHEN ${asText} = ${literal(wanted)} THEN 1 ELSE 0 END) = 1 THEN CONCAT('there ', ${literal(wanted)})`,
    `WHEN MAX(CASE WHEN ${old} THEN 1 ELSE 0 END) = 1 THEN CONCAT('behind ', MAX(CASE WHEN ${old} THEN ${asText} END))`,
    `ELSE CONCAT('${newer}', MAX(${asText})) END FROM ${rows.table}`,
  ].join(' ');
}
