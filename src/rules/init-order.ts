import { stepIsNoSidecar, stepIsSidecar, stepMissing, stepOutOfOrder } from '../messages/proofs';
import type { LibraryRule } from './rule';

export const initOrder: LibraryRule = {
  id: 'init-order',
  needs: ['facts'],
  title: 'All steps are in the pod, in the order of the code, and each ends before the next starts unless it is a sidecar',
  why: 'A handle proves that its step has finished before; a patch that moves or removes a step, or makes it a sidecar, breaks that proof.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  noSuppression: 'a handle proves something only while its step runs first',
  check({ containers, steps, declared }, report) {
    let last = -1;
    let lastStep = '';
    for (const step of steps) {
      const index = containers.findIndex((container) => container.group === 'initContainers' && container.name === step);
      if (index < 0) {
        report({ where: 'initContainers', sentence: stepMissing(step) });
      } else if (index < last) {
        report({ where: `initContainers[${step}]`, sentence: stepOutOfOrder(step, lastStep) });
      } else {
        last = index;
        lastStep = step;
      }
      const container = containers[index];
      if (!container) continue;
      const runsOn = declared?.runsOn?.includes(step) ?? false;
      if (container.runsToItsEnd === !runsOn) continue;
      report(runsOn
        ? { where: container.at('restartPolicy'), sentence: stepIsNoSidecar(step) }
        : { where: container.at('restartPolicy'), sentence: stepIsSidecar(step), given: 'Always' });
    }
  },
};
