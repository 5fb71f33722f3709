import { type Container, type Field, isSet, list, type PodSpec, text } from './types';
import { parseQuantity } from './quantity';

/** What the scheduler sets aside for a pod for its whole life. */
export interface EffectiveRequest {
  /** CPU, in thousandths of a core. */
  readonly cpuMillicores: number;
  /** Memory, in bytes. */
  readonly memoryBytes: number;
}

/**
 * The effective request of a pod: the larger of what the containers and native sidecars ask for together, and what any init
 * container asks for together with the sidecars that were started before it. What the pod itself asks for (`spec.resources`) counts
 * in place of that.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function effectiveRequest(spec: PodSpec): EffectiveRequest {
  return {
    cpuMillicores: Math.round(largest(spec, 'cpu') * 1000),
    memoryBytes: Math.round(largest(spec, 'memory')),
  };
}

function largest(spec: PodSpec, resource: string): number {
  const { init, running } = requests(spec, resource);
  return podRequest(spec, resource) ?? Math.max(init, running);
}

/** The resources that a pod can ask for itself. */
const OF_PODS = /^(?:cpu|memory|hugepages-.+)$/;

/**
 * What the pod itself asks for of a resource, which counts in place of what its containers ask for; undefined where theirs counts.
 * As Kubernetes does it: where the pod has a limit only, the requests of the containers count if there are any, else the limit.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification
 */
export function podRequest(spec: PodSpec, resource: string): number | undefined {
  if (!OF_PODS.test(resource)) return undefined;
  const { limits, requests: asked } = spec.resources ?? {};
  if (isSet(asked?.[resource])) return amountOf(asked[resource]);
  const containers = [...list(spec.initContainers), ...list(spec.containers)];
  return isSet(limits?.[resource]) && !containers.some((one) => isSet(asks(one, resource))) ? amountOf(limits[resource]) : undefined;
}

/** What is asked for of a resource while the app runs, and at most before; `by` is the init container that asks for it. */
export interface Requests {
  readonly running: number;
  readonly init: number;
  readonly by: string;
}

/** What a pod asks for of a resource, before and while the app runs. */
export function requests(spec: PodSpec, resource: string): Requests {
  let sidecars = 0;
  let init = 0;
  let by = '';
  for (const container of list(spec.initContainers)) {
    const amount = requestOf(container, resource);
    const isSidecar = container?.restartPolicy === 'Always';
    if (isSidecar) sidecars += amount;
    const together = isSidecar ? sidecars : sidecars + amount;
    if (together <= init) continue;
    init = together;
    by = text(container?.name);
  }
  const running = list(spec.containers).reduce((sum, container) => sum + requestOf(container, resource), sidecars);
  return { running, init, by };
}

function requestOf(container: Container | null | undefined, resource: string): number {
  return amountOf(asks(container, resource));
}

/** A container's request; Kubernetes takes the limit for one that is not given. */
const asks = (container: Field<Container>, resource: string): Field<string | number> =>
  container?.resources?.requests?.[resource] ?? container?.resources?.limits?.[resource];

function amountOf(amount: Field<string | number>): number {
  const parsed = parseQuantity(amount ?? 0);
  return Number.isNaN(parsed) ? 0 : parsed;
}
