import { activeDeadline as say } from '../messages/containers';
import { isSet } from '../manifest/types';
import type { LibraryRule } from './rule';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

export const activeDeadline: LibraryRule = {
  id: 'active-deadline',
  title: 'activeDeadlineSeconds stands only where Kubernetes takes it',
  why: 'It is refused in what runs forever; in a Pod or a Job it counts the app\'s time as well.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  noSuppression: 'Kubernetes refuses the pod',
  check({ kind, spec }, report) {
    if (isSet(spec.activeDeadlineSeconds) && KINDS.includes(kind)) {
      report({ where: 'activeDeadlineSeconds', sentence: say(kind), given: JSON.stringify(spec.activeDeadlineSeconds) });
    }
  },
};
