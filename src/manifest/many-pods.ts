/** A manifest, as far as it says how many pods there are at a time. */
export interface Scaled {
  readonly spec?: {
    readonly replicas?: number | null;
    readonly parallelism?: number | null;
    readonly strategy?: { readonly type?: string | null } | null;
  };
}

/**
 * Whether several pods of a workload are meant to run at a time, or do so at each rollout. A Job of one pod is left alone: a second one is
 * rare there, and a Job is the usual place of work that is done once.
 */
export function meansSeveralPods(kind: string, { spec: { replicas, parallelism, strategy } = {} }: Scaled): boolean {
  switch (kind) {
    case 'DaemonSet': return true;
    case 'StatefulSet': return (replicas ?? 1) > 1;
    case 'Deployment': case 'ReplicaSet': return !(strategy?.type === 'Recreate' && typeof replicas === 'number' && replicas <= 1);
    case 'Job': return (parallelism ?? 1) > 1;
    default: return false;
  }
}
