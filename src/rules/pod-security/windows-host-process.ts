import { ofContainer, ofPod, windowsHostProcess as say } from '../../messages/privileges';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

const FIELD = 'securityContext.windowsOptions.hostProcess';

export const windowsHostProcess: LibraryRule = {
  id: 'windows-host-process',
  levels: FROM_BASELINE,
  title: 'No container runs as a process of a Windows node',
  why: 'Such a process is not contained at all.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers, spec }, report) {
    if (spec.securityContext?.windowsOptions?.hostProcess === true) report({ where: FIELD, sentence: say(ofPod) });
    for (const container of containers) {
      if (container.security.windowsOptions?.hostProcess === true) {
        report({ where: container.at(FIELD), sentence: say(ofContainer(container.name)) });
      }
    }
  },
};
