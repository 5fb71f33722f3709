import type { PodSecurity } from '../security/pod-security';
import type { PlacedContainer } from './containers';
import type { PodMetadata, PodSpec } from './json';

/** A pod as it will be written: after every escape hatch and JSON patch, as plain JSON. */
export interface FinishedPod {
  /** The path of the workload's construct, such as `shop/web`. */
  readonly path: string;
  /** The kind of the API object: `Deployment`, `CronJob`, `Pod` … */
  readonly kind: string;
  /** The Pod Security level that was asked for. */
  readonly level: PodSecurity;
  /** The pod spec. */
  readonly spec: PodSpec;
  /** The metadata of the pod, or of the pod template. */
  readonly metadata: PodMetadata;
  /** The names of the library's init containers, in the order of the code. */
  readonly steps: readonly string[];
  /** The whole API object. */
  readonly manifest: object;
}

/** What a rule is shown: the finished pod, and all its containers with their places. */
export interface Pod extends FinishedPod {
  /** Init containers, then containers, then ephemeral containers. */
  readonly containers: readonly PlacedContainer[];
}

/** One thing that is wrong, as the rule that found it says it. */
export interface Fault {
  /** Where in the pod, such as `initContainers[wait-for-db].securityContext.runAsUser`. */
  readonly where: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
  /** What stands there; never the value of a secret. */
  readonly given?: string;
}

/** One thing that is wrong, and the id of the rule that says so. */
export interface Finding extends Fault {
  readonly rule: string;
}

/** Takes note of a fault. */
export type Find = (fault: Fault) => void;

/** One pure rule over a finished pod. Its file is called as its id. */
export interface Rule {
  /** What findings, documentation and tests call it. */
  readonly id: string;
  /** The levels of pods that it judges. */
  readonly levels: readonly PodSecurity[];
  /** What it asks, in a few words. */
  readonly title: string;
  /** What would happen otherwise. */
  readonly why: string;
  /** The page of the Kubernetes documentation that it follows. */
  readonly see: string;
  /** Finds what is wrong, each by one call; reads the pod and nothing else, and makes no objects where nothing is wrong. */
  judge(pod: Pod, find: Find): void;
}

/** For rules that hold at every level. */
export const EVERY_LEVEL: readonly PodSecurity[] = Object.freeze(['privileged', 'baseline', 'restricted'] as const);
