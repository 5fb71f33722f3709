import { isSubdomain } from '../checks/names';
import { annotationKey } from '../messages/rules';
import type { Rule } from './rule';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

export const annotationKeys: Rule = {
  id: 'annotation-keys',
  title: 'The keys of annotations are such as Kubernetes takes',
  why: 'Kubernetes refuses the pod; keys that are made of the names of a container and a variable can grow beyond 63 characters.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
  noExceptions: 'Kubernetes refuses the pod',
  judge({ metadata }, find) {
    for (const key in metadata.annotations) {
      const slash = key.indexOf('/');
      if (NAME.test(key.slice(slash + 1)) && (slash < 0 || isSubdomain(key.slice(0, slash).toLowerCase()))) continue;
      find({ where: `metadata.annotations[${key}]`, sentence: annotationKey(key) });
    }
  },
};
