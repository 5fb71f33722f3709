import { hostPathVolume } from '../../messages/privileges';
import { isSet, list, text } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, ONLY_BASELINE, WEAKER_LEVEL } from './standards';

// At 'restricted' the rule volume-types says it.
export const hostPathVolumes: LibraryRule = {
  id: 'host-path-volumes',
  levels: ONLY_BASELINE,
  title: 'No volume is a directory of the node',
  why: 'A program that can write to the file system of the node can become root there.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ spec }, report) {
    for (const volume of list(spec.volumes)) {
      if (!volume || !isSet(volume.hostPath)) continue;
      const name = text(volume.name);
      report({ where: `volumes[${name}].hostPath`, sentence: hostPathVolume(name) });
    }
  },
};
