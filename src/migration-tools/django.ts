import { MigrationTool } from './migration-tool';

/**
 * Django's migrations. Their versions are called `app.name`, such as `shop.0003_price`.
 *
 * @see https://docs.djangoproject.com/en/stable/topics/migrations/
 *
 * @example
 * tool: django()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, python, manage.py, migrate]
 */
export const django = (): MigrationTool<'django'> => new MigrationTool({
  name: 'django',
  commands: [{ program: 'manage.py', words: ['migrate'] }, { program: 'django-admin', words: ['migrate'] }, { program: 'django', words: ['migrate'] }],
  stopSignal: 'SIGTERM',
  whenStopped: 'ends at once; what was not committed is taken back',
  lock: { kind: undefined, second: 'races' },
  afterKill: 'clean',
  repair: 'in MySQL, and after a migration with atomic = False, take back by hand what the failed migration has done; then run it again',
  whenAhead: 'succeeds',
  versions: () => ({ rows: 'all', table: 'django_migrations', version: "CONCAT(app, '.', name)" }),
  basis: 'run',
});
