import { MigrationTool } from './migration-tool';

/**
 * Liquibase. Its lock is a row that stays when it is killed. Its versions are the ids of change sets, `id`.
 *
 * @see https://docs.liquibase.com/
 *
 * @example
 * tool: liquibase()
 * // args: [--timeout, '300', --grace, '28', --signal, NONE, --kill, never, …, --, liquibase, update]
 */
export const liquibase = (): MigrationTool<'liquibase'> => new MigrationTool({
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
});
