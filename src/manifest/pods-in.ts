import type { PodMetadata, PodSpec } from './types';

/** A pod that a manifest holds, and the way to it. */
export interface PodInManifest {
  /** The way to what holds the metadata and the spec; empty for a Pod. */
  readonly path: readonly string[];
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
}

/**
 * Where kinds hold a pod, or a template of one: those of Kubernetes, and by shape those of others (Argo Rollout, Knative Service,
 * KEDA ScaledJob, OpenKruise CloneSet, Strimzi, operators that have a `podTemplate`).
 */
const PLACES: ReadonlyArray<readonly string[]> = [
  [], ['template'], ['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template'], ['spec', 'podTemplate'], ['spec', 'jobTargetRef', 'template'],
  ['spec', 'workload', 'template'], ['spec', 'podSpecTemplate'],
];

/** The pods that a manifest of any kind holds. */
export function podsIn(manifest: object): readonly PodInManifest[] {
  return PLACES.flatMap((path) => {
    const holder = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), manifest);
    if (!isRecord(holder) || !isRecord(holder.spec) || !hasContainers(holder.spec)) return [];
    // The containers of some other object are no pod: those of one have images.
    return [{ path, metadata: isRecord(holder.metadata) ? holder.metadata : {}, spec: holder.spec }];
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasContainers = ({ containers }: Record<string, unknown>): boolean =>
  Array.isArray(containers) && containers.some((container) => isRecord(container) && typeof container.name === 'string' && 'image' in container);
