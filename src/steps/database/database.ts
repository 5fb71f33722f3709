import type { IConstruct } from 'constructs';
import { refuse } from '../../errors';
import { checkHandle, isHandle, type NoHandle } from '../../handles/handle';
import { type DatabaseProtocol, Ready } from '../../handles/proofs';
import type { DatabaseNotReady, HandleOfOtherPod, NotADatabase } from '../../messages/compile-time';
import { databaseNotReady, notADatabase } from '../../messages/compile-time';
import { PROTOCOLS } from '../../messages/protocols';
import type { PodTemplate } from '../../template/pod-template';

/** A database that is ready, in this pod; else the sentence that says what is missing. */
export type Database<Step extends string, Id extends string, D> = D extends Ready<Id, DatabaseProtocol> ? D
  : D extends Ready<Id, infer P> ? NotADatabase<Step, P>
    : D extends Ready<infer Other> ? HandleOfOtherPod<Id, Other>
      : D extends NoHandle ? Ready<Id, DatabaseProtocol> : DatabaseNotReady<Step>;

/** What a migration may be given: a server of these protocols, and what a command of the user's own has reached. */
const DATABASES = ['postgres', 'mysql', 'command'] as const;
/** Other services that the library can wait for; `schema` is what `migrated(…)` proves. A protocol of the user's own may be that of a database. */
export type NoDatabase = Exclude<(typeof PROTOCOLS)[number], (typeof DATABASES)[number]> | 'schema';
export const NO_DATABASES: ReadonlySet<string> = new Set([...PROTOCOLS.filter((protocol) => !(DATABASES as readonly string[]).includes(protocol)), 'schema']);

/** A database of any kind that is ready, in this pod; else the sentence that says what is missing. */
export type AnyDatabase<Step extends string, Id extends string, D> = D extends Ready<Id, infer P>
  ? [P] extends [NoDatabase] ? Database<Step, Id, D> : D
  : Database<Step, Id, D>;

/** Checks a database of any kind. */
export function checkAnyDatabase<Id extends string>(at: IConstruct, template: PodTemplate, step: string, database: unknown): Ready<Id> {
  const isNone = !isHandle(database) || !(database instanceof Ready) || NO_DATABASES.has(database.protocol);
  if (isNone) return checkDatabase(at, template, step, database);
  return checkHandle(at, template, 'database', database as Ready<Id>);
}

/** Checks, with the same words, what the compiler could not see. */
export function checkDatabase<Id extends string>(
  at: IConstruct, template: PodTemplate, step: string, database: unknown,
): Ready<Id, DatabaseProtocol> {
  if (!isHandle(database)) return refuse(at, 'database-not-ready', databaseNotReady(step), database);
  if (!(database instanceof Ready)) return refuse(at, 'database-not-ready', databaseNotReady(step), database);
  if (database.protocol !== 'postgres' && database.protocol !== 'mysql') refuse(at, 'database-not-ready', notADatabase(step, String(database.protocol)));
  return checkHandle(at, template, 'database', database);
}
