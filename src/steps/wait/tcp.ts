import { checkKeys } from '../../checks/known-keys';
import { authority, type HostProps } from './host';
import { OVER_TCP } from './simple';
import { Target } from './target';

/** Properties of {@link tcp}. */
export interface TcpProps extends HostProps {
  /** The port. */
  readonly port: number;
}

/**
 * A port that accepts connections. It proves nothing else: a database that is still starting accepts connections, and so does the proxy of
 * a mesh before the server behind it has started. If a protocol has its own function, use that.
 *
 * @param props host and port
 * @throws {@link PreludeError} when host or port is none
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * until: tcp({ host: 'kafka', port: 9092 })
 * // args: [--timeout, '570', tcp=tcp://kafka:9092]
 */
export function tcp(props: TcpProps): Target<'accepting', never> {
  const at = 'tcp()';
  checkKeys(at, props, { host: true, port: true });
  const url = (clusterDomain?: string) => `tcp://${authority(at, props.host, props.port, clusterDomain)}`;
  url();
  return new Target('accepting', 'tcp' as never, ({ clusterDomain }) => ({ url: url(clusterDomain), parts: [...OVER_TCP, 'probe-tcp'] }));
}
