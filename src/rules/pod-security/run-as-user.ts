import { ofContainer, ofPod, runAsRoot } from '../../messages/privileges';
import type { LibraryRule } from '../rule';
import { hasOwnUsers, ONLY_RESTRICTED, RESTRICTED_STANDARD, WEAKER_LEVEL } from './standards';

const FIELD = 'securityContext.runAsUser';

export const runAsUser: LibraryRule = {
  id: 'run-as-user',
  levels: ONLY_RESTRICTED,
  uses: ['version'],
  title: 'No container is told to run as root',
  why: 'Root in a container is root on the node for an attacker who breaks out. ' +
    'From Kubernetes 1.35 on, a pod with `hostUsers: false` may: its root is an ordinary user on the node.',
  see: RESTRICTED_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check(pod, report) {
    if (hasOwnUsers(pod)) return;
    const { containers, spec } = pod;
    if (spec.securityContext?.runAsUser === 0) report({ where: FIELD, sentence: runAsRoot(ofPod) });
    for (const container of containers) {
      if (container.security.runAsUser === 0) {
        report({ where: container.at(FIELD), sentence: runAsRoot(ofContainer(container.name)) });
      }
    }
  },
};
