import { podOf, podPathOf } from '../manifest/pod-of';
import { type Manifest, readObjects } from '../manifest/read-yaml';

/** A text to import, and where it is from. */
export interface ImportSource {
  /** The file, for messages. */
  readonly name: string;
  readonly text: string;
}

/** JSON of any shape. */
export type Json = Readonly<Record<string, any>>;

/** A workload whose pods are imported. */
export interface ImportedWorkload {
  readonly kind: WorkloadKind;
  /** Its name in the cluster. */
  readonly name: string;
  readonly manifest: Json;
  /** The way to the pod template; empty for a Pod. */
  readonly podPath: readonly string[];
  /** The metadata and the spec of its pods. */
  readonly pod: Json;
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'] as const;
export type WorkloadKind = typeof KINDS[number];

/** What stands in files: workloads, and other objects. */
export interface ReadSources {
  readonly workloads: readonly ImportedWorkload[];
  readonly others: readonly Json[];
  /** What cannot be read: where, and why. */
  readonly unreadable: readonly string[];
}

/** Reads files as kubectl does. */
export function readSources(sources: readonly ImportSource[]): ReadSources {
  const read = sources.map(({ name, text }) => ({ name, ...readObjects(text) }));
  const manifests = read.flatMap(({ objects }) => objects.map(({ manifest }) => clean(manifest) as Json));
  const found = manifests.map((manifest) => ({ manifest, workload: workloadOf(manifest) }));
  return {
    workloads: found.flatMap(({ workload }) => workload ?? []),
    others: found.flatMap(({ manifest, workload }) => (workload || !isObject(manifest) ? [] : [manifest])),
    unreadable: read.flatMap(({ name, errors }) => errors.map(({ line, column, reason }) => `${name}:${line}:${column}: ${reason}`)),
  };
}

function workloadOf(manifest: Json): ImportedWorkload | undefined {
  const { kind, metadata, apiVersion } = manifest as Manifest;
  const known = KINDS.find((one) => one === kind);
  if (known === undefined || !/^(?:v1|apps\/v1|batch\/v1)$/.test(String(apiVersion))) return undefined;
  const pod: Json = podOf(manifest);
  if (typeof metadata?.name !== 'string' || !Array.isArray(pod.spec.containers) || pod.spec.containers.length === 0) return undefined;
  return { kind: known, name: metadata.name, manifest, podPath: podPathOf(kind), pod };
}

const isObject = ({ kind, apiVersion }: Json): boolean => typeof kind === 'string' && typeof apiVersion === 'string';

const OF_CLUSTER: ReadonlySet<string> = new Set(['creationTimestamp', 'uid', 'resourceVersion', 'generation', 'managedFields', 'selfLink']);

/** Without what means nothing: null, the status that a cluster has added, and the fields that it sets itself. */
function clean(manifest: object): unknown {
  const { status: _status, ...rest } = manifest as Json;
  const metadata = Object.fromEntries(Object.entries((rest.metadata ?? {}) as Json).filter(([key]) => !OF_CLUSTER.has(key)));
  return withoutNull({ ...rest, metadata });
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== 'object' || value === null) return value;
  const there = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(there.map(([key, inner]) => [key, withoutNull(inner)]));
}
