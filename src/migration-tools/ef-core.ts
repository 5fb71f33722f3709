import { MigrationTool } from './migration-tool';

/**
 * Entity Framework Core: `dotnet ef database update`, or a bundle that is called `efbundle`.
 *
 * @see https://learn.microsoft.com/en-us/ef/core/managing-schemas/migrations/applying
 *
 * @example
 * tool: efCore()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, /app/efbundle]
 */
export const efCore = (): MigrationTool<'ef-core'> => new MigrationTool({
  name: 'ef-core',
  commands: [
    { program: 'ef', words: ['database', 'update'] }, { program: 'dotnet-ef', words: ['database', 'update'] }, { program: 'efbundle', words: [] },
  ],
  stopSignal: 'SIGTERM',
  whenStopped: 'ends',
  lock: { kind: 'a lock of the database, from version 9 on', second: 'waits' },
  afterKill: 'unknown',
  repair: 'see what the failed migration has done, put it right by hand, then run it again',
  whenAhead: 'unknown',
  versions: (quote) => ({ rows: 'all', table: quote('__EFMigrationsHistory'), version: quote('MigrationId') }),
  basis: 'documentation',
});
