import { scaledSingleton as sentenceOf } from '../../messages/one-at-a-time';
import { idOf } from '../singleton';
import type { AppRule } from './rule';

export const scaledSingleton: AppRule = {
  id: 'scaled-singleton',
  needs: ['manifests', 'facts'],
  title: 'No autoscaler scales a workload with a step that relies on there being only one pod',
  why: 'An autoscaler sets the number of pods in the cluster, whatever the manifest says: then two pods run the step at the same time.',
  see: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  check(app, report) {
    for (const { name, most, pods } of app.scaled()) {
      if (most !== undefined && most <= 1) continue;
      for (const { path, singleton } of pods) for (const step of singleton) report({ path, where: 'spec.replicas', sentence: sentenceOf(idOf(path), step, name, most) });
    }
  },
};
