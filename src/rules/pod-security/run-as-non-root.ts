import { ofContainer, ofPod, runAsNonRootFalse, runAsNonRootMissing } from '../../messages/privileges';
import { isSet } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { hasOwnUsers, ONLY_RESTRICTED, RESTRICTED_STANDARD, WEAKER_LEVEL } from './standards';

const FIELD = 'securityContext.runAsNonRoot';

export const runAsNonRoot: LibraryRule = {
  id: 'run-as-non-root',
  levels: ONLY_RESTRICTED,
  uses: ['version'],
  title: 'Every container, or its pod, sets runAsNonRoot',
  why: 'The kubelet then refuses an image whose user is root, whatever the image says. ' +
    'From Kubernetes 1.35 on, a pod with `hostUsers: false` need not say it: its root is an ordinary user on the node.',
  see: RESTRICTED_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check(pod, report) {
    if (hasOwnUsers(pod)) return;
    const { containers, spec } = pod;
    const ofAll = spec.securityContext?.runAsNonRoot;
    if (ofAll === false) report({ where: FIELD, sentence: runAsNonRootFalse(ofPod) });
    for (const container of containers) {
      const own = container.security.runAsNonRoot;
      if (own === false) {
        report({ where: container.at(FIELD), sentence: runAsNonRootFalse(ofContainer(container.name)) });
      } else if (!isSet(own) && !isSet(ofAll)) {
        report({ where: container.at(FIELD), sentence: runAsNonRootMissing(container.name) });
      }
    }
  },
};
