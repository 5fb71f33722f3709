import { checkKeys } from '../../checks/known-keys';
import { givenOr } from '../../checks/values';
import { authority, type HostProps } from './host';
import { Target } from './target';

/** Properties of {@link mysql}. */
export interface MysqlProps extends HostProps {
  /**
   * The port.
   *
   * @default 3306
   */
  readonly port?: number;
}

/**
 * A MySQL or MariaDB server that accepts logins. Finishes the handshake as a user that does not exist, so that no host is
 * ever blocked for connections that were broken off.
 *
 * @param props host and port
 * @throws {@link PreludeError} when host or port is none
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * until: mysql({ host: 'db' })
 * // args: [--timeout, '570', mysql=mysql://db:3306]
 */
export function mysql(props: MysqlProps): Target<'ready', 'mysql'> {
  const at = 'mysql()';
  checkKeys(at, props, { host: true, port: true });
  const url = (clusterDomain?: string) => `mysql://${authority(at, props.host, givenOr(props.port, 3306), clusterDomain)}`;
  url();
  return new Target('ready', 'mysql', (_name, _step, clusterDomain) => ({
    url: url(clusterDomain), parts: ['probe-mysql'], flags: [], env: [], mounts: [], runsIn: 'busybox',
  }));
}
