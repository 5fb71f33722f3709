import { lostProofs, type Overwrite, spoiledProofs, volumeIdentity, type VolumeUse, type VolumeUser } from '../declared/proven';
import { refuse } from '../errors';
import { endsInTurn, type Life, runsOnFrom } from '../manifest/life';
import { overwritten, writableAndProven } from '../messages/proofs';
import type { PodTemplate } from '../template/pod-template';
import type { MountSpec } from '../template/volume-spec';
import type { BasePod } from './base-pod';

/** Refuses a pod in which a container reads proven files that another container can have changed. */
export function checkProofs(template: PodTemplate, base: BasePod): void {
  const users = usersOfFiles(template, base);
  for (const { overwrite: { file, step, by }, reader, read } of lostProofs(users, overwritesOf(template))) {
    refuse(template.path, 'proven-files', overwritten(file, read.name, step, by, reader.name));
  }
  for (const { step, writer, reader } of spoiledProofs(users)) {
    refuse(template.path, 'proven-files', writableAndProven(step, writer.name, reader));
  }
}

/** Who mounts what, and when: steps one by one, then all containers at the same time. */
function usersOfFiles(template: PodTemplate, base: BasePod): readonly VolumeUser[] {
  const last = template.steps.length;
  return [
    ...template.steps.map(({ name, mounts, runsOn }, turn) => user(name, runsOn ? runsOnFrom(turn) : endsInTurn(turn), mounts)),
    ...[...template.containers.values()].map(({ name, mounts }) => user(name, runsOnFrom(last), mounts)),
    ...[...template.foreignMounts].map(([source, mounts]) => user(nameOfForeign(base, source), runsOnFrom(last), mounts)),
  ];
}

const user = (name: string, life: Life, mounts: readonly MountSpec[]): VolumeUser => ({ name, life, uses: mounts.map(useOf) });

/** By what the volumes are: those who mount them may call them otherwise. */
const overwritesOf = ({ overwrites, volumes }: PodTemplate): readonly Overwrite[] => overwrites.map((overwrite) => ({
  ...overwrite, volume: volumeIdentity(overwrite.volume, volumes.get(overwrite.volume)?.source?.persistentVolumeClaim?.claimName),
}));

const useOf = ({ volume: { name, source }, subPath, readOnly, tries, provenBy, verified }: MountSpec): VolumeUse => ({
  name,
  volume: volumeIdentity(name, source?.persistentVolumeClaim?.claimName),
  path: subPath,
  readOnly: readOnly || tries === true,
  provenBy,
  verified: verified === true,
  writesFiles: provenBy !== undefined,
});

const nameOfForeign = (base: BasePod, source: object): string => {
  const index = base.containers.indexOf(source);
  return (index >= 0 ? base.spec.containers[index] : base.spec.initContainers?.[base.initContainers.indexOf(source)])?.name ?? 'container';
};
