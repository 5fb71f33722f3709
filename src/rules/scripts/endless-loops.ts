import { wordsOf } from '../../declared/target';
import { endlessLoop } from '../../messages/scripts';
import { waitsOf } from '../../shell/waits';
import type { LibraryRule } from '../rule';
import { initScripts } from './scripts';

export const endlessLoops: LibraryRule = {
  id: 'endless-loops',
  severity: 'warning',
  uses: ['facts'],
  title: 'A loop of an init container has a limit',
  why: 'Kubernetes gives init containers no deadline. A loop that waits for a wrong name hangs until somebody looks, in the state Init:0/1 and without an event.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  check(pod, report) {
    // The clock of a Job ends its init containers as well.
    if (typeof pod.spec.activeDeadlineSeconds === 'number') return;
    for (const { container, script, where, isStep } of initScripts(pod)) {
      if (isStep || !container.runsToItsEnd) continue;
      for (const loop of script.loops) {
        if (loop.isBounded) continue;
        const [target] = waitsOf({ ...script, commands: [], loops: [loop] });
        report({ where, sentence: endlessLoop(loop.line, target && wordsOf(target)) });
      }
    }
  },
};
