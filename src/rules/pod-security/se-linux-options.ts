import { ofContainer, ofPod, seLinuxType, seLinuxUserOrRole } from '../../messages/privileges';
import { type SeLinuxOptions, text } from '../../manifest/types';
import type { Report, LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

const TYPES: readonly string[] = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const FIELD = 'securityContext.seLinuxOptions';

export const seLinuxOptions: LibraryRule = {
  id: 'se-linux-options',
  levels: FROM_BASELINE,
  title: 'SELinux types are container types; users and roles are not set',
  why: 'Another label can let a container read files of the node or of other pods.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers, spec }, report) {
    const ofAll = spec.securityContext?.seLinuxOptions;
    if (ofAll) checkOptions(ofPod, FIELD, ofAll, report);
    for (const container of containers) {
      const own = container.security.seLinuxOptions;
      if (own) checkOptions(ofContainer(container.name), container.at(FIELD), own, report);
    }
  },
};

function checkOptions(who: string, where: string, options: SeLinuxOptions, report: Report): void {
  const type = text(options.type);
  if (type !== '' && !TYPES.includes(type)) report({ where: `${where}.type`, sentence: seLinuxType(who, TYPES), given: type });
  for (const field of ['user', 'role'] as const) {
    const given = text(options[field]);
    if (given !== '') report({ where: `${where}.${field}`, sentence: seLinuxUserOrRole(who, field), given });
  }
}
