import { noSuchKey } from '../../messages/app-rules';
import type { AppRule } from './rule';

export const objectKeys: AppRule = {
  id: 'object-keys',
  needs: ['manifests'],
  title: 'Pods refer only to existing keys of the ConfigMaps and Secrets that the app creates',
  why: 'A container that reads a missing key waits in CreateContainerConfigError, and a volume that refers to one waits in ContainerCreating, forever.',
  see: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmaps-and-pods',
  check(app, report) {
    for (const pod of app.pods) {
      for (const { kind, name, keys = [], optional, where } of app.referencesOf(pod)) {
        const there = optional ? undefined : app.keysOf(kind, pod.namespace, name);
        for (const key of there ? keys : []) {
          if (!there?.has(key)) report({ path: pod.path, where, sentence: noSuchKey(kind, name, key, [...there ?? []]) });
        }
      }
    }
  },
};
