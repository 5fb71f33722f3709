import { MigrationTool } from './migration-tool';

/**
 * Active Record of Rails. Its versions are the numbers at the beginning of the names of files.
 *
 * @see https://guides.rubyonrails.org/active_record_migrations.html
 *
 * @example
 * tool: activeRecord()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, bundle, exec, rails, 'db:migrate']
 */
export const activeRecord = (): MigrationTool<'active-record'> => new MigrationTool({
  name: 'active-record',
  commands: ['rails', 'rake'].flatMap((program) => ['db:migrate', 'db:prepare', 'db:migrate:up'].map((word) => ({ program, words: [word] }))),
  stopSignal: 'SIGTERM',
  whenStopped: 'ends; what was not committed is taken back',
  lock: { kind: 'an advisory lock of the session', second: 'fails', says: 'ActiveRecord::ConcurrentMigrationError' },
  afterKill: 'unknown',
  repair: 'in MySQL, and after disable_ddl_transaction!, take back by hand what the failed migration has done; then run it again',
  whenAhead: 'succeeds',
  versions: () => ({ rows: 'all', table: 'schema_migrations', version: 'version' }),
  basis: 'documentation',
});
