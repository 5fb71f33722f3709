import { meansSeveralPods, type Scaled } from '../manifest/many-pods';
import { HELPER_DIRECTORY } from '../manifest/programs';
import { type Container, isSet, list, text } from '../manifest/types';
import { migrationElsewhere } from '../messages/migration-tools';
import { container as called } from '../messages/words';
import { migrationIn } from '../migration-tools/known-tools';
import { containerScript } from '../shell/container-script';
import type { LibraryRule } from './rule';

export const migrations: LibraryRule = {
  id: 'migrations',
  title: 'A migration in a workload that can have several pods at the same time is a RunMigration, which runs one at a time',
  why: 'Many tools take no lock, others fail at once or give up after seconds, and a kill in the middle can leave a database that a person has to repair.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  check(pod, report) {
    if (!meansSeveralPods(pod.kind, pod.manifest as Scaled)) return;
    for (const container of pod.containers) {
      const ofLibrary = isStarted(container.json);
      const script = ofLibrary && isRunMigration(container.json) ? undefined : containerScript(container, ofLibrary);
      const found = script && migrationIn(script);
      if (found === undefined) continue;
      const field = isSet(container.json.command) ? 'command' : 'args';
      report({ where: container.at(field), sentence: migrationElsewhere(called(container.name), found.called) });
    }
  },
};

/** A container that the library starts by its helper; a manifest without facts shows it too. */
const isStarted = ({ command }: Container): boolean => text(list(command)[0]).startsWith(`${HELPER_DIRECTORY}/`);

/** A RunMigration, which says how its tool is stopped. */
const isRunMigration = ({ args }: Container): boolean => list(args).slice(0, list(args).indexOf('--')).includes('--signal');
