import { MigrationTool } from './migration-tool';

/**
 * goose of pressly: its command, which takes no lock.
 *
 * @see https://github.com/pressly/goose
 *
 * @example
 * tool: goose()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, goose, -dir, /migrations, postgres, …, up]
 */
export const goose = (): MigrationTool<'goose'> => new MigrationTool({
  name: 'goose',
  commands: ['up', 'up-to', 'up-by-one'].map((word) => ({ program: 'goose', words: [word] })),
  stopSignal: 'SIGTERM',
  whenStopped: 'ends; what was not committed is taken back',
  lock: { kind: undefined, second: 'races' },
  afterKill: 'clean',
  repair: 'after a migration with NO TRANSACTION, take back by hand what it has done; then run it again',
  whenAhead: 'succeeds',
  versions: () => ({ rows: 'all', table: 'goose_db_version', version: 'version_id', counts: 'is_applied' }),
  basis: 'run',
});
