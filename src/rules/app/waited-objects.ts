import { waitsForJobThatGoes, waitsForOwnWorkload } from '../../messages/app-rules';
import { type AppRule, NEVER_STARTS, stepAt } from './rule';

export const waitedObjects: AppRule = {
  id: 'waited-objects',
  title: 'Objects that steps wait for can be in that state, also for pods that start later',
  why: 'A workload is not available before its own steps end, and a Job that is deleted after its time to live is never complete for a pod that starts later.',
  needs: ['manifests'],
  uses: ['facts'],
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  noSuppression: NEVER_STARTS,
  check(app, report) {
    for (const pod of app.pods) {
      for (const object of pod.objects) {
        const other = app.workloadOf(pod, object);
        const sentence = other === pod ? waitsForOwnWorkload(object.step, pod.kind, pod.name)
          : other?.ttl === undefined ? undefined : waitsForJobThatGoes(object.step, other.name, other.ttl);
        if (sentence !== undefined) report({ path: pod.path, where: stepAt(object.step), sentence });
      }
    }
  },
};
