import { type ServerProps, simpleTarget } from './simple';
import type { Target } from './target';

/** Properties of {@link redis}. */
export interface RedisProps extends ServerProps {
  /**
   * The port.
   *
   * @default 6379
   */
  readonly port?: number;
}

/**
 * A Redis server that accepts commands. A server that is still loading its data is not ready; a server that asks for a password is.
 *
 * @param props host and port
 * @throws {@link PreludeError} when host or port is none
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * until: redis({ host: 'cache' })
 * // args: [--timeout, '570', redis=redis://cache:6379]
 */
export function redis(props: RedisProps): Target<'ready', 'redis'> {
  return simpleTarget('redis', 6379, props, 'probe-redis');
}
