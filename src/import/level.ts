import { POD_SECURITY_LEVELS, type PodSecurity } from '../manifest/pod-security';
import { checkOther } from '../rules';
import type { ImportedWorkload } from './read';

/** The strongest level that the pods of a workload meet. */
export function levelOf({ manifest, pod, kind }: ImportedWorkload): PodSecurity {
  const meets = (level: PodSecurity) => checkOther(
    { path: '', kind, level, spec: pod.spec, metadata: pod.metadata ?? {}, manifest, steps: [] }, undefined, []).length === 0;
  return (['restricted', 'baseline'] as const).find(meets) ?? 'privileged';
}

/** The weakest of levels. */
export const weakest = (levels: readonly PodSecurity[]): PodSecurity =>
  POD_SECURITY_LEVELS[Math.min(...levels.map((level) => POD_SECURITY_LEVELS.indexOf(level)))] ?? 'restricted';
