import { initProbe } from '../messages/containers';
import { isSet } from '../manifest/types';
import type { LibraryRule } from './rule';

const FIELDS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const;

export const initProbes: LibraryRule = {
  id: 'init-probes',
  title: 'Init containers have no probes and no lifecycle hooks, unless they are sidecars',
  why: 'Kubernetes refuses the pod: an init container runs to its end and is never ready.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#differences-from-regular-containers',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers }, report) {
    for (const container of containers) {
      if (!container.runsToItsEnd) continue;
      for (const field of FIELDS) {
        if (isSet(container.json[field])) report({ where: container.at(field), sentence: initProbe(container.name, field) });
      }
    }
  },
};
