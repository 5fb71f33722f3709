import { annotationsTooLarge, applyTooLarge } from '../messages/annotations';
import type { PlacedContainer } from '../manifest/containers';
import { type Field, list, shown, text } from '../manifest/types';
import { remember } from '../manifest/remember';
import type { CheckedPod, LibraryRule } from './rule';

const LARGEST = 256 * 1024;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** What kubectl adds to its copy of an object that has no annotations and no namespace. */
const ADDED_BY_KUBECTL = '"annotations":{},"namespace":"default",\n'.length;

/** The most bytes that one character can take in the copy, escaped. */
const LARGEST_CHARACTER = 6;
/** More than a variable, a mount, a port or a volume takes in the copy, its texts aside. */
const LARGEST_ENTRY = 400;
/** More than a pod and its workload take beside their commands, variables, mounts, volumes and annotations. */
const REST = 48 * 1024;

type Annotations = Field<Readonly<Record<string, string>>>;

export const annotationSize: LibraryRule = {
  id: 'annotation-size',
  title: 'All annotations of an object have at most 256 KiB, including the copy that `kubectl apply` stores',
  why: 'Kubernetes refuses the object: "metadata.annotations: Too long".',
  see: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/',
  check(pod, report) {
    const own = annotationsOf(pod.manifest);
    if (estimate(pod, own, atMost) <= LARGEST || estimate(pod, own, closely) <= LARGEST) return;
    const { kind, manifest, metadata } = pod;
    const ofPod = bytesOf(metadata.annotations);
    const ofObject = bytesOf(own);
    if (ofPod > LARGEST) {
      report({ where: 'metadata.annotations', sentence: annotationsTooLarge('the pod', ofPod) });
    } else if (ofObject > LARGEST) {
      report({ where: 'metadata.annotations', sentence: annotationsTooLarge(`the ${kind}`, ofObject) });
    } else {
      const withCopy = ofObject + LAST_APPLIED.length + bytesOfCopy(manifest);
      if (withCopy > LARGEST) report({ where: `metadata.annotations[${LAST_APPLIED}]`, sentence: applyTooLarge(withCopy) });
    }
  },
};

const annotationsOf = (manifest: { readonly metadata?: { readonly annotations?: Annotations } }) => manifest.metadata?.annotations;

/** Cheap, and too high rather than too low: most pods need no closer look. */
function estimate({ containers, metadata, spec }: CheckedPod, own: Annotations, bytesOfTexts: (container: PlacedContainer) => number): number {
  let bytes = (charactersOf(metadata.annotations) + charactersOf(own)) * LARGEST_CHARACTER;
  let entries = list(spec.volumes).length;
  for (const container of containers) {
    const { env, volumeMounts, ports } = container.json;
    bytes += bytesOfTexts(container);
    entries += 2 + list(env).length + list(volumeMounts).length + list(ports).length;
  }
  return bytes + entries * LARGEST_ENTRY + REST;
}

const atMost = ({ characters }: PlacedContainer) => characters * LARGEST_CHARACTER;

/** Scripts are long and few, and the same in many pods: each is measured once. */
const LONG = 1024;
const bytesOfLongText = remember((long) => bytesEscaped(JSON.stringify(long)), 100);
const bytesOfText = (value: string) => (value.length < LONG ? value.length * LARGEST_CHARACTER : bytesOfLongText(value));

function closely({ json }: PlacedContainer): number {
  let bytes = 0;
  for (const word of list(json.command)) bytes += bytesOfText(text(word));
  for (const word of list(json.args)) bytes += bytesOfText(text(word));
  for (const variable of list(json.env)) bytes += bytesOfText(text(variable?.name)) + bytesOfText(text(variable?.value));
  return bytes;
}

function charactersOf(annotations: Annotations): number {
  let characters = 0;
  for (const key in annotations) characters += key.length + shown(annotations[key]).length;
  return characters;
}

function bytesOf(annotations: Annotations): number {
  let bytes = 0;
  for (const key in annotations) {
    if (key !== LAST_APPLIED) bytes += Buffer.byteLength(key) + Buffer.byteLength(shown(annotations[key]));
  }
  return bytes;
}

/** The bytes of the copy that `kubectl apply` makes. */
function bytesOfCopy(manifest: object): number {
  const json = JSON.stringify(manifest, (key, value) => (key === LAST_APPLIED ? undefined : value));
  return bytesEscaped(json) + ADDED_BY_KUBECTL;
}

/** JSON as Go writes it, with `<`, `>` and `&` escaped. */
function bytesEscaped(json: string): number {
  const escaped = (json.match(/[<>&]/g) ?? []).length * 5 + (json.match(/[\u2028\u2029]/g) ?? []).length * 3;
  return Buffer.byteLength(json) + escaped;
}
