import { meansSeveralPods, type Scaled } from '../manifest/many-pods';
import { HELPER_DIRECTORY } from '../manifest/programs';
import { type Container, isSet, list, text } from '../manifest/types';
import { migrationElsewhere } from '../messages/migration-tools';
import { container as called } from '../messages/words';
import { knownMigration } from '../migration-tools/known-tools';
import type { LibraryRule } from './rule';

export const migrations: LibraryRule = {
  id: 'migrations',
  title: 'A migration in a workload that can have several pods at the same time is a RunMigration, which runs one at a time',
  why: 'Many tools take no lock, others fail at once or give up after seconds, and a kill in the middle can leave a database that a person has to repair.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  check(pod, report) {
    if (!meansSeveralPods(pod.kind, pod.manifest as Scaled)) return;
    for (const container of pod.containers) {
      const words = ownWords(container.json);
      const found = words === undefined ? undefined : knownMigration(words);
      if (found === undefined) continue;
      const field = isSet(container.json.command) ? 'command' : 'args';
      report({ where: container.at(field), sentence: migrationElsewhere(called(container.name), found.called) });
    }
  },
};

/** What a container runs: of the library's own programs what they start, and nothing where that is a RunMigration, which says how it is stopped. */
function ownWords({ command, args }: Container): readonly string[] | undefined {
  const words = [...list(command), ...list(args)].map((word) => text(word));
  if (!words[0]?.startsWith(`${HELPER_DIRECTORY}/`)) return words;
  const at = words.indexOf('--');
  return words.slice(0, at).includes('--signal') ? undefined : words.slice(at + 1);
}
