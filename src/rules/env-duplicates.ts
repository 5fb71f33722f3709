import { envTwice } from '../messages/containers';
import { list, text } from '../manifest/types';
import type { LibraryRule } from './rule';

export const envDuplicates: LibraryRule = {
  id: 'env-duplicates',
  title: 'No container has a variable twice',
  why: 'The last one wins at first; `kubectl apply` merges them by name, and another one may remain.',
  see: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation',
  check({ containers }, report) {
    for (const container of containers) {
      const variables = list(container.json.env);
      for (let index = 1; index < variables.length; index++) {
        const name = text(variables[index]?.name);
        // The lists are short: comparing is cheaper than building a set.
        for (let other = 0; other < index; other++) {
          if (variables[other]?.name !== name) continue;
          report({ where: container.at(`env[${name}]`), sentence: envTwice(container.name, name) });
          break;
        }
      }
    }
  },
};
