import { writableAndProven, readsBeforeStep } from '../messages/proofs';
import type { PlacedContainer } from '../manifest/containers';
import { type Field, isSet, list, text, type Volume, type VolumeMount } from '../manifest/types';
import type { DeclaredMount, DeclaredPod, DeclaredRead } from '../declared/pod';
import type { CheckedPod, Rule } from './rule';

export const provenFiles: Rule = {
  id: 'proven-files',
  title: 'What a container reads of a step is written before it starts, and by nobody else since',
  why: 'The files of a step are its proof: who starts before it reads nothing, and who can write them afterwards makes of them what he likes.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
  check(pod, report) {
    const { declared } = pod;
    if (declared === undefined || declared.reads.length === 0) return;
    for (const { container, volume, step } of declared.reads) {
      const place = placeOf(pod, container);
      const reader = pod.containers[place];
      if (reader && place < placeOf(pod, step) && mountsOf(reader, [volume]).length > 0) {
        report({ where: reader.at(), sentence: readsBeforeStep(container, step) });
      }
    }
    pod.containers.forEach((writer, place) => {
      const read = spoiled(pod, declared, writer, place);
      if (!read) return;
      report({ where: writer.at(`volumeMounts[${read.volume}].readOnly`), sentence: writableAndProven(read.step, writer.name, read.container) });
    });
  },
};

/** What somebody reads as proven that a container can write although the code does not say so. */
function spoiled(pod: CheckedPod, { reads, writes }: DeclaredPod, writer: PlacedContainer, place: number): DeclaredRead | undefined {
  return reads.find(({ container, volume, step, verified }) => {
    const names = namesOf(pod, volume);
    const isWriter = (mount: DeclaredMount) => mount.container === writer.name && names.includes(mount.volume);
    if (!mountsOf(writer, names).some((mount) => mount.readOnly !== true)) return false;
    // What the code says of writing has been checked where it was said.
    if (writes.some(isWriter)) return false;
    const reader = pod.containers[placeOf(pod, container)];
    if (!reader || endOf(writer, place) < placeOf(pod, step) || endOf(reader, placeOf(pod, container)) < place) return false;
    if (!verified && outlivesPod(pod, volume) && !reads.some(isWriter)) return false;
    return mountsOf(reader, [volume]).some((mount) => mount.readOnly === true);
  });
}

/** The turn of a container: init containers start one by one, all others after them. */
const placeOf = ({ containers }: CheckedPod, name: string): number => containers.findIndex((container) => container.name === name);

/** The last turn in which a container runs: sidecars, once started, and what is no init container run until the end. */
const endOf = (container: PlacedContainer, place: number): number => (container.runsToItsEnd ? place : Infinity);

const mountsOf = ({ json }: PlacedContainer, volumes: readonly string[]): readonly VolumeMount[] =>
  list(json.volumeMounts).filter((mount): mount is VolumeMount => volumes.includes(text(mount?.name)));

/** A volume, and those of other names that show the same claim. */
function namesOf({ spec }: CheckedPod, name: string): readonly string[] {
  const claimOf = (volume: Field<Volume>) => text((volume?.persistentVolumeClaim as Field<{ readonly claimName?: Field<string> }>)?.claimName);
  const claimed = claimOf(list(spec.volumes).find((volume) => volume?.name === name));
  if (claimed === '') return [name];
  return list(spec.volumes).filter((volume) => claimOf(volume) === claimed).map((volume) => text(volume?.name));
}

/** A claim holds more than the files of one step, and who writes the rest of it is nobody's business here. */
const outlivesPod = ({ spec }: CheckedPod, name: string): boolean =>
  !list(spec.volumes).some((volume) => volume?.name === name && isSet(volume?.emptyDir));
