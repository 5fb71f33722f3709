import { type ApiObject, JsonPatch } from 'cdk8s';
import { refuse } from '../errors';
import { nameOfCdk8sPlus } from '../messages/synth';

/*
 * JSON patches of workloads are applied to the manifest as it is written. cdk8s applies them before the classes of cdk8s-plus give fields their
 * names in Kubernetes, and those drop what they do not know: a field of a newer Kubernetes, an amount that is a plain text.
 */

/** What a JSON patch does, as RFC 6902 has it. */
interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** Where cdk8s keeps the patches of an object, and a patch what it does; the same in every version from 2.68 on. */
interface Patched {
  readonly patches?: JsonPatch[];
}
interface Tagged {
  _toJson(): Operation;
}

/** Fields of pods that cdk8s-plus calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  hostIp: 'hostIP', hostIpc: 'hostIPC', hostPid: 'hostPID', setHostnameAsFqdn: 'setHostnameAsFQDN', diskUri: 'diskURI', pdId: 'pdID', volumeId: 'volumeID',
  targetWwNs: 'targetWWNs', datasetUuid: 'datasetUUID', storagePolicyId: 'storagePolicyID',
};

/** What an object gives without its patches, by `render`, and the patches. */
export function withoutPatches(object: ApiObject, render: () => object): readonly [manifest: object, patches: readonly JsonPatch[]] {
  const { patches = [] } = object as unknown as Patched;
  const all = patches.splice(0);
  try {
    return [render(), all];
  } finally {
    patches.push(...all);
  }
}

/** The manifest with the patches in it, its keys in the order that cdk8s gives them. */
export function patchLate(at: string, manifest: object, patches: readonly JsonPatch[]): object {
  if (patches.length === 0) return manifest;
  const operations = patches.map((patch) => {
    const operation = (patch as unknown as Tagged)._toJson();
    for (const name of operation.path.split('/')) if (Object.hasOwn(NAMES, name)) refuse(at, 'patch', nameOfCdk8sPlus(operation.path, name, NAMES[name]!));
    const plain = 'value' in operation ? { ...operation, value: plainValue(operation.value) } : operation;
    return { _toJson: () => plain } as unknown as JsonPatch;
  });
  const patched: object = JsonPatch.apply(copyOf(manifest), ...operations);
  return process.env.CDK8S_DISABLE_SORT ? patched : sorted(patched) as object;
}

/** `k8s.Quantity`, `k8s.IntOrString` and their like stand for the text or number that they hold. */
export function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainValue);
  const { constructor, value: inner } = value as { readonly constructor?: unknown; readonly value?: unknown };
  if (constructor !== Object && (typeof inner === 'string' || typeof inner === 'number')) return inner;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainValue(member)]));
}

/** Parts of a manifest may be those of the object itself, which is rendered again. */
const copyOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(copyOf) : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)]));
};

export function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
}
