import { finding } from '../messages/synth';
import { check, POD_SECURITY_RULES } from '../rules';
import { POD_SECURITY_LEVELS, type PodSecurity } from '../manifest/pod-security';
import type { Workload } from '../workload/workload';
import { rendered } from './rendered';

const IDS: ReadonlySet<string> = new Set(POD_SECURITY_RULES.map(({ id }) => id));

/**
 * The strongest level of the Pod Security Standards that the rendered pod of a workload meets, whatever its own level.
 *
 * @param workload a workload of this library
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 *
 * @example
 * expect(podSecurityOf(web)).toBe('restricted');
 */
export function podSecurityOf(workload: Workload): PodSecurity {
  const levels = [...POD_SECURITY_LEVELS].reverse();
  return levels.find((level) => podSecurityFindings(workload, level).length === 0) ?? 'privileged';
}

/**
 * Why the rendered pod of a workload does not meet a level: one sentence for each reason, or none if it meets the level.
 *
 * @param workload a workload of this library
 * @param level the level
 *
 * @example
 * expect(podSecurityFindings(web, 'restricted')).toEqual([]);
 */
export function podSecurityFindings(workload: Workload, level: PodSecurity): readonly string[] {
  return check({ ...rendered(workload), level })
    .filter(({ rule }) => IDS.has(rule))
    .map(finding);
}
