/** A manifest, as far as it says how many pods there are at a time. */
export interface Scaled {
  readonly spec?: { readonly replicas?: number | null; readonly parallelism?: number | null; readonly podReplacementPolicy?: string | null };
}

/**
 * Whether two pods of a workload can run at a time. A Deployment makes new pods before old ones have gone, whatever its replicas; a Job
 * replaces a pod that is going, unless it is told to wait until it has failed.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy
 */
export function runsManyPods(kind: string, { spec }: Scaled): boolean {
  switch (kind) {
    case 'Pod': return false;
    case 'StatefulSet': return (spec?.replicas ?? 1) > 1;
    case 'Job': return spec?.podReplacementPolicy !== 'Failed' || (spec.parallelism ?? 1) > 1;
    default: return true;
  }
}
