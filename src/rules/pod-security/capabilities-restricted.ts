import { capabilitiesNotDropped, restrictedCapability } from '../../messages/privileges';
import { list, text } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { isBaselineCapability } from '../../manifest/capabilities';
import { isForWindows, ONLY_RESTRICTED, RESTRICTED_STANDARD, WEAKER_LEVEL } from './standards';

export const capabilitiesRestricted: LibraryRule = {
  id: 'capabilities-restricted',
  levels: ONLY_RESTRICTED,
  title: 'Every container drops all capabilities, and adds at most NET_BIND_SERVICE',
  why: 'Runtimes give every container capabilities (CHOWN, SETUID, NET_RAW …) that a program without root does not need.',
  see: RESTRICTED_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers, spec }, report) {
    if (isForWindows(spec)) return;
    for (const container of containers) {
      const { capabilities } = container.security;
      if (!list(capabilities?.drop).includes('ALL')) {
        report({ where: container.at('securityContext.capabilities.drop'), sentence: capabilitiesNotDropped(container.name) });
      }
      for (const added of list(capabilities?.add)) {
        const capability = text(added);
        if (capability === 'NET_BIND_SERVICE') continue;
        const weaker = isBaselineCapability(capability) ? 'baseline' : 'privileged';
        report({
          where: container.at('securityContext.capabilities.add'),
          sentence: restrictedCapability(capability, weaker),
        });
      }
    }
  },
};
