import { privilegeEscalation } from '../../messages/privileges';
import { isSet, shown } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { isForWindows, ONLY_RESTRICTED, RESTRICTED_STANDARD, WEAKER_LEVEL } from './standards';

export const allowPrivilegeEscalation: LibraryRule = {
  id: 'allow-privilege-escalation',
  levels: ONLY_RESTRICTED,
  title: 'No container can gain privileges after its start',
  why: 'Without it a setuid program in the image makes any user root in the container.',
  see: RESTRICTED_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers, spec }, report) {
    if (isForWindows(spec)) return;
    for (const container of containers) {
      const given = container.security.allowPrivilegeEscalation;
      if (given === false) continue;
      report({
        where: container.at('securityContext.allowPrivilegeEscalation'),
        sentence: privilegeEscalation(container.name),
        ...(isSet(given) ? { given: shown(given) } : {}),
      });
    }
  },
};
