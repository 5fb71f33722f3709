import type { IConstruct } from 'constructs';
import { ANNOTATION_PREFIX } from '../declared/annotations';
import { type ConfigMapManifest, ConfigMapContent, configMapsRead, contentHash } from '../manifest/config-maps';
import { manifestsOf } from '../api-objects';
import { podOf } from '../manifest/pod-of';

/** A name with a dot: the id of a step, after which its annotation is called, has none. */
const CONFIG_HASH = `${ANNOTATION_PREFIX}config-maps.sha256`;

/** The ConfigMaps of an app by namespace and name, looked up once, when the first pod asks. */
export class ConfigMaps {
  private contents: ReadonlyMap<string, ConfigMapContent> | undefined;

  constructor(private readonly root: IConstruct) {}

  get(namespace: unknown, name: string): ConfigMapContent | undefined {
    this.contents ??= contentsOf(this.root);
    return this.contents.get(keyOf(namespace, name));
  }
}

const keyOf = (namespace: unknown, name: unknown) => `${String(namespace ?? '')}/${String(name ?? '')}`;

function contentsOf(root: IConstruct): ReadonlyMap<string, ConfigMapContent> {
  const found = new Map<string, ConfigMapContent>();
  for (const manifest of manifestsOf(root, 'ConfigMap') as readonly ConfigMapManifest[]) {
    // Another content of an immutable one needs another name, and the name stands in the pod.
    if (manifest.immutable === true) continue;
    found.set(keyOf(manifest.metadata?.namespace, manifest.metadata?.name), new ConfigMapContent(manifest));
  }
  return found;
}

interface Templated {
  readonly metadata?: { readonly namespace?: string };
  readonly spec?: { readonly template?: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> } } };
}

/** The manifest of a workload with the hash of what its pods read of the app's ConfigMaps, so that another content rolls them. */
export function withConfigHash(manifest: object, configMaps: ConfigMaps): object {
  const read = configMapsRead(podOf(manifest).spec);
  if (read.size === 0) return manifest;
  const { spec, metadata } = manifest as Templated;
  const hash = contentHash(read, (name) => configMaps.get(metadata?.namespace, name));
  if (hash === undefined) return manifest;
  const { annotations: before, ...rest } = spec?.template?.metadata ?? {};
  const annotations = Object.fromEntries(Object.entries({ ...before, [CONFIG_HASH]: hash }).sort(byKey));
  return { ...manifest, spec: { ...spec, template: { ...spec?.template, metadata: { annotations, ...rest } } } };
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
