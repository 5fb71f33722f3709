import { forbiddenCapability } from '../../messages/privileges';
import { list, text } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { BASELINE_CAPABILITIES, isBaselineCapability } from '../../manifest/capabilities';
import { BASELINE_STANDARD, ONLY_BASELINE, WEAKER_LEVEL } from './standards';

export const capabilitiesBaseline: LibraryRule = {
  id: 'capabilities-baseline',
  levels: ONLY_BASELINE,
  title: 'Containers add only capabilities that runtimes give by default',
  why: 'Others, such as SYS_ADMIN or NET_ADMIN, reach beyond the container.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers }, report) {
    for (const container of containers) {
      for (const added of list(container.security.capabilities?.add)) {
        const capability = text(added);
        if (isBaselineCapability(capability)) continue;
        report({
          where: container.at('securityContext.capabilities.add'),
          sentence: forbiddenCapability(capability, BASELINE_CAPABILITIES),
        });
      }
    }
  },
};
