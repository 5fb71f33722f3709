import { ofContainer, ofPod, runAsRoot } from '../../messages/privileges';
import type { Rule } from '../rule';
import { ONLY_RESTRICTED, RESTRICTED_STANDARD, WEAKER_LEVEL } from './standards';

const FIELD = 'securityContext.runAsUser';

export const runAsUser: Rule = {
  id: 'run-as-user',
  levels: ONLY_RESTRICTED,
  title: 'No container is told to run as root',
  why: 'Root in a container is root on the node for whoever breaks out.',
  see: RESTRICTED_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers, spec }, report) {
    if (spec.securityContext?.runAsUser === 0) report({ where: FIELD, sentence: runAsRoot(ofPod) });
    for (const container of containers) {
      if (container.security.runAsUser === 0) {
        report({ where: container.at(FIELD), sentence: runAsRoot(ofContainer(container.name)) });
      }
    }
  },
};
