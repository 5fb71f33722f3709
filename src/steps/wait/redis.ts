import { checkKeys } from '../../checks/known-keys';
import { givenOr } from '../../checks/values';
import { authority, type HostProps } from './host';
import { Target } from './target';

/** Properties of {@link redis}. */
export interface RedisProps extends HostProps {
  /**
   * The port.
   *
   * @default 6379
   */
  readonly port?: number;
}

/**
 * A Redis server that takes commands: one that is still loading its data is not ready, one that asks for a password is.
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
  const at = 'redis()';
  checkKeys(at, props, { host: true, port: true });
  const url = (clusterDomain?: string) => `redis://${authority(at, props.host, givenOr(props.port, 6379), clusterDomain)}`;
  url();
  return new Target('ready', 'redis', (_name, _step, clusterDomain) => ({
    url: url(clusterDomain), parts: ['probe-redis'], flags: [], env: [], mounts: [], runsIn: 'busybox',
  }));
}
