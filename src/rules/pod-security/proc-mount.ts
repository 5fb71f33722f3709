import { procMount as say } from '../../messages/privileges';
import { isSet } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, hasOwnUsers, WEAKER_LEVEL } from './standards';

export const procMount: LibraryRule = {
  id: 'proc-mount',
  levels: FROM_BASELINE,
  uses: ['version'],
  title: '/proc is masked as runtimes do by default',
  why: 'Unmasked, it shows the container what belongs to the kernel of the node, and lets root write there. ' +
    'From Kubernetes 1.35 on, `baseline` takes it in a pod with `hostUsers: false`; `restricted` never does.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check(pod, report) {
    const { containers, level } = pod;
    if (level === 'baseline' && hasOwnUsers(pod)) return;
    for (const container of containers) {
      const given = container.security.procMount;
      if (isSet(given) && given !== 'Default') {
        report({ where: container.at('securityContext.procMount'), sentence: say(container.name, level), given });
      }
    }
  },
};
