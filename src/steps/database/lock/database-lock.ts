import { checkKeys } from '../../../checks/known-keys';
import { checkOneOf } from '../../../checks/values';
import { refuse } from '../../../errors';
import type { DatabaseProtocol } from '../../../handles/proofs';
import { onlySqlLocks, throughAPooler } from '../../../messages/migration-lock';
import { addressFlags, addressOf, checkLogin, type DatabaseLogin, LOGIN_KEYS, renderLogin } from '../login';
import { type LockContext, type LockSpec, OneAtATime } from '../one-at-a-time';

/** Properties of {@link databaseLock}. */
export interface DatabaseLockProps extends DatabaseLogin {
  /**
   * `session` where what stands between the pod and the database is a pooler, and it hands out whole sessions.
   *
   * @default - a host or port that looks like a pooler is refused
   */
  readonly pooler?: 'session';
}

const CA = '/prelude-lock-ca';
const POOLERS = /(?:^|[.-])(?:pg-?bouncer|pooler|pgpool|pgcat|odyssey|supavisor|proxysql)(?:[.-]|\d|$)/i;
const PORTS = new Set(['6432', '6543']);

/**
 * The step holds a lock in the database while the migration runs, with any tool: an advisory session lock in PostgreSQL, `GET_LOCK` in
 * MySQL and MariaDB, one for each database. Other runs wait until their deadline and log the holder and its start; they ask once a second and
 * never block, so that `CREATE INDEX CONCURRENTLY` does not wait for them. A migration that loses its lock is stopped.
 *
 * @param props the database and the login
 * @throws {@link PreludeError} when a value is refused
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 *
 * @example
 * oneAtATime: databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('db', 'password') })
 * // args: [--timeout, '300', --grace, '28', --alone, postgres, --clients, /prelude-client, --host, db, --port, '5432', …, --, migrate, …]
 */
export function databaseLock(props: DatabaseLockProps): OneAtATime {
  const at = 'databaseLock()';
  checkKeys<DatabaseLockProps>(at, props, { ...LOGIN_KEYS, pooler: true });
  checkLogin(at, props);
  if (props.pooler !== undefined) checkOneOf(at, 'pooler', props.pooler, ['session']);
  return new OneAtATime('one at a time by a lock in the database', (context) => lockOf(context, props), true);
}

function lockOf({ at, database: { protocol, _url: url } }: LockContext, props: DatabaseLockProps): LockSpec {
  if (protocol !== 'postgres' && protocol !== 'mysql') return refuse(at, 'migration-lock', onlySqlLocks(String(protocol)));
  const kind: DatabaseProtocol = protocol;
  const { host, port } = addressOf(url);
  if (props.pooler === undefined && (POOLERS.test(host) || PORTS.has(port))) refuse(at, 'migration-lock', throughAPooler(`${host}:${port}`));
  const { variables, flags, mounts } = renderLogin(at.node.id, 'PRELUDE_DB', CA, props);
  return {
    client: kind === 'postgres' ? 'psql' : 'mariadb',
    parts: [...(kind === 'mysql' ? ['login-mysql' as const] : []), `schema-${kind}`, `hold-${kind}`],
    flags: ['--alone', kind, ...addressFlags(url), ...flags],
    variables,
    mounts,
  };
}
