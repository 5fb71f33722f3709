import { type ServerProps, simpleTarget } from './simple';
import type { Target } from './target';

/** Properties of {@link memcached}. */
export interface MemcachedProps extends ServerProps {
  /**
   * The port.
   *
   * @default 11211
   */
  readonly port?: number;
}

/**
 * A Memcached server that accepts commands, also if it requires a login.
 *
 * @param props host and port
 * @throws {@link PreludeError} when host or port is none
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * until: memcached({ host: 'sessions' })
 * // args: [--timeout, '570', memcached=memcached://sessions:11211]
 */
export function memcached(props: MemcachedProps): Target<'ready', 'memcached'> {
  return simpleTarget('memcached', 11211, props, 'probe-memcached');
}
