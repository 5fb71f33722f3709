import { seccompProfileMissing } from '../../messages/privileges';
import type { LibraryRule } from '../rule';
import { forbiddenSeccomp, SECCOMP_FIELD } from './seccomp-profile';
import { isForWindows, ONLY_RESTRICTED, RESTRICTED_STANDARD, WEAKER_LEVEL } from './standards';

export const seccompProfileRestricted: LibraryRule = {
  id: 'seccomp-profile-restricted',
  levels: ONLY_RESTRICTED,
  title: 'Every container has a seccomp profile, its own or the one of the pod',
  why: 'Without one, most nodes run the container unconfined.',
  see: RESTRICTED_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check(pod, report) {
    if (isForWindows(pod.spec)) return;
    forbiddenSeccomp(pod, report);
    // A bad profile of the pod is named once already, not once more for each container that has none of its own.
    if (pod.spec.securityContext?.seccompProfile) return;
    for (const container of pod.containers) {
      if (container.security.seccompProfile) continue;
      report({ where: container.at(SECCOMP_FIELD), sentence: seccompProfileMissing(container.name) });
    }
  },
};
