import type { PodMetadata, PodSpec } from './types';

/** The pod of a rendered manifest: its own spec, or the template that its pods are made of. */
export interface PodOfManifest {
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
}

/** What has a pod template: a Deployment's spec, a Job's, … */
interface HasTemplate {
  readonly template?: Partial<PodOfManifest>;
}

interface Manifest {
  readonly kind?: string;
  readonly metadata?: PodMetadata;
  readonly spec?: PodSpec & HasTemplate & { readonly jobTemplate?: { readonly spec?: HasTemplate } };
}

/** Finds the pod in a manifest of any kind of workload. */
export function podOf(manifest: object): PodOfManifest {
  const { kind, metadata, spec } = manifest as Manifest;
  if (kind === 'Pod') return { metadata: metadata ?? {}, spec: spec ?? {} };
  const template = kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
  return { metadata: template?.metadata ?? {}, spec: template?.spec ?? {} };
}
