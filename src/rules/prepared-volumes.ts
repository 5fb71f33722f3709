import type { DeclaredMount } from '../declared/pod';
import { preparedForNobody } from '../messages/wiring';
import type { LibraryRule } from './rule';
import { kindOf, placeOfMount, type VolumeUse, volumeUses } from './volume-uses';

/** Steps that prepare a volume for a user who is to write it. */
const PREPARES: ReadonlySet<string> = new Set(['FixPermissions', 'MakeDirectories']);

export const preparedVolumes: LibraryRule = {
  id: 'prepared-volumes',
  severity: 'warning',
  needs: ['facts'],
  title: 'A volume that a step prepares for writing is written by a container after it',
  why: 'The app gets "Read-only file system" at its first write, or the step does work that nobody needs.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
  check(pod, report) {
    const prepared = (pod.leaves ?? []).filter(({ directory }) => directory);
    if (prepared.length === 0) return;
    const uses = volumeUses(pod);
    for (const step of new Set(prepared.map((one) => one.step))) {
      const own = uses.find(({ container }) => container.name === step && PREPARES.has(kindOf(pod, container) ?? ''));
      const made = prepared.find((one) => one.step === step && one.volume === own?.volume);
      const user = made?.owner ?? (made?.path === '' ? undefined : own?.container.security.runAsUser);
      // Without an owner it may well be for readers that the modes were changed.
      if (own === undefined || typeof user !== 'number') continue;
      const later = uses.filter((use) => use.identity === own.identity && use.life.from > own.life.from);
      const reader = later.find((use) => !isOnPurpose(pod.declared?.onlyReads, use) && kindOf(pod, use.container) === undefined);
      if (reader && !later.some(({ writes }) => writes)) {
        report({ where: placeOfMount(reader, 'readOnly'), sentence: preparedForNobody(step, own.volume, user, reader.container.name), given: 'true' });
      }
    }
  },
};

const isOnPurpose = (said: readonly DeclaredMount[] | undefined, { container, volume }: VolumeUse): boolean =>
  said?.some((one) => one.container === container.name && one.volume === volume) ?? false;
