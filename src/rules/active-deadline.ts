import { activeDeadline as say } from '../messages/rules';
import { isSet } from './json';
import { EVERY_LEVEL, type Rule } from './rule';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

export const activeDeadline: Rule = {
  id: 'active-deadline',
  levels: EVERY_LEVEL,
  title: 'activeDeadlineSeconds stands only where Kubernetes takes it',
  why: 'It is refused in what runs for ever; in a Pod or a Job it counts the app\'s time as well.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  judge({ kind, spec }, find) {
    if (isSet(spec.activeDeadlineSeconds) && KINDS.includes(kind)) {
      find({ where: 'activeDeadlineSeconds', sentence: say(kind), given: String(spec.activeDeadlineSeconds) });
    }
  },
};
