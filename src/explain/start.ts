import type { StartUpPlan } from '../plan/planned';

/*
 * How pods start together, as data: what the text, the pictures and the page are made of.
 */

/** The name of the phase of the app: that of no container, for theirs have no such letters. */
export const APP = 'APP';

/** A stretch of time, in seconds from the start of the pod. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** A container, or all containers of the app, in the start of a pod. */
export interface Phase {
  /** Its pod and its name, such as `Deployment web/wait`. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'step' | 'helper' | 'own' | 'sidecar' | 'app';
  /** What it does, in a few words. */
  readonly does: string;
  readonly best: Span;
  /** Until its deadline. */
  readonly worst: Span;
  /** False where nobody knows when it starts at worst: something before it has no deadline that is known. */
  readonly isWorstKnown: boolean;
  /** False where no deadline is known: at worst it never ends. */
  readonly ends: boolean;
  /** What happens when it takes too long, in words. */
  readonly late: string | undefined;
  /** What it asks that is not in these manifests. */
  readonly outside: readonly string[];
  /** Why it can never end; undefined where it can. */
  readonly never: string | undefined;
  /** True where it decides when all is ready, at best. */
  readonly critical: boolean;
}

/** The start of a pod. */
export interface PodStart {
  /** What it is called, such as `Deployment web`. */
  readonly id: string;
  readonly plan: StartUpPlan;
  /** In their order; the last one is the app. */
  readonly phases: readonly Phase[];
  /** Clocks of Kubernetes that run meanwhile. */
  readonly clocks: ReadonlyArray<{ readonly at: number; readonly says: string }>;
  /** Why it never starts; undefined where it can. */
  readonly never: string | undefined;
}

/** A wait of one pod for others. */
export interface Wait {
  /** The phase that waits. */
  readonly by: string;
  /** The Service that it asks, as the host says it. */
  readonly service: string;
  /** The phases that it waits for: any one is enough. */
  readonly for: readonly string[];
  /** True where it goes on without. */
  readonly optional: boolean;
  readonly never: boolean;
  readonly critical: boolean;
}

/** The start of all pods. */
export interface Start {
  readonly pods: readonly PodStart[];
  readonly waits: readonly Wait[];
  /** The phases that decide when all is ready at best, in their order. */
  readonly criticalPath: readonly string[];
  /** When all that can start is ready, at best. */
  readonly bestSeconds: number;
  /** How long the slowest pod may take, as far as it is known. */
  readonly worstSeconds: number;
  /** False where some init container has no deadline that is known. */
  readonly isWorstKnown: boolean;
}

/** What a phase is called beside those of other pods, such as `Deployment web · wait`, or `Deployment web` for its app. */
export const labelOf = (id: string): string => {
  const at = id.lastIndexOf('/');
  return id.slice(at + 1) === APP ? id.slice(0, at) : `${id.slice(0, at)} · ${id.slice(at + 1)}`;
};
