import { MigrationTool } from './migration-tool';

/**
 * node-pg-migrate. Its versions are the names of the files, without `.js` or `.sql`.
 *
 * @see https://salsita.github.io/node-pg-migrate/
 *
 * @example
 * tool: nodePgMigrate()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, npx, node-pg-migrate, up]
 */
export const nodePgMigrate = (): MigrationTool<'node-pg-migrate'> => new MigrationTool({
  name: 'node-pg-migrate',
  commands: [{ program: 'node-pg-migrate', words: ['up'] }],
  stopSignal: 'SIGTERM',
  whenStopped: 'ends at once; what was not committed is taken back',
  lock: { kind: 'an advisory lock of the session', second: 'fails', says: 'Another migration is already running' },
  afterKill: 'clean',
  repair: 'after a migration without a transaction, take back by hand what it has done; then run it again',
  whenAhead: 'succeeds',
  versions: () => ({ rows: 'all', table: 'pgmigrations', version: 'name' }),
  basis: 'run',
});
