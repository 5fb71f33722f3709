import { type ServerProps, simpleTarget } from './simple';
import type { Target } from './target';

/** Properties of {@link postgres}. */
export interface PostgresProps extends ServerProps {
  /**
   * The port.
   *
   * @default 5432
   */
  readonly port?: number;
}

/**
 * A PostgreSQL server that accepts logins, also if it requires TLS. Uses the start-up dialogue without credentials; a
 * server that is still starting or has no free connection is not ready. A pooler also answers for a database that is down.
 *
 * @param props host and port
 * @throws {@link PreludeError} when host or port is none
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * until: postgres({ host: 'db' })
 * // args: [--timeout, '570', postgres=postgres://db:5432]
 */
export function postgres(props: PostgresProps): Target<'ready', 'postgres'> {
  return simpleTarget('postgres', 5432, props, 'probe-postgres');
}
