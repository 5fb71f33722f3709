import { privilegedContainer } from '../../messages/privileges';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

export const privileged: LibraryRule = {
  id: 'privileged',
  levels: FROM_BASELINE,
  title: 'No container is privileged',
  why: 'A privileged container is root on the node.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers, level }, report) {
    for (const container of containers) {
      if (container.security.privileged === true) {
        report({ where: container.at('securityContext.privileged'), sentence: privilegedContainer(container.name, level) });
      }
    }
  },
};
