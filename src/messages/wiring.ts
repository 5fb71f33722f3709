/* Notes of the start-up plan about volumes that are most likely wired by mistake. */

export const ownedForNobody = (step: string, user: number | string, containers: readonly string[]) =>
  `step "${step}" makes its volume writable for user ${user}, but ${containers.map((name) => `"${name}"`).join(', ')} mounts it read-only: ` +
  `mount writable(…) of the volume of "${step}", or remove the step`;

export const claimOfManyPods = (step: string, volume: string) =>
  `step "${step}" writes claim "${volume}" in several pods at the same time without a lock: ` +
  'use a StatefulSet with claimTemplate(…), so that each pod has its own claim, or let the program of the step take a lock';

export const readBeforeWritten = (reader: string, volume: string, writer: string) =>
  `step "${reader}" reads volume "${volume}" before step "${writer}" writes it: in the first pod the volume is still empty. Create "${writer}" first`;
