import { MigrationTool } from './migration-tool';

/**
 * Flyway. Its versions are those in the names of the files: `2.1` of `V2.1__price.sql`.
 *
 * @see https://documentation.red-gate.com/flyway
 *
 * @example
 * tool: flyway()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, flyway, migrate]
 */
export const flyway = (): MigrationTool<'flyway'> => new MigrationTool({
  name: 'flyway',
  commands: [{ program: 'flyway', words: ['migrate'] }],
  stopSignal: 'SIGTERM',
  whenStopped: 'ends at once; what was not committed is taken back',
  lock: {
    kind: 'an advisory lock of the transaction or the session', second: 'waits', seconds: 50,
    says: 'Number of retries exceeded while attempting to acquire PostgreSQL advisory lock',
  },
  afterKill: 'clean',
  repair: 'where the history has a failed migration (MySQL), take back by hand what it has done, then: flyway repair',
  whenAhead: 'succeeds',
  versions: () => ({ rows: 'all', table: 'flyway_schema_history', version: 'version', counts: 'success', broken: 'NOT success' }),
  basis: 'run',
});
