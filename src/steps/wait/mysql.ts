import { type ServerProps, simpleTarget } from './simple';
import type { Target } from './target';

/** Properties of {@link mysql}. */
export interface MysqlProps extends ServerProps {
  /**
   * The port.
   *
   * @default 3306
   */
  readonly port?: number;
}

/**
 * A MySQL or MariaDB server that accepts logins. Finishes the handshake as a user that does not exist, so that the server never
 * blocks the host for broken connections.
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
  return simpleTarget('mysql', 3306, props, 'probe-mysql');
}
