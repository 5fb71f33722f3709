import { checkKeys } from '../checks/known-keys';
import { checkFlag } from '../checks/values';
import type { MigrationToolFacts } from './facts';
import { MigrationTool } from './migration-tool';

/** Properties of {@link liquibase}. */
export interface LiquibaseProps {
  /**
   * True where nobody runs Liquibase on the database but steps under `databaseLock(…)`. A lock of Liquibase that a step finds held is that of a run that was
   * killed then, and the step frees it.
   *
   * @default false
   */
  readonly onlyBySteps?: boolean;
}

/**
 * Liquibase. Its lock is a row that stays when it is killed. Its versions are the ids of change sets, `id`.
 *
 * @param props who else runs it
 * @throws {@link PreludeError} when a value is refused
 * @see https://docs.liquibase.com/
 *
 * @example
 * tool: liquibase()
 * // args: [--timeout, '300', --grace, '28', --signal, NONE, --kill, never, …, --, liquibase, update]
 */
export function liquibase(props: LiquibaseProps = {}): MigrationTool<'liquibase'> {
  checkKeys('liquibase()', props, { onlyBySteps: true });
  const { onlyBySteps = false } = props;
  checkFlag('liquibase()', 'onlyBySteps', onlyBySteps);
  return new MigrationTool({ ...FACTS, leftLock: onlyBySteps ? { table: 'DATABASECHANGELOGLOCK', held: 'LOCKED', free: 'LOCKED = FALSE, LOCKGRANTED = NULL, LOCKEDBY = NULL' } : undefined });
}

const FACTS = {
  name: 'liquibase',
  commands: ['update', 'update-count', 'update-to-tag', 'updateCount', 'updateToTag'].map((word) => ({ program: 'liquibase', words: [word] })),
  stopSignal: 'none',
  whenStopped: 'goes on to its end: SIGTERM leaves its lock, too',
  lock: { kind: 'a row of DATABASECHANGELOGLOCK', second: 'waits', seconds: 300, says: 'Could not acquire change log lock.  Currently locked by' },
  afterKill: 'locked',
  repair: 'where its lock is held by nobody who is still at work: liquibase release-locks',
  whenAhead: 'succeeds',
  versions: () => ({ rows: 'all', table: 'DATABASECHANGELOG', version: 'ID' }),
  basis: 'run',
} as const satisfies MigrationToolFacts;
