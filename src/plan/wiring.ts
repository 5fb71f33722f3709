import { volumeIdentity } from '../declared/proven';
import * as say from '../messages/wiring';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import type { MountSpec } from '../template/volume-spec';

/** Volumes that steps and the app hand on in a way that cannot be meant, or that goes wrong in another pod. */
export const wiringNotes = (template: PodTemplate): readonly string[] => [
  ...ownedForNobody(template), ...claimsOfManyPods(template), ...readBeforeWritten(template),
];

const isWrite = ({ readOnly, tries }: MountSpec): boolean => !readOnly && tries !== true;
const identity = ({ volume: { name, source } }: MountSpec): string => volumeIdentity(name, source?.persistentVolumeClaim?.claimName);
const isClaim = ({ volume: { source } }: MountSpec): boolean => source === undefined || source.persistentVolumeClaim !== undefined;

/** Volumes that a step makes right for a user, and nobody writes: all who mount them do so read-only. */
function ownedForNobody(template: PodTemplate): readonly string[] {
  const { steps } = template;
  return steps.flatMap((step, turn) => {
    // A tree that is published is for readers, whoever writes it.
    const made = step.program.parts.includes('tree') ? undefined : step.leaves.find(({ directory }) => directory);
    const volume = made === undefined ? undefined : step.mounts.find((mount) => mount.volume.name === made.volume);
    if (made === undefined || volume === undefined) return [];
    const isOfIt = (mount: MountSpec) => identity(mount) === identity(volume);
    const later = [...steps.slice(turn + 1), ...containersOf(template)].filter(({ mounts }) => mounts.some(isOfIt));
    const isWritten = later.some(({ mounts }) => mounts.some((mount) => isOfIt(mount) && isWrite(mount)));
    return later.length === 0 || isWritten ? [] : [say.ownedForNobody(step.name, made.owner ?? step.privileges.user, later.map(({ name }) => name))];
  });
}

function containersOf({ containers, foreignMounts }: PodTemplate): ReadonlyArray<Pick<StepSpec, 'name' | 'mounts'>> {
  const foreign = [...foreignMounts].map(([container, mounts]) => ({ name: (container as { readonly name: string }).name, mounts }));
  return [...containers.values(), ...foreign];
}

/** A claim that pods share, written by a command or a script, of which nobody knows whether two may run at a time. */
function claimsOfManyPods({ steps, facts: { manyPods } }: PodTemplate): readonly string[] {
  if (!manyPods) return [];
  return steps.filter(({ program }) => program.parts.includes('run')).flatMap(({ name, mounts }) => mounts
    .filter((mount) => isWrite(mount) && mount.volume.source?.persistentVolumeClaim !== undefined)
    .map((mount) => say.claimOfManyPods(name, mount.volume.name)));
}

/** A claim that a step reads before the only steps that write it. */
function readBeforeWritten({ steps }: PodTemplate): readonly string[] {
  const writes = ({ mounts, leaves }: StepSpec, volume: string) =>
    // Who changes owners and modes of all that is there has written none of it.
    leaves.every(({ path }) => path !== '') && mounts.some((mount) => isWrite(mount) && identity(mount) === volume);
  return steps.flatMap((reader, turn) => reader.mounts.filter((mount) => mount.readOnly && isClaim(mount)).flatMap((mount) => {
    const volume = identity(mount);
    const writer = steps.findIndex((step) => writes(step, volume));
    return writer > turn ? [say.readBeforeWritten(reader.name, mount.volume.name, steps[writer]!.name)] : [];
  }));
}
