import { LONGEST_ARGUMENT } from '../checks/values';
import { argumentTooLong } from '../messages/resources';
import type { PlacedContainer } from '../manifest/containers';
import { list, text } from '../manifest/types';
import type { LibraryRule } from './rule';

/** A character of a JavaScript string has at most three bytes of UTF-8. */
const SURELY_SHORT = Math.floor(LONGEST_ARGUMENT / 3) - 1;

export const argumentSize: LibraryRule = {
  id: 'argument-size',
  title: 'No argument and no variable is larger than 128 KiB',
  why: 'Linux does not start the program: "argument list too long" (MAX_ARG_STRLEN).',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  noSuppression: 'Linux does not start the program',
  check({ containers }, report) {
    for (const container of containers) {
      if (container.characters < SURELY_SHORT) continue;
      for (const [field, what, given] of argumentsOf(container)) {
        // Kubernetes turns $$ into $ on its way to the program.
        const bytes = Buffer.byteLength(given.replaceAll('$$', '$'));
        if (bytes < LONGEST_ARGUMENT) continue;
        report({ where: container.at(field), sentence: argumentTooLong(what, bytes) });
      }
    }
  },
};

/** All that the program is started with: where it stands, what to call it, and the text that Linux is given. */
function* argumentsOf({ json }: PlacedContainer): Iterable<[field: string, what: string, given: string]> {
  for (const group of ['command', 'args'] as const) {
    for (const [index, word] of list(json[group]).entries()) yield [`${group}[${index}]`, `${group}[${index}]`, text(word)];
  }
  for (const variable of list(json.env)) {
    const name = text(variable?.name);
    yield [`env[${name}].value`, `env ${name}`, `${name}=${text(variable?.value)}`];
  }
}
