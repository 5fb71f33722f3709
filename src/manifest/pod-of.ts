import type { PodMetadata, PodSpec } from './types';

/** The pod of a rendered manifest: its own spec, or the template that its pods are made of. */
export interface PodOfManifest {
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
}

const OF_ITSELF: readonly string[] = Object.freeze([]);
const OF_TEMPLATE: readonly string[] = Object.freeze(['spec', 'template']);
const OF_JOB_TEMPLATE: readonly string[] = Object.freeze(['spec', 'jobTemplate', ...OF_TEMPLATE]);

/** The way to the pod template in a manifest of a kind; empty for a Pod, which is the pod itself. */
export function podPathOf(kind: unknown): readonly string[] {
  if (kind === 'Pod') return OF_ITSELF;
  return kind === 'CronJob' ? OF_JOB_TEMPLATE : OF_TEMPLATE;
}

/** Finds the pod in a manifest of any kind of workload. */
export function podOf(manifest: object): PodOfManifest {
  let pod = manifest as Readonly<Record<string, any>> | undefined;
  for (const key of podPathOf(pod?.kind)) pod = pod?.[key] ?? undefined;
  return { metadata: pod?.metadata ?? {}, spec: pod?.spec ?? {} };
}
