/* What is said in the start-up plan of volumes that are handed on in a way that cannot be meant. */

export const ownedForNobody = (step: string, user: number | string, containers: readonly string[]) =>
  `step "${step}" makes its volume writable for user ${user}, and ${containers.map((name) => `"${name}"`).join(', ')} mounts it read-only: ` +
  `mount writable(…) of the volume of "${step}", or leave the step out`;

export const claimOfManyPods = (step: string, volume: string) =>
  `step "${step}" writes claim "${volume}" in each of several pods, and no lock keeps them apart: ` +
  'have a StatefulSet with claimTemplate(…), so that each pod has a claim of its own, or let the program of the step take a lock';

export const readBeforeWritten = (reader: string, volume: string, writer: string) =>
  `step "${reader}" reads volume "${volume}" before step "${writer}" writes it: in the first pod nothing is there. Build "${writer}" first`;
