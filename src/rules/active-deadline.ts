import { activeDeadline as say } from '../messages/containers';
import { isSet } from './json';
import type { Rule } from './rule';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

export const activeDeadline: Rule = {
  id: 'active-deadline',
  title: 'activeDeadlineSeconds stands only where Kubernetes takes it',
  why: 'It is refused in what runs for ever; in a Pod or a Job it counts the app\'s time as well.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  noExceptions: 'Kubernetes refuses the pod',
  judge({ kind, spec }, find) {
    if (isSet(spec.activeDeadlineSeconds) && KINDS.includes(kind)) {
      find({ where: 'activeDeadlineSeconds', sentence: say(kind), given: JSON.stringify(spec.activeDeadlineSeconds) });
    }
  },
};
