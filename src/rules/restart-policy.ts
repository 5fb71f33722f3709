import { noSuchRestartPolicy, podRestartPolicy, rulesWithoutPolicy } from '../messages/containers';
import { isSet } from '../manifest/types';
import type { LibraryRule } from './rule';

/** What Kubernetes takes for which kind. */
export const RESTART_POLICIES = {
  Job: ['OnFailure', 'Never'],
  CronJob: ['OnFailure', 'Never'],
  Pod: ['Always', 'OnFailure', 'Never'],
} as const;
const ALLOWED: Readonly<Record<string, readonly string[]>> = RESTART_POLICIES;
const ALWAYS: readonly string[] = ['Always'];
/** Kinds that keep their pods running; others, such as a ScaledJob, are not Kubernetes' own, and may take any. */
const KEEP_RUNNING: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Rollout', 'CloneSet']);
const POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never'];

export const restartPolicy: LibraryRule = {
  id: 'restart-policy',
  title: 'restartPolicy has a value that Kubernetes accepts for the kind',
  why: 'Kubernetes refuses the object.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers, kind, spec }, report) {
    const allowed = ALLOWED[kind] ?? (KEEP_RUNNING.has(kind) ? ALWAYS : POLICIES);
    // Where nothing is said, Kubernetes takes Always.
    const given = spec.restartPolicy ?? 'Always';
    if (!allowed.includes(given)) report({ where: 'restartPolicy', sentence: podRestartPolicy(kind, allowed), given });
    for (const container of containers) {
      const { restartPolicy: own, restartPolicyRules } = container.json;
      if (isSet(own) && !POLICIES.includes(own)) {
        report({ where: container.at('restartPolicy'), sentence: noSuchRestartPolicy(container.name, POLICIES), given: own });
      }
      if (isSet(restartPolicyRules) && !isSet(own)) {
        report({ where: container.at('restartPolicyRules'), sentence: rulesWithoutPolicy(container.name) });
      }
    }
  },
};
