import { VALUES_DIRECTORY } from '../env/values-directory';
import { PROGRAMS_DIRECTORY } from '../manifest/programs';
import { notStartedWithValues } from '../messages/values';
import { type Container, list, text } from '../manifest/types';
import type { LibraryRule } from './rule';

/** What environment.sh comes to. */
const END = 'become "$file" "$@"';

export const startedWithValues: LibraryRule = {
  id: 'started-with-values',
  title: 'A container that gets values from steps starts with the program that sets its variables',
  why: 'Without that command its arguments go to the entrypoint of the image, and the variables are not set.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  noSuppression: 'the image would start with arguments that are not meant for it',
  check({ containers }, report) {
    for (const container of containers) {
      for (const mount of list(container.json.volumeMounts)) {
        const path = text(mount?.mountPath);
        if (!path.startsWith(`${VALUES_DIRECTORY}/`)) continue;
        const variable = path.slice(VALUES_DIRECTORY.length + 1);
        const field = wrongIn(container.json, variable);
        if (field !== undefined) report({ where: container.at(field), sentence: notStartedWithValues(container.name, variable, field) });
      }
    }
  },
};

/** Where that program stands as a file. */
const FILE = `${PROGRAMS_DIRECTORY}/environment.sh`;

/** `…/busybox sh FILE --from DIRECTORY VARIABLE… -- COMMAND…`, or `sh -c PROGRAM NAME …`; else the field that says something else. */
function wrongIn({ command, args }: Container, variable: string): 'command' | 'args' | undefined {
  const [, shell, file, program] = list(command);
  if (shell !== 'sh' || (file !== FILE && (file !== '-c' || !text(program).includes(END)))) return 'command';
  const words = list(args);
  const end = words.indexOf('--');
  const named = words[0] === '--from' && words[1] === VALUES_DIRECTORY && words.slice(2, Math.max(end, 2)).includes(variable);
  return named && end < words.length - 1 ? undefined : 'args';
}
