import { isLabel } from '../checks/names';
import { containerNotALabel } from '../messages/containers';
import type { LibraryRule } from './rule';

export const containerNames: LibraryRule = {
  id: 'container-names',
  title: 'The name of a container is a DNS label',
  why: 'Kubernetes refuses the pod.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers }, report) {
    for (const { group, index, name } of containers) {
      if (!isLabel(name)) report({ where: `${group}[${index}].name`, sentence: containerNotALabel(name) });
    }
  },
};
