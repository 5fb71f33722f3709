import { checkReason } from '../../checks/values';
import { refuse } from '../../errors';
import type { ToolDoesNotLock } from '../../messages/one-at-a-time';
import { toolDoesNotLock } from '../../messages/one-at-a-time';

/**
 * Migration tools that take a lock in the database before they change it, so that a second run waits or stops:
 * golang-migrate, Flyway, Liquibase, Atlas, Prisma (`migrate deploy`), Active Record, Knex, node-pg-migrate, EF Core 9.
 */
export type LockingTool =
  | 'golang-migrate' | 'flyway' | 'liquibase' | 'atlas' | 'prisma' | 'active-record' | 'knex' | 'node-pg-migrate' | 'ef-core';

const LOCKING_TOOLS: ReadonlySet<string> = new Set<LockingTool>([
  'golang-migrate', 'flyway', 'liquibase', 'atlas', 'prisma', 'active-record', 'knex', 'node-pg-migrate', 'ef-core',
]);

/** How a migration is kept to one at a time. Made by {@link toolLocks} or {@link unsafe}. */
export class OneAtATime {
  /** Always the same: how, said by a function of the library. */
  readonly kind = 'OneAtATime' as const;

  /** @internal */
  constructor(
    /** How, in words: stands in the YAML and in the plan. */
    readonly how: string,
  ) {
    Object.freeze(this);
  }
}

/**
 * The tool takes a lock by itself; a second run waits for it, or finds nothing to do.
 *
 * @param tool a tool that is known to lock
 * @throws {@link PreludeError} when the tool is not among them
 *
 * @example
 * oneAtATime: toolLocks('golang-migrate')
 * // annotations: { cdk8s-prelude/migrate: '… one at a time: golang-migrate locks by itself' }
 */
export function toolLocks<T extends string>(tool: string extends T ? T : T extends LockingTool ? T : LockingToolOr<T>): OneAtATime {
  if (!LOCKING_TOOLS.has(tool)) refuse('toolLocks()', 'one-at-a-time', toolDoesNotLock(String(tool)));
  return new OneAtATime(`one at a time: ${tool} locks by itself`);
}

// An editor completes an empty string by what it may be, and not by a sentence.
type LockingToolOr<T extends string> = T extends '' ? LockingTool : ToolDoesNotLock<T>;

/**
 * Nothing known keeps the migration to one at a time, and somebody has said why that is good enough.
 *
 * @param because why; shown in the YAML and in the plan
 * @throws {@link PreludeError} when the reason is missing
 *
 * @example
 * oneAtATime: unsafe('the script is idempotent: CREATE TABLE IF NOT EXISTS only')
 * // annotations: { cdk8s-prelude/migrate: '… UNSAFE, two may run at a time: the script is idempotent …' }
 */
export function unsafe(because: string): OneAtATime {
  return new OneAtATime(`UNSAFE, two may run at a time: ${checkReason('unsafe()', 'an unsafe migration', because)}`);
}
