import type { DeclaredMount, DeclaredPod } from '../declared/pod';
import { lostProofs, type Overwrite, type SpoiledProof, spoiledProofs, volumeIdentity, type VolumeUse, type VolumeUser } from '../declared/proven';
import { type PlacedContainer, livesOf } from '../manifest/containers';
import { type Field, isSet, list, text, type Volume, type VolumeMount } from '../manifest/types';
import { overwritten, readsBeforeStep, writableAndProven } from '../messages/proofs';
import type { CheckedPod, LibraryRule } from './rule';

export const provenFiles: LibraryRule = {
  id: 'proven-files',
  needs: ['facts'],
  title: 'Files of a step are written before a container reads them, and no other container can change them',
  why: 'The files of a step are its proof: a container that starts before it reads nothing, and one that can write them afterwards can change them.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
  check(pod, report) {
    const { declared } = pod;
    if (declared === undefined || declared.reads.length === 0) return;
    for (const { container, volume, step } of declared.reads) {
      const place = placeOf(pod, container);
      const reader = pod.containers[place];
      if (reader && place < placeOf(pod, step) && mounts(reader, volume)) report({ where: reader.at(), sentence: readsBeforeStep(container, step) });
    }
    const users = usersOf(pod, declared);
    for (const { overwrite: { file, step, by }, reader, read } of lostProofs(users, overwritesOf(pod, declared))) {
      const where = pod.containers[placeOf(pod, reader.name)]?.at(`volumeMounts[${read.name}]`) ?? reader.name;
      report({ where, sentence: overwritten(file, read.name, step, by, reader.name) });
    }
    for (const { step, writer, written, reader } of firstOfEach(spoiledProofs(users))) {
      const where = pod.containers[placeOf(pod, writer.name)]?.at(`volumeMounts[${written.name}].readOnly`) ?? writer.name;
      report({ where, sentence: writableAndProven(step, writer.name, reader) });
    }
  },
};

/** What is wrong with one container is told once. */
const firstOfEach = (spoiled: readonly SpoiledProof[]): readonly SpoiledProof[] =>
  spoiled.filter(({ writer }, index) => spoiled.findIndex((other) => other.writer === writer) === index);

function usersOf(pod: CheckedPod, declared: DeclaredPod): readonly VolumeUser[] {
  const lives = livesOf(pod.containers);
  return pod.containers.map((container, place) => ({
    name: container.name,
    life: lives[place]!,
    uses: list(container.json.volumeMounts).flatMap((mount) => usesOf(pod, declared, container.name, mount ?? {})),
  }));
}

/** What a mount is for. What the code says of writing has been checked where it was said. */
function usesOf(pod: CheckedPod, { reads, writes }: DeclaredPod, container: string, mount: VolumeMount): readonly VolumeUse[] {
  const name = text(mount.name);
  const readOnly = mount.readOnly === true;
  const path = text(mount.subPath) || undefined;
  const volume = identityOf(pod, name);
  const isThis = (declared: DeclaredMount) => declared.container === container && identityOf(pod, declared.volume) === volume;
  const use = { name, volume, path, readOnly, provenBy: undefined, verified: false, writesFiles: false };
  if (readOnly) {
    const mine = reads.filter((read) => read.container === container && read.volume === name);
    // Which step's files these are, the code says of the place that is mounted; of another place nothing is said, so it counts for all.
    const there = mine.filter((read) => read.path === path);
    return (there.length > 0 ? there : mine).map(({ step, verified }) => ({ ...use, provenBy: step, verified }));
  }
  if (writes.some(isThis)) return [];
  // A claim holds more than the files of one step: the rest of it is for others to write.
  return [{ ...use, writesFiles: !outlivesPod(pod, name) || reads.some(isThis) }];
}

/** The turn of a container: init containers start one by one, all others after them. */
const placeOf = ({ containers }: CheckedPod, name: string): number => containers.findIndex((container) => container.name === name);

const mounts = ({ json }: PlacedContainer, volume: string): boolean => list(json.volumeMounts).some((mount) => text(mount?.name) === volume);

const overwritesOf = (pod: CheckedPod, { overwrites = [] }: DeclaredPod): readonly Overwrite[] =>
  overwrites.map((overwrite) => ({ ...overwrite, volume: identityOf(pod, overwrite.volume) }));

function identityOf({ spec }: CheckedPod, name: string): string {
  const volume: Field<Volume> = list(spec.volumes).find((one) => one?.name === name);
  return volumeIdentity(name, text((volume?.persistentVolumeClaim as Field<{ readonly claimName?: Field<string> }>)?.claimName));
}

const outlivesPod = ({ spec }: CheckedPod, name: string): boolean =>
  !list(spec.volumes).some((volume) => volume?.name === name && isSet(volume?.emptyDir));
