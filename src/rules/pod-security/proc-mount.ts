import { procMount as say } from '../../messages/privileges';
import { isSet } from '../../manifest/types';
import type { Rule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

export const procMount: Rule = {
  id: 'proc-mount',
  levels: FROM_BASELINE,
  title: '/proc is masked as runtimes do it',
  why: 'Unmasked, it shows the container what belongs to the kernel of the node, and lets root write there.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers }, report) {
    for (const container of containers) {
      const given = container.security.procMount;
      if (isSet(given) && given !== 'Default') {
        report({ where: container.at('securityContext.procMount'), sentence: say(container.name), given });
      }
    }
  },
};
