import { containerRestartPolicy } from '../messages/containers';
import { isSet } from '../manifest/types';
import { minorOf } from '../manifest/version';
import type { Rule } from './rule';

/** Since which version of Kubernetes 1 it is so by default (KEP-5307, beta). */
const SINCE = 35;

export const containerRestartPolicies: Rule = {
  id: 'container-restart-policy',
  title: 'No container has a restartPolicy of its own, but Always on a sidecar, unless Kubernetes is 1.35 or newer',
  why: 'Before 1.35 Kubernetes refuses it or drops it without a word, and restarts the container as the pod says.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules',
  check({ asked, containers }, report) {
    const version = asked?.kubernetesVersion?.value;
    if (version !== undefined && minorOf(version) >= SINCE) return;
    for (const container of containers) {
      const { restartPolicy, restartPolicyRules } = container.json;
      if (isSet(restartPolicy) && !(restartPolicy === 'Always' && container.group === 'initContainers')) {
        report({ where: container.at('restartPolicy'), sentence: containerRestartPolicy(container.name, 'restartPolicy'), given: restartPolicy });
      }
      if (isSet(restartPolicyRules)) {
        report({ where: container.at('restartPolicyRules'), sentence: containerRestartPolicy(container.name, 'restartPolicyRules') });
      }
    }
  },
};
