import { isSet, type PodSpec } from './types';

/** The clocks of Kubernetes that run while steps do, in seconds. */
export interface Clocks {
  /** After how long a rollout is called failed. */
  readonly progress: number | undefined;
  /** After how long a Job, or a pod, is ended whatever it does. */
  readonly active: number | undefined;
}

interface JobSpec {
  readonly activeDeadlineSeconds?: number | null;
  readonly backoffLimit?: number | null;
}

/** A rendered manifest, as far as its clocks and restarts go. */
export interface Timed {
  readonly spec?: JobSpec & { readonly progressDeadlineSeconds?: number | null; readonly jobTemplate?: { readonly spec?: JobSpec } };
}

/** What Kubernetes takes where a Deployment says nothing. */
export const PROGRESS_DEADLINE = 600;

/** The spec of the Job that a manifest is, or makes. */
export const jobSpec = (manifest: Timed): JobSpec => manifest.spec?.jobTemplate?.spec ?? manifest.spec ?? {};

/** Reads the clocks from a rendered manifest: a patch counts. */
export function clocksOf(kind: string, manifest: Timed, pod: PodSpec): Clocks {
  const job = kind === 'Job' || kind === 'CronJob' ? [jobSpec(manifest).activeDeadlineSeconds] : [];
  const active = [...job, pod.activeDeadlineSeconds].filter(isSet);
  return {
    progress: kind === 'Deployment' ? manifest.spec?.progressDeadlineSeconds ?? PROGRESS_DEADLINE : undefined,
    active: active.length === 0 ? undefined : Math.min(...active),
  };
}
