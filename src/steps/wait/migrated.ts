import { checkKeys } from '../../checks/known-keys';
import { refuse } from '../../errors';
import { MigrationTool } from '../../migration-tools/migration-tool';
import { checkVersion, questionFor, type SchemaVersion, type SqlProtocol, VERSION_KEYS } from '../../migration-tools/question';
import { notATool } from '../../messages/migration-tools';
import { notASqlServer } from '../../messages/schema-version';
import { checkLogin, type DatabaseLogin, LOGIN_KEYS, renderLogin } from '../database/login';
import { Target } from './target';

/** Properties of {@link migrated}. */
export interface MigratedProps extends DatabaseLogin, SchemaVersion {
  /** The database: `postgres(…)` or `mysql(…)`. */
  readonly server: Target<'ready', SqlProtocol>;
  /** The tool that migrates it, whose table the step reads: `golangMigrate()`, `alembic()` … */
  readonly tool: MigrationTool;
}

/**
 * A schema that has at least the version that this release needs, asked of the database itself: in the table of the tool, by a login that
 * may do no more than read it. That is as true a month later, when the Job that migrated is long gone, and after a rollback, where the schema is newer.
 *
 * The wait gives `migrated`. It runs in an image with `psql` or `mariadb`: targets of other images want a wait of their own.
 *
 * @param props the server, the tool, the version and the login
 * @throws {@link PreludeError} when the tool has no such versions, or a value is refused
 *
 * @example
 * const schema = new WaitForService(web, 'schema', {
 *   until: migrated({ server: postgres({ host: 'db' }), tool: golangMigrate(), version: 12, databaseName: 'shop', login: 'reader', password: secretKey('db', 'reader') }),
 * });
 * schema.migrated; // a handle
 * // args: [--timeout, '570', 'schema=migrated://db:5432', --kind, postgres, --login, PRELUDE_DB_SCHEMA, --question, 'SELECT CASE …', …]
 */
export function migrated(props: MigratedProps): Target<'ready', 'schema'> {
  const at = 'migrated()';
  checkKeys<MigratedProps>(at, props, { ...LOGIN_KEYS, ...VERSION_KEYS, server: true, tool: true });
  const { server, tool } = props;
  if (!(server instanceof Target) || (server.protocol !== 'postgres' && server.protocol !== 'mysql')) return refuse(at, 'wait-target', notASqlServer, server);
  if (!(tool instanceof MigrationTool)) return refuse(at, 'migration-tool', notATool, tool);
  checkLogin(at, props);
  const versions = checkVersion(at, tool, props);
  const kind: SqlProtocol = server.protocol;
  const question = questionFor(at, tool, kind, props);
  return new Target('ready', 'schema', (context) => {
    const prefix = `PRELUDE_DB_${context.name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
    const { variables, flags, mounts } = renderLogin(context.step, prefix, `/prelude-ca/${context.name}`, props);
    const address = server._spec(context).url.replace(/^[a-z]+:\/\//, '');
    return {
      url: `migrated://${address}`,
      proves: `the schema of ${address} has version ${versions.join(', ')} of ${tool.name}, or newer`,
      parts: ['clients', ...(kind === 'mysql' ? ['login-mysql' as const] : []), `schema-${kind}`, 'probe-migrated'],
      flags: ['--kind', kind, '--login', prefix, ...flags, '--question', question, '--repair', tool.facts.repair, '--attempt', '15'],
      env: variables,
      mounts,
      runsIn: kind === 'postgres' ? 'postgres' : 'mariadb',
    };
  });
}
