import { checkHost, checkPort } from '../../checks/names';
import { checkKind } from '../../checks/objects';
import { refuse } from '../../errors';
import type { NotOfKind, WantedKind } from '../../messages/compile-time';
import { hostMissing } from '../../messages/readiness';

/** Metadata, as far as a host name needs it. */
export interface HasNamespace {
  /** The namespace, if one was given. */
  readonly namespace?: string | undefined;
}

/**
 * What stands for a Service: a `Service` of cdk8s-plus, or anything with its name and namespace. `_Why` is what the compiler says first of
 * anything else: leave it out.
 */
export interface ServiceLike<_Why = WantedKind<'Service'>> {
  /** The name of the Service. */
  readonly name: string;
  /** Where it is; its namespace is added to the name where it has one. */
  readonly metadata?: HasNamespace;
  /** A workload has this property and a Service does not. */
  readonly containers?: NotOfKind<'workload', 'Service'>;
}

/** A host and a port to wait for. */
export interface HostProps {
  /**
   * The host: a DNS name or an address (`string`), or the Service: a `kplus.Service`.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
   */
  readonly host: string | ServiceLike;
}

/**
 * The host as a program can resolve it. A Service with a namespace carries that namespace, and the domain of the cluster where
 * that is known.
 */
export function hostName(at: string, host: string | ServiceLike, clusterDomain?: string): string {
  if (typeof host === 'string') return checkHost(at, host);
  checkKind(at, 'Service', host);
  if (typeof host?.name !== 'string') return refuse(at, 'host', hostMissing, host);
  const namespace = host.metadata?.namespace;
  if (namespace === undefined) return checkHost(at, host.name);
  return checkHost(at, `${host.name}.${namespace}${clusterDomain === undefined ? '' : `.svc.${clusterDomain}`}`);
}

/** `host:port` as a URL holds it: IPv6 addresses in brackets. */
export function authority(at: string, host: string | ServiceLike, port: number, clusterDomain?: string): string {
  const name = hostName(at, host, clusterDomain);
  return `${name.includes(':') ? `[${name}]` : name}:${checkPort(at, port)}`;
}
