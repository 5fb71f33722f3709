import { spoiledProofs, volumeIdentity, type VolumeUse, type VolumeUser } from '../declared/proven';
import { refuse } from '../errors';
import { endsInTurn, type Life, runsOnFrom } from '../manifest/life';
import { overwritten, writableAndProven } from '../messages/proofs';
import type { PodTemplate } from '../template/pod-template';
import type { MountSpec } from '../template/volume-spec';
import type { BasePod } from './base-pod';

/** Who mounts what, and when: steps one by one, then all containers at the same time. */
interface MountUser extends VolumeUser {
  readonly mounts: readonly MountSpec[];
}

/** Refuses a pod in which somebody reads as proven what somebody else can have changed. */
export function checkProofs(template: PodTemplate, base: BasePod): void {
  const users = usersOfFiles(template, base);
  checkOverwrites(template, users);
  for (const { step, writer, reader } of spoiledProofs(users)) {
    refuse(template.path, 'proven-files', writableAndProven(step, writer.name, reader));
  }
}

/** What one step has written and a later one has written again is proven by the later one only. */
function checkOverwrites(template: PodTemplate, users: readonly MountUser[]): void {
  for (const { volume, file, step, by } of template.overwrites) {
    const turn = template.steps.findIndex(({ name }) => name === by);
    const isLost = ({ readOnly, provenBy, volume: { name }, subPath }: MountSpec) =>
      readOnly && provenBy === step && name === volume && (subPath === undefined || file === subPath || file.startsWith(`${subPath}/`) || subPath.startsWith(`${file}/`));
    const reader = users.find(({ life, mounts }) => life.until > turn && mounts.some(isLost));
    if (reader) refuse(template.path, 'proven-files', overwritten(file, volume, step, by, reader.name));
  }
}

function usersOfFiles(template: PodTemplate, base: BasePod): readonly MountUser[] {
  const last = template.steps.length;
  return [
    ...template.steps.map(({ name, mounts, runsOn }, turn) => user(name, runsOn ? runsOnFrom(turn) : endsInTurn(turn), mounts)),
    ...[...template.containers.values()].map(({ name, mounts }) => user(name, runsOnFrom(last), mounts)),
    ...[...template.foreignMounts].map(([source, mounts]) => user(nameOfForeign(base, source), runsOnFrom(last), mounts)),
  ];
}

const user = (name: string, life: Life, mounts: readonly MountSpec[]): MountUser => ({ name, life, mounts, uses: mounts.map(useOf) });

const useOf = ({ volume: { name, source }, readOnly, tries, provenBy, verified }: MountSpec): VolumeUse => ({
  name,
  volume: volumeIdentity(name, source?.persistentVolumeClaim?.claimName),
  readOnly: readOnly || tries === true,
  provenBy,
  verified: verified === true,
  writesFiles: provenBy !== undefined,
});

const nameOfForeign = (base: BasePod, source: object): string => {
  const index = base.containers.indexOf(source);
  return (index >= 0 ? base.spec.containers[index] : base.spec.initContainers?.[base.initContainers.indexOf(source)])?.name ?? 'container';
};
