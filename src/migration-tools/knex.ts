import { checkKeys } from '../checks/known-keys';
import { checkFlag } from '../checks/values';
import { MigrationTool } from './migration-tool';

/** Properties of {@link knex}. */
export interface KnexProps {
  /**
   * True where no migration has `transaction: false`, now and later: then a kill leaves nothing behind, and it is stopped at its deadline.
   *
   * @default false
   */
  readonly allTransactions?: boolean;
  /**
   * True where nobody runs Knex's migrations on the database but steps under `databaseLock(…)`. A lock of Knex that a step finds held is that of a run that was
   * killed then, and the step frees it.
   *
   * @default false
   */
  readonly onlyBySteps?: boolean;
}

/**
 * Knex. With one migration of `transaction: false` its lock is a row that stays when it is killed. Its versions are the names of the files.
 *
 * @param props whether all migrations are transactions, and who else runs them
 * @throws {@link PreludeError} when a value is refused
 * @see https://knexjs.org/guide/migrations.html
 *
 * @example
 * tool: knex()
 * // args: [--timeout, '300', --grace, '28', --signal, NONE, --kill, never, …, --, npx, knex, 'migrate:latest']
 */
export function knex(props: KnexProps = {}): MigrationTool<'knex'> {
  checkKeys('knex()', props, { allTransactions: true, onlyBySteps: true });
  const { allTransactions = false, onlyBySteps = false } = props;
  checkFlag('knex()', 'allTransactions', allTransactions);
  checkFlag('knex()', 'onlyBySteps', onlyBySteps);
  return new MigrationTool({
    name: 'knex',
    commands: [{ program: 'knex', words: ['migrate:latest'] }, { program: 'knex', words: ['migrate:up'] }],
    ...(allTransactions
      ? { stopSignal: 'SIGTERM', whenStopped: 'ends at once; what was not committed is taken back, its lock too', afterKill: 'clean' }
      : { stopSignal: 'none', whenStopped: 'goes on to its end, for one migration without a transaction is enough to leave its lock', afterKill: 'locked' }),
    lock: { kind: 'a row of knex_migrations_lock', second: 'fails', says: "Can't take lock to run migrations: Migration table is already locked" },
    repair: 'where its lock is held by nobody who is still at work: knex migrate:unlock',
    whenAhead: 'fails',
    leftLock: onlyBySteps ? { table: 'knex_migrations_lock', held: 'is_locked = 1', free: 'is_locked = 0' } : undefined,
    versions: () => ({ rows: 'all', table: 'knex_migrations', version: 'name' }),
    basis: 'run',
  });
}
