import { isQualifiedName } from '../checks/names';
import { annotationKey } from '../messages/annotations';
import type { LibraryRule } from './rule';

export const annotationKeys: LibraryRule = {
  id: 'annotation-keys',
  title: 'The keys of annotations are valid',
  why: 'Kubernetes refuses the pod; keys that contain the names of a container and a variable can be longer than 63 characters.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
  noSuppression: 'Kubernetes refuses the pod',
  check({ metadata }, report) {
    for (const key in metadata.annotations) {
      // As Kubernetes does: keys of annotations may have capitals before the slash, those of labels may not.
      if (!isQualifiedName(key.toLowerCase())) report({ where: `metadata.annotations[${key}]`, sentence: annotationKey(key) });
    }
  },
};
