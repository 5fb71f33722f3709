import { MigrationTool } from './migration-tool';

/**
 * Alembic, also by Flask-Migrate. It takes no lock, and its revisions have no order: `migrated(…)` is told which ones are older.
 *
 * @see https://alembic.sqlalchemy.org/en/latest/tutorial.html
 *
 * @example
 * tool: alembic()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, alembic, upgrade, head]
 */
export const alembic = (): MigrationTool<'alembic'> => new MigrationTool({
  name: 'alembic',
  commands: [{ program: 'alembic', words: ['upgrade'] }, { program: 'flask', words: ['db', 'upgrade'] }],
  stopSignal: 'SIGTERM',
  whenStopped: 'ends at once; what was not committed is taken back',
  lock: { kind: undefined, second: 'races' },
  afterKill: 'clean',
  repair: 'in MySQL, which commits each DDL by itself, take back by hand what the failed revision has done; then run it again',
  whenAhead: 'fails',
  versions: () => ({ rows: 'heads', table: 'alembic_version', version: 'version_num' }),
  basis: 'run',
});
