import { checkKeys } from '../../checks/known-keys';
import { givenOr } from '../../checks/values';
import { authority, type HostProps } from './host';
import { Target } from './target';

/** Properties of {@link postgres}. */
export interface PostgresProps extends HostProps {
  /**
   * The port.
   *
   * @default 5432
   */
  readonly port?: number;
}

/**
 * A PostgreSQL server that accepts logins, also where it insists on TLS. Speaks the start-up dialogue without credentials; a
 * server that is still starting or has no connection left is not ready. A pooler answers for a database that is down.
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
  const at = 'postgres()';
  checkKeys(at, props, { host: true, port: true });
  const url = (clusterDomain?: string) => `postgres://${authority(at, props.host, givenOr(props.port, 5432), clusterDomain)}`;
  url();
  return new Target('ready', 'postgres', (_name, _step, clusterDomain) => ({
    url: url(clusterDomain), parts: ['probe-postgres'], flags: [], env: [], mounts: [], runsIn: 'busybox',
  }));
}
