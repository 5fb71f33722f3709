import { MigrationTool } from './migration-tool';

/**
 * Prisma's `migrate deploy`; `db push` is declarative. Its versions are the names of the directories of migrations.
 *
 * @see https://www.prisma.io/docs/orm/prisma-migrate
 *
 * @example
 * tool: prisma()
 * // args: [--timeout, '300', --grace, '28', --signal, NONE, --kill, never, …, --, npx, prisma, migrate, deploy]
 */
export const prisma = (): MigrationTool<'prisma'> => new MigrationTool({
  name: 'prisma',
  commands: [{ program: 'prisma', words: ['migrate', 'deploy'] }, { program: 'prisma', words: ['db', 'push'], declarative: true }],
  stopSignal: 'none',
  whenStopped: 'goes on to its end',
  lock: { kind: 'an advisory lock of the session', second: 'waits', seconds: 10, deadlocks: true, says: 'P1002' },
  afterKill: 'dirty',
  repair: 'where a migration failed (P3009), see what it has done, then: prisma migrate resolve --applied NAME, or --rolled-back NAME',
  whenAhead: 'unknown',
  versions: (quote) => ({
    rows: 'all', table: quote('_prisma_migrations'), version: 'migration_name', counts: 'finished_at IS NOT NULL AND rolled_back_at IS NULL',
    broken: 'finished_at IS NULL AND rolled_back_at IS NULL',
  }),
  basis: 'documentation',
});
