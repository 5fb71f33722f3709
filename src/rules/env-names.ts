import { envName } from '../messages/containers';
import { list, text } from './json';
import { remember } from './remember';
import type { Rule } from './rule';

const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const isFit = remember((name) => NAME.test(name) && name !== '.' && !name.startsWith('..'));

export const envNames: Rule = {
  id: 'env-names',
  title: 'The names of variables are such as every version of Kubernetes takes',
  why: 'Before 1.32 Kubernetes refuses other names, and no shell can read them.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  noExceptions: 'Kubernetes refuses the pod',
  judge({ containers }, find) {
    for (const container of containers) {
      for (const variable of list(container.json.env)) {
        const name = text(variable?.name);
        if (!isFit(name)) find({ where: container.at(`env[${name}].name`), sentence: envName(name) });
      }
    }
  },
};
