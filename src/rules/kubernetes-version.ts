import { placesOf } from '../manifest/places';
import { SUPPORTED_VERSIONS, targetOf } from '../manifest/version';
import { VERSIONED_FIELDS, type VersionedField } from '../manifest/versioned-fields';
import * as say from '../messages/versions';
import type { CheckedPod, LibraryRule } from './rule';

export const kubernetesVersion: LibraryRule = {
  id: 'kubernetes-version',
  uses: ['version'],
  title: 'Every field is supported by the Kubernetes version that the manifest is for',
  why: 'An API server silently drops a field that it does not support: a sidecar becomes an init container that never ends. ' +
    'The manifest is for the `kubernetesVersion` of the standard and newer; without one, for every version that Kubernetes supports ' +
    `(1.${SUPPORTED_VERSIONS.oldest} to 1.${SUPPORTED_VERSIONS.newest}).`,
  see: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  check(pod, report) {
    const missing = missingAt(targetOf(pod.asked));
    const look = ({ fields, find }: Missing, document: object) => find(document, (number, where, value) => {
      const field = fields[number]!;
      if (field.kind !== undefined && field.kind !== pod.kind) return;
      if (field.values && !field.values.includes(value as string)) return;
      report({ where, sentence: sentenceOf(field, pod), ...(field.values ? { given: String(value) } : {}) });
    });
    look(missing.pod, pod.spec);
    look(missing.workload, pod.manifest);
  },
};

/** Fields of one root, and what finds them. */
interface Missing {
  readonly fields: readonly VersionedField[];
  readonly find: ReturnType<typeof placesOf>;
}

const BY_TARGET = new Map<number, Readonly<Record<VersionedField['of'], Missing>>>();

/** The fields that a version has not; nearly always of one version only, and asked for every pod. */
function missingAt(target: number): Readonly<Record<VersionedField['of'], Missing>> {
  const known = BY_TARGET.get(target);
  if (known) return known;
  const missing = VERSIONED_FIELDS.filter(({ gone, since }) => (gone === undefined ? (since ?? Infinity) > target : gone <= target));
  const below = (root: VersionedField['of']): Missing => {
    const fields = missing.filter(({ of }) => of === root);
    return { fields, find: placesOf(fields.map(({ field }) => field.split('.'))) };
  };
  const found = { pod: below('pod'), workload: below('workload') };
  BY_TARGET.set(target, found);
  return found;
}

function sentenceOf({ gate, gone, loss, refused, since }: VersionedField, { asked }: CheckedPod): string {
  if (gone !== undefined) return say.goneFrom(gone, loss);
  const fate = refused ? say.REFUSED : say.DROPPED;
  if (since === undefined) return say.offEverywhere(gate, fate, loss);
  const { kubernetesVersion: named } = asked ?? {};
  return named ? say.tooNew(named.by, named.value, since, fate, loss) : say.tooNewForSupported(SUPPORTED_VERSIONS.oldest, since, fate, loss);
}
