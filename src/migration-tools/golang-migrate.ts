import { MigrationTool } from './migration-tool';

/**
 * golang-migrate. It listens to SIGINT only, and then finishes the migration at hand; any other end leaves the version marked dirty.
 *
 * @see https://github.com/golang-migrate/migrate
 *
 * @example
 * tool: golangMigrate()
 * // args: [--timeout, '300', --grace, '28', --signal, INT, --kill, never, …, --, migrate, -path, /migrations, …, up]
 */
export const golangMigrate = (): MigrationTool<'golang-migrate'> => new MigrationTool({
  name: 'golang-migrate',
  commands: [{ program: 'migrate', words: ['up'] }, { program: 'migrate', words: ['goto'] }],
  stopSignal: 'SIGINT',
  whenStopped: 'finishes the migration at hand and begins no other',
  lock: {
    kind: 'an advisory lock of the session', second: 'waits', seconds: 15, deadlocks: true,
    says: "can't acquire database lock",
  },
  afterKill: 'dirty',
  repair: 'where the version is marked dirty, see what the failed migration has done, finish it or take it back by hand, then: migrate force VERSION',
  whenAhead: 'fails',
  versions: () => ({ rows: 'one', table: 'schema_migrations', version: 'version', broken: 'dirty' }),
  basis: 'run',
});
