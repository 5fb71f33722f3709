import { createHash } from 'node:crypto';
import { PROGRAMS_PLACE } from './programs';
import type { Field, PodSpec } from './types';
import { referencesOf } from './references';

/** Which keys of a ConfigMap a pod reads. */
export type KeysRead = ReadonlySet<string> | 'all';

/** What a ConfigMap holds. */
export interface ConfigMapManifest {
  readonly metadata?: Field<{ readonly name?: Field<string>; readonly namespace?: Field<string> }>;
  readonly immutable?: Field<boolean>;
  readonly data?: Field<Readonly<Record<string, string>>>;
  readonly binaryData?: Field<Readonly<Record<string, string>>>;
}

/** The ConfigMaps that a pod reads by its volumes and its environment, and which keys of them; but for those that hold programs. */
export function configMapsRead(spec: PodSpec): ReadonlyMap<string, KeysRead> {
  const read = new Map<string, KeysRead>();
  for (const { kind, name, keys, where } of referencesOf(spec)) {
    if (kind !== 'ConfigMap' || where === PROGRAMS_PLACE) continue; // Another program has another name, which stands in the pod.
    const known = read.get(name) ?? NOTHING;
    read.set(name, keys === undefined || known === 'all' ? 'all' : new Set([...known, ...keys]));
  }
  return read;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What stands in a ConfigMap, as hashes: of one key, or of all. Each is made once, when it is asked for. */
export class ConfigMapContent {
  private readonly hashes = new Map<string, string>();
  private whole: string | undefined;

  constructor(private readonly manifest: ConfigMapManifest) {}

  /** The hash of these keys; of a key that is not there, too, for it may come. */
  hash(keys: KeysRead): string {
    if (keys === 'all') return (this.whole ??= this.hashOf(Object.keys({ ...this.manifest.data, ...this.manifest.binaryData })));
    return this.hashOf([...keys]);
  }

  private hashOf(keys: readonly string[]): string {
    return sha256([...keys].sort().map((key) => [key, this.hashOfKey(key)]));
  }

  private hashOfKey(key: string): string {
    const known = this.hashes.get(key);
    if (known !== undefined) return known;
    const { data, binaryData } = this.manifest;
    const hash = sha256([data?.[key] ?? null, binaryData?.[key] ?? null]);
    this.hashes.set(key, hash);
    return hash;
  }
}

/** One hash of all that a pod reads, or nothing where none of it is known. The order of volumes and variables does not count. */
export function contentHash(
  read: ReadonlyMap<string, KeysRead>, contentOf: (name: string) => ConfigMapContent | undefined,
): string | undefined {
  const parts = [...read].flatMap(([name, keys]): [string, string][] => {
    const content = contentOf(name);
    return content === undefined ? [] : [[name, content.hash(keys)]];
  });
  return parts.length === 0 ? undefined : sha256(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
