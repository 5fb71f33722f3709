import { containerRestartPolicy, initRestartPolicy, podRestartPolicy } from '../messages/rules';
import { isSet } from './json';
import type { Rule } from './rule';

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  Job: ['OnFailure', 'Never'],
  CronJob: ['OnFailure', 'Never'],
  Pod: ['Always', 'OnFailure', 'Never'],
};
const ALWAYS: readonly string[] = ['Always'];

export const restartPolicy: Rule = {
  id: 'restart-policy',
  title: 'restartPolicy is one that Kubernetes takes for the kind, and none on a container but Always on a sidecar',
  why: 'Kubernetes refuses the object, or, before 1.35, silently drops the policy of a container.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  noExceptions: 'Kubernetes refuses the pod',
  judge({ containers, kind, spec }, find) {
    const allowed = ALLOWED[kind] ?? ALWAYS;
    // Where nothing is said, Kubernetes takes Always.
    const given = spec.restartPolicy ?? 'Always';
    if (!allowed.includes(given)) find({ where: 'restartPolicy', sentence: podRestartPolicy(kind, allowed), given });
    for (const container of containers) {
      const own = container.json.restartPolicy;
      if (!isSet(own) || (own === 'Always' && container.group === 'initContainers')) continue;
      const sentence = container.group === 'initContainers' ? initRestartPolicy : containerRestartPolicy;
      find({ where: container.at('restartPolicy'), sentence: sentence(container.name), given: own });
    }
  },
};
