import { containerNameTwice } from '../messages/containers';
import type { LibraryRule } from './rule';

export const uniqueContainerNames: LibraryRule = {
  id: 'unique-container-names',
  title: 'No two containers of a pod have the same name, init containers included',
  why: 'Kubernetes refuses the pod.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers }, report) {
    for (const [index, container] of containers.entries()) {
      const other = containers.findIndex(({ name }) => name === container.name);
      if (other === index || container.name === '') continue;
      const place = ({ group, index: at }: typeof container) => `${group}[${at}]`;
      const first = containers[other] ?? container;
      report({ where: `${place(container)}.name`, sentence: containerNameTwice(container.name, place(first)) });
    }
  },
};
