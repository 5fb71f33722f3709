import { graceBeyondPod } from '../messages/run';
import { type Container, isSet, list, text } from '../manifest/types';
import type { LibraryRule } from './rule';

/** What Kubernetes takes where a pod says nothing. */
export const TERMINATION_GRACE_PERIOD = 30;

/** How many seconds what a step runs may take to stop, in a pod that has so many: one is left to the script, and none is less than one. */
export const longestGrace = (terminationGracePeriod: number): number => Math.max(1, terminationGracePeriod - 1);

export const gracePeriod: LibraryRule = {
  id: 'grace-period',
  needs: ['facts'],
  title: 'The command of a step has time to stop before kubelet kills it',
  why: 'A tool that is killed in the middle of a migration can leave a schema that needs a human.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  check({ containers, steps, spec }, report) {
    const given = spec.terminationGracePeriodSeconds;
    const pod = isSet(given) ? given : TERMINATION_GRACE_PERIOD;
    for (const container of containers) {
      if (container.group !== 'initContainers' || !steps.includes(container.name)) continue;
      const grace = graceOf(container.json);
      if (grace > longestGrace(pod)) report({ where: container.at('args'), sentence: graceBeyondPod(grace, pod) });
    }
  },
};

/** What stands before the command: `--timeout SECONDS --grace SECONDS`. */
function graceOf({ args }: Container): number {
  const words = list(args);
  return words[2] === '--grace' ? Number(text(words[3])) : 0;
}
