import { MigrationTool } from './migration-tool';

/**
 * Atlas: `migrate apply`; `schema apply` is declarative.
 *
 * @see https://atlasgo.io/versioned/apply
 *
 * @example
 * tool: atlas()
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, …, --, atlas, migrate, apply, …]
 */
export const atlas = (): MigrationTool<'atlas'> => new MigrationTool({
  name: 'atlas',
  commands: [{ program: 'atlas', words: ['migrate', 'apply'] }, { program: 'atlas', words: ['schema', 'apply'], declarative: true }],
  stopSignal: 'SIGTERM',
  whenStopped: 'ends',
  lock: { kind: 'an advisory lock of the session', second: 'waits', seconds: 10 },
  afterKill: 'unknown',
  repair: 'see what the failed migration has done (atlas migrate status), put it right by hand, then: atlas migrate set VERSION',
  whenAhead: 'unknown',
  versions: () => ({ rows: 'all', table: 'atlas_schema_revisions.atlas_schema_revisions', version: 'version', counts: 'applied = total' }),
  basis: 'documentation',
});
