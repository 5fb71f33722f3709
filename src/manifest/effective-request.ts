import { list, type Container, type PodSpec, text } from './types';
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
 * container asks for together with the sidecars that were started before it.
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
  return Math.max(init, running);
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
  const resources = container?.resources;
  const amount = resources?.requests?.[resource] ?? resources?.limits?.[resource] ?? 0;
  const parsed = parseQuantity(amount);
  return Number.isNaN(parsed) ? 0 : parsed;
}
