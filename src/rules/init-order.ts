import type { PlacedContainer } from '../manifest/containers';
import { isUnchanged } from './step-programs';
import { stepIsNoSidecar, stepIsSidecar, stepMissing, stepOutOfOrder, stepRenamed } from '../messages/proofs';
import type { CheckedPod, LibraryRule } from './rule';

export const initOrder: LibraryRule = {
  id: 'init-order',
  needs: ['facts'],
  title: 'All steps are in the pod, in the order of the code, and each ends before the next starts unless it is a sidecar',
  why: 'A handle proves that its step has finished before; a patch that moves or removes a step, or makes it a sidecar, breaks that proof.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  noSuppression: 'a handle proves something only while its step runs first',
  check(pod, report) {
    const { containers, steps, declared } = pod;
    let last = -1;
    let lastStep = '';
    for (const step of steps) {
      const index = containers.findIndex((container) => container.group === 'initContainers' && container.name === step);
      const other = index < 0 ? renamed(pod, step) : undefined;
      if (other) {
        report({ where: other.at('name'), sentence: stepRenamed(step, other.name), given: other.name });
      } else if (index < 0) {
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

/** The init container that is a step in all but its name. */
const renamed = ({ containers, steps, declared }: CheckedPod, step: string): PlacedContainer | undefined => containers.find((container) =>
  container.group === 'initContainers' && !steps.includes(container.name) && declared !== undefined && isUnchanged(container, steps.indexOf(step), declared));
