import { ofContainer, ofPod, seccompProfile } from '../../messages/privileges';
import { type Profile, text } from '../../manifest/types';
import type { Report, CheckedPod } from '../rule';

export const SECCOMP_FIELD = 'securityContext.seccompProfile';

/** True for a profile that both levels take. */
const isAllowedSeccomp = (profile: Profile): boolean => profile.type === 'RuntimeDefault' || profile.type === 'Localhost';

/** Profiles that neither level takes, of the pod and of its containers. */
export function forbiddenSeccomp({ containers, spec }: CheckedPod, report: Report): void {
  const ofAll = spec.securityContext?.seccompProfile;
  if (ofAll && !isAllowedSeccomp(ofAll)) {
    report({ where: `${SECCOMP_FIELD}.type`, sentence: seccompProfile(ofPod), given: text(ofAll.type) });
  }
  for (const container of containers) {
    const own = container.security.seccompProfile;
    if (!own || isAllowedSeccomp(own)) continue;
    report({ where: container.at(`${SECCOMP_FIELD}.type`), sentence: seccompProfile(ofContainer(container.name)), given: text(own.type) });
  }
}
