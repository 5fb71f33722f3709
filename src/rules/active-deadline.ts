import { activeDeadline as say } from '../messages/containers';
import { isSet } from '../manifest/types';
import type { LibraryRule } from './rule';

const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

export const activeDeadline: LibraryRule = {
  id: 'active-deadline',
  title: 'activeDeadlineSeconds is set only where Kubernetes accepts it',
  why: 'Kubernetes refuses it in workloads that run forever; in a Pod or a Job it includes the time of the app.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  noSuppression: 'Kubernetes refuses the pod',
  check({ kind, spec }, report) {
    if (isSet(spec.activeDeadlineSeconds) && KINDS.includes(kind)) {
      report({ where: 'activeDeadlineSeconds', sentence: say(kind), given: JSON.stringify(spec.activeDeadlineSeconds) });
    }
  },
};
