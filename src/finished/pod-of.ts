import type { PodMetadata, PodSpec } from '../rules/json';

/** The pod of a finished manifest: its own spec, or the template that its pods are made of. */
export interface PodOfManifest {
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
}

interface Manifest {
  readonly kind?: string;
  readonly metadata?: PodMetadata;
  readonly spec?: PodSpec & { readonly template?: Partial<PodOfManifest>; readonly jobTemplate?: { readonly spec?: { readonly template?: Partial<PodOfManifest> } } };
}

/** Finds the pod in a manifest of any kind of workload. */
export function podOf(manifest: object): PodOfManifest {
  const { kind, metadata, spec } = manifest as Manifest;
  if (kind === 'Pod') return { metadata: metadata ?? {}, spec: spec ?? {} };
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  return { metadata: template?.metadata ?? {}, spec: template?.spec ?? {} };
}
