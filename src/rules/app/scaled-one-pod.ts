import { scaledOnePod } from '../../messages/one-at-a-time';
import { idOf } from '../one-pod';
import type { AppRule } from './rule';

export const scaledOnePods: AppRule = {
  id: 'scaled-one-pod',
  title: 'No autoscaler is put on a workload where nothing but there being one pod keeps a step to one at a time',
  why: 'An autoscaler sets the number of pods in the cluster, whatever the manifest says: then two run the step at the same time.',
  see: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  judge(app, find) {
    for (const { name, most, pods } of app.scaled()) {
      if (most !== undefined && most <= 1) continue;
      for (const { path, onePod } of pods) for (const step of onePod) find({ path, where: 'spec.replicas', sentence: scaledOnePod(idOf(path), step, name, most) });
    }
  },
};
