import { envName } from '../messages/containers';
import { list, text } from '../manifest/types';
import { remember } from '../manifest/remember';
import type { LibraryRule } from './rule';

const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const isFit = remember((name) => NAME.test(name) && name !== '.' && !name.startsWith('..'));

export const envNames: LibraryRule = {
  id: 'env-names',
  title: 'The names of variables are valid in every version of Kubernetes',
  why: 'Before 1.32 Kubernetes refuses other names, and no shell can read them.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers }, report) {
    for (const container of containers) {
      for (const variable of list(container.json.env)) {
        const name = text(variable?.name);
        if (!isFit(name)) report({ where: container.at(`env[${name}].name`), sentence: envName(name) });
      }
    }
  },
};
