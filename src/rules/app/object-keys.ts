import { noSuchKey } from '../../messages/app-rules';
import { referencesOf } from '../references';
import type { AppRule } from './rule';

export const objectKeys: AppRule = {
  id: 'object-keys',
  title: 'Keys of ConfigMaps and Secrets that the app itself makes are there',
  why: 'A container that reads a missing key waits in CreateContainerConfigError, and a volume that takes one in ContainerCreating, for ever.',
  see: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmaps-and-pods',
  judge(app, find) {
    if (!app.hasObjects) return;
    for (const { path, namespace, spec } of app.pods) {
      for (const { kind, name, keys = [], optional, where } of spec ? referencesOf(spec) : []) {
        const there = optional ? undefined : app.keysOf(kind, namespace, name);
        for (const key of there ? keys : []) {
          if (!there?.has(key)) find({ path, where, sentence: noSuchKey(kind, name, key, [...there ?? []]) });
        }
      }
    }
  },
};
