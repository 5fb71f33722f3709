import type { IConstruct } from 'constructs';
import { refuse } from '../../errors';
import { checkHandle, isHandle, type NoHandle } from '../../handles/handle';
import { type DatabaseProtocol, Ready } from '../../handles/proofs';
import type { DatabaseNotReady, HandleOfOtherPod, NotADatabase } from '../../messages/compile-time';
import { databaseNotReady, notADatabase } from '../../messages/compile-time';
import type { PodTemplate } from '../../template/pod-template';

/** A database that is ready, in this pod; else the sentence that says what is missing. */
export type Database<Step extends string, Id extends string, D> = D extends Ready<Id, DatabaseProtocol> ? D
  : D extends Ready<Id, infer P> ? NotADatabase<Step, P>
    : D extends Ready<infer Other> ? HandleOfOtherPod<Id, Other>
      : D extends NoHandle ? Ready<Id, DatabaseProtocol> : DatabaseNotReady<Step>;

/** Services that answer and are no database that one migrates. */
const NO_DATABASES = ['http', 'redis', 'memcached', 'schema'] as const;
type NoDatabase = (typeof NO_DATABASES)[number];

/** A database of any kind that is ready, in this pod; else the sentence that says what is missing. */
export type AnyDatabase<Step extends string, Id extends string, D> = D extends Ready<Id, infer P>
  ? [P] extends [NoDatabase] ? Database<Step, Id, D> : D
  : Database<Step, Id, D>;

/** Checks a database of any kind. */
export function checkAnyDatabase<Id extends string>(at: IConstruct, template: PodTemplate, step: string, database: unknown): Ready<Id> {
  const isNone = !isHandle(database) || !(database instanceof Ready) || NO_DATABASES.includes(database.protocol as NoDatabase);
  if (isNone) return checkDatabase(at, template, step, database);
  return checkHandle(at, template, 'database', database as Ready<Id>);
}

/** Checks, with the same words, what the compiler could not see. */
export function checkDatabase<Id extends string>(
  at: IConstruct, template: PodTemplate, step: string, database: unknown,
): Ready<Id, DatabaseProtocol> {
  if (!isHandle(database)) return refuse(at, 'database-not-ready', databaseNotReady(step), database);
  if (!(database instanceof Ready)) return refuse(at, 'database-not-ready', databaseNotReady(step), database.proves);
  if (database.protocol !== 'postgres' && database.protocol !== 'mysql') refuse(at, 'database-not-ready', notADatabase(step, String(database.protocol)));
  return checkHandle(at, template, 'database', database);
}
