import * as say from '../messages/wiring';
import type { DescribedContainer, DescribedMount, DescribedPod, DescribedStep } from './described';

/** Volumes that steps and the app hand on in a way that cannot be meant, or that goes wrong in another pod. */
export const wiringNotes = (pod: DescribedPod): readonly string[] => [...ownedForNobody(pod), ...claimsOfManyPods(pod), ...readBeforeWritten(pod)];

/** Who only looks whether it can be written leaves nothing. */
const writes = ({ facts: { kind } }: DescribedStep, { writable }: DescribedMount): boolean => writable && kind !== 'VerifyPermissions';

/** Volumes that a step makes right for a user, and nobody writes: all who mount them do so read-only. */
function ownedForNobody({ steps, initContainers, containers }: DescribedPod): readonly string[] {
  return steps.flatMap((step) => {
    // A tree that is fetched is for readers, whoever writes it.
    const made = step.facts.waitsFor ? undefined : step.facts.writes?.find(({ directory }) => directory);
    const volume = made === undefined ? undefined : step.mounts.find((mount) => mount.volume === made.volume);
    if (made === undefined || volume === undefined) return [];
    const isOfIt = (mount: DescribedMount) => mount.identity === volume.identity;
    const place = initContainers.findIndex(({ name }) => name === step.name);
    const later = [...initContainers.slice(place + 1), ...containers].filter(({ mounts }) => mounts.some(isOfIt));
    const isWritten = later.some((container) => container.mounts.some((mount) => isOfIt(mount) && mayWrite(steps, container, mount)));
    return later.length === 0 || isWritten ? [] : [say.ownedForNobody(step.name, made.owner ?? step.runsAs, later.map(({ name }) => name))];
  });
}

function mayWrite(steps: readonly DescribedStep[], { name }: DescribedContainer, mount: DescribedMount): boolean {
  const step = steps.find((one) => one.name === name);
  return step ? writes(step, mount) : mount.writable;
}

/** A claim that pods share, written by a command or a script, of which nobody knows whether two may run at a time. */
function claimsOfManyPods({ steps, hasManyPods }: DescribedPod): readonly string[] {
  if (!hasManyPods) return [];
  return steps.filter(({ words }) => words.length > 0).flatMap((step) => step.mounts
    .filter((mount) => writes(step, mount) && mount.claim !== undefined)
    .map((mount) => say.claimOfManyPods(step.name, mount.volume)));
}

/** A claim that a step reads before the only steps that write it. */
function readBeforeWritten({ steps }: DescribedPod): readonly string[] {
  const fills = (step: DescribedStep, volume: string) =>
    // Who changes owners and modes of all that is there has written none of it.
    (step.facts.writes ?? []).every(({ path }) => path !== '') && step.mounts.some((mount) => writes(step, mount) && mount.identity === volume);
  return steps.flatMap((reader, turn) => reader.mounts.filter(({ writable, isClaim }) => !writable && isClaim).flatMap(({ identity, volume }) => {
    const writer = steps.findIndex((step) => fills(step, identity));
    return writer > turn ? [say.readBeforeWritten(reader.name, volume, steps[writer]!.name)] : [];
  }));
}
