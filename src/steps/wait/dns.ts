import { checkKeys } from '../../checks/known-keys';
import { hostName, type HostProps } from './host';
import { Target } from './target';

/**
 * A name that resolves, as the app would resolve it. It proves nothing else: the name of a Service resolves as soon as the
 * Service exists, with or without pods.
 *
 * @param props the host
 * @throws {@link PreludeError} when host is none
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 *
 * @example
 * until: dns({ host: 'db' })
 * // args: [--timeout, '570', dns=dns://db]
 */
export function dns(props: HostProps): Target<'resolved', never> {
  const at = 'dns()';
  checkKeys(at, props, { host: true });
  const url = (clusterDomain?: string) => `dns://${hostName(at, props.host, clusterDomain)}`;
  url();
  return new Target('resolved', 'dns' as never, ({ clusterDomain }) => ({ url: url(clusterDomain), parts: ['addresses', 'probe-dns'] }));
}
