import { nearMiss } from '../checks/near-miss';
import type { TargetFacts } from '../declared/target';
import { isSet, list, text } from '../manifest/types';
import type { Cluster } from './cluster';
import type { LivePod, LiveService } from './live';

/** A host as pods resolve it: a Service of a namespace, or of one of its pods. */
export interface ServiceName {
  readonly service: string;
  readonly namespace: string;
}

/** The names that a host can mean within the cluster, the likeliest first; none where it is an address or a name of elsewhere. */
export function serviceNames(host: string, namespace: string): readonly ServiceName[] {
  const parts = host.toLowerCase().replace(/\.$/, '').split('.');
  const [first = '', second = '', third = ''] = parts;
  if (/^\d+(?:\.\d+){3}$/.test(host) || host.startsWith('[') || first === '' || first === 'localhost') return [];
  const svc = parts.indexOf('svc');
  if (svc === 2) return [{ service: first, namespace: second }];
  if (svc === 3) return [{ service: second, namespace: third }];
  if (svc >= 0 || parts.length > 3) return [];
  if (parts.length === 1) return [{ service: first, namespace }];
  // `db.shop` is Service db of namespace shop, or pod db of Service shop.
  if (parts.length === 2) return [{ service: first, namespace: second }, { service: second, namespace }];
  return [{ service: second, namespace: third }];
}

/** A Service that a host leads to, where it is known. */
export function serviceOf(cluster: Cluster, host: string, namespace: string): LiveService | undefined {
  const names = serviceNames(host, namespace);
  return cluster.services.find(({ metadata }) =>
    names.some(({ service, namespace: where }) => text(metadata?.name) === service && text(metadata?.namespace) === where));
}

/** The Service that was meant by a name that none has. */
export const nearService = (cluster: Cluster, { service, namespace }: ServiceName): string | undefined =>
  nearMiss(service, cluster.services.filter(({ metadata }) => text(metadata?.namespace) === namespace).map(({ metadata }) => text(metadata?.name)));

/** The pods that a Service selects, those that are being deleted left out. */
export function podsOf(cluster: Cluster, { metadata, spec }: LiveService): readonly LivePod[] {
  const asked = Object.entries(spec?.selector ?? {});
  if (asked.length === 0) return [];
  return cluster.pods.filter((pod) => text(pod.metadata?.namespace) === text(metadata?.namespace) && !isSet(pod.metadata?.deletionTimestamp)
    && asked.every(([key, value]) => pod.metadata?.labels?.[key] === value));
}

/** True where a pod takes requests. */
export const isReady = ({ status }: LivePod): boolean => list(status?.conditions).some((condition) => condition?.type === 'Ready' && condition.status === 'True');

export const portsOf = ({ spec }: LiveService): readonly number[] => list(spec?.ports).flatMap((port) => port?.port ?? []);

/** Where a Service sends connections, and the ports that are there. */
export interface WrongPort {
  readonly to: string;
  readonly declared: readonly number[];
}

/**
 * The port of the pods that a Service sends a port to, and the ports that their containers declare, where these speak against it. A declared
 * port is a comment only, so that this is no proof: it is asked only when nobody answers.
 */
export function wrongTargetPort(service: LiveService, pods: readonly LivePod[], { port }: TargetFacts): WrongPort | undefined {
  const found = list(service.spec?.ports).find((one) => port === undefined || one?.port === port);
  if (!found) return undefined;
  const to = found.targetPort ?? found.port ?? '';
  const declared = pods.flatMap(({ spec }) => [...list(spec?.containers), ...list(spec?.initContainers)].flatMap((container) =>
    list(container?.ports).filter(isSet).map((one) => ({ port: one.containerPort ?? undefined, name: (one as { readonly name?: unknown }).name }))));
  const numbers = [...new Set(declared.flatMap((one) => one.port ?? []))];
  const isThere = declared.some((one) => one.port === to || one.name === to);
  return isThere || numbers.length === 0 ? undefined : { to: String(to), declared: numbers };
}
