import { volumeNameTwice } from '../messages/mounts';
import { list, text } from '../manifest/types';
import type { LibraryRule } from './rule';

export const uniqueVolumeNames: LibraryRule = {
  id: 'unique-volume-names',
  title: 'No two volumes of a pod have the same name',
  why: 'Kubernetes refuses the pod.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work',
  noSuppression: 'Kubernetes refuses the pod',
  check({ spec }, report) {
    const volumes = list(spec.volumes);
    for (let index = 1; index < volumes.length; index++) {
      const name = text(volumes[index]?.name);
      if (name === '') continue;
      for (let before = 0; before < index; before++) {
        if (text(volumes[before]?.name) !== name) continue;
        report({ where: `volumes[${index}].name`, sentence: volumeNameTwice(name, `volumes[${before}]`) });
        break;
      }
    }
  },
};
