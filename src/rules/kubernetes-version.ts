import { places } from '../manifest/places';
import { SUPPORTED_VERSIONS, targetOf } from '../manifest/version';
import { VERSIONED_FIELDS, type VersionedField } from '../manifest/versioned-fields';
import * as say from '../messages/versions';
import type { CheckedPod, LibraryRule } from './rule';

export const kubernetesVersion: LibraryRule = {
  id: 'kubernetes-version',
  title: 'No field is newer than the Kubernetes that the manifest is for, and none is off or gone there',
  why: 'An API server drops a field that it does not honour without a word: a sidecar becomes an init container that never ends. ' +
    'The manifest is for the `kubernetesVersion` of the standard and newer; without one, for every version that Kubernetes supports ' +
    `(1.${SUPPORTED_VERSIONS.oldest} to 1.${SUPPORTED_VERSIONS.newest}).`,
  see: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  check(pod, report) {
    for (const { field, steps } of missingAt(targetOf(pod.asked))) {
      const { of, kind, values } = field;
      if (kind !== undefined && kind !== pod.kind) continue;
      places(of === 'pod' ? pod.spec : pod.manifest, steps, (where, value) => {
        if (values && !values.includes(value as string)) return;
        report({ where, sentence: sentenceOf(field, pod), ...(values ? { given: String(value) } : {}) });
      });
    }
  },
};

interface Compiled {
  readonly field: VersionedField;
  readonly steps: readonly string[];
}

const COMPILED: readonly Compiled[] = VERSIONED_FIELDS.map((field) => ({ field, steps: field.field.split('.') }));
const BY_TARGET = new Map<number, readonly Compiled[]>();

/** The fields that a version has not; nearly always of one version only, and asked for every pod. */
function missingAt(target: number): readonly Compiled[] {
  const known = BY_TARGET.get(target);
  if (known) return known;
  const missing = COMPILED.filter(({ field: { gone, since } }) => (gone === undefined ? (since ?? Infinity) > target : gone <= target));
  BY_TARGET.set(target, missing);
  return missing;
}

function sentenceOf({ gate, gone, loss, refused, since }: VersionedField, { asked }: CheckedPod): string {
  if (gone !== undefined) return say.goneFrom(gone, loss);
  const fate = refused ? say.REFUSED : say.DROPPED;
  if (since === undefined) return say.offEverywhere(gate, fate, loss);
  const { kubernetesVersion: named } = asked ?? {};
  return named ? say.tooNew(named.by, named.value, since, fate, loss) : say.tooNewForSupported(SUPPORTED_VERSIONS.oldest, since, fate, loss);
}
