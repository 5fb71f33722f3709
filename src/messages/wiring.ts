/* Messages about volumes that are most likely wired by mistake. */

import type { OfRule } from './rule-ids';

const preparedForWriting = 'a volume that a step prepared for writing is mounted read-only';

/** A volume that a step made right for its user, mounted without a word about writing. */
export const writableOrReadOnly = `${preparedForWriting}: mount writable(…) of it, or readOnly(…) if this container only reads it` as const;
export type WritableOrReadOnly = OfRule<'prepared-volumes', typeof writableOrReadOnly>;

export const preparedForNobody = (step: string, volume: string, user: number | string, container: string) =>
  `${preparedForWriting}: step "${step}" makes volume "${volume}" writable for user ${user}, but no container after it can write it. ` +
  `Mount writable(…) of the volume of "${step}" in "${container}", readOnly(…) of it if the container only reads it, or remove the step.`;
/** A volume given to readOnly(…) that is none. */
export const notToReadOnly = 'readOnly(…) takes the volume of FixPermissions or MakeDirectories: other volumes are mounted read-only as they are.';

export const claimWithoutLock = (step: string, volume: string) =>
  `step "${step}" writes claim "${volume}" in several pods at the same time without a lock: ` +
  'use a StatefulSet with claimTemplate(…), which gives each pod its own claim, let the command take a lock, or suppress this rule with the reason why that is safe.';

export const readBeforeWritten = (reader: string, volume: string, writer: string) =>
  `step "${reader}" reads volume "${volume}" before step "${writer}" writes it: in the first pod the volume is still empty. Create "${writer}" first.`;
export const neverWritten = (reader: string, volume: string) =>
  `container "${reader}" mounts the empty directory "${volume}" read-only, and no container has written it by then: it finds no files. ` +
  'Mount the files of the step that writes them, or remove the mount.';
export const directoryForFile = (container: string, path: string) =>
  `container "${container}" has an empty directory at "${path}", which is the path of a file: the program finds a directory there. ` +
  'Mount the file (file(…) of a step, or a key of a ConfigMap or Secret), or mount the directory one level up.';
