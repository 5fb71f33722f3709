import { workloadTwice } from '../../messages/app-rules';
import type { AppPod } from './objects';
import type { AppRule } from './rule';

export const uniqueWorkloads: AppRule = {
  id: 'unique-workloads',
  needs: ['manifests'],
  title: 'No two workloads of a chart have the same kind, namespace and name',
  why: 'Kubernetes treats them as one object: the second one replaces the first, or is refused.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  noSuppression: 'one of the two would never exist',
  check(app, report) {
    const seen = new Map<string, AppPod>();
    for (const pod of app.pods) {
      const object = `${pod.chart}/${pod.kind}/${pod.namespace}/${pod.name}`;
      const first = seen.get(object);
      if (first === undefined) {
        if (pod.name !== '') seen.set(object, pod);
        continue;
      }
      // Told by one that is of this library.
      const [told, other] = pod.spec ? [pod, first] : [first, pod];
      report({ path: told.path, where: 'metadata.name', sentence: workloadTwice(pod.kind, pod.name, other.path) });
    }
  },
};
