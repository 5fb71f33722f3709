import type { ImageUser } from '../images/image';
import type { PodSecurity } from '../manifest/pod-security';
import type { EffectiveRequest } from '../manifest/effective-request';

/** One step in the start-up plan. */
export interface PlannedStep {
  /** The name of the init container. */
  readonly name: string;
  /** The kind of step, such as `WaitForService`. */
  readonly kind: string;
  /** The line of the program that built it; undefined if the manifest does not contain it. */
  readonly source: string | undefined;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** The image in the pod, after registry maps were applied. */
  readonly image: string;
  /** What it waits for or fetches. */
  readonly waitsFor: readonly string[];
  /** Other hosts to which those may redirect it, such as `*.example.com`; `*` is any. */
  readonly redirectsTo: readonly string[];
  /** The handles that it gives. */
  readonly gives: readonly string[];
  /** The steps whose handles it holds. */
  readonly after: readonly string[];
  /** The number of seconds after which it gives up, or goes on. */
  readonly deadlineSeconds: number;
  /**
   * What it does at the deadline. If the step fails, Kubernetes starts its container again, after a growing pause. A step with an optional
   * target goes on.
   */
  readonly atDeadline: 'fail' | 'go on';
  /** How many more seconds its command has to stop after the signal; 0 if it gets no signal. */
  readonly graceSeconds: number;
  /** How often it tries before the deadline; undefined if it tries until the deadline. */
  readonly attempts: number | undefined;
  /** The user that it runs as: 0 is root, `image` the user of the image, `platform` a user that the platform chooses. */
  readonly user: ImageUser | 'platform';
  /** The Linux capabilities that it has; the others are dropped. */
  readonly capabilities: readonly string[];
  /** True if it is root on the node. */
  readonly privileged: boolean;
  /** The command that shows its log, in the newest pod. */
  readonly logs: string;
}

/** An init container that is not a step: the one that copies the helper, or one that belongs to the workload itself. */
export interface OtherInitContainer {
  /** Its name. */
  readonly name: string;
  /** Its image in the pod. */
  readonly image: string;
  /** `helper`: the library's own; `own`: an init container of the workload; `sidecar`: the same, but it keeps running (restartPolicy `Always`). */
  readonly kind: 'helper' | 'own' | 'sidecar';
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** The step that starts after it; undefined if there is none. */
  readonly before: string | undefined;
  /** The command that shows its log, in the newest pod. */
  readonly logs: string;
}

/** What happens before an app starts. */
export interface StartUpPlan {
  /** The path of the workload's construct; empty if no program created it. */
  readonly path: string;
  /** The line of the program that built it; undefined if the manifest does not contain it. */
  readonly source: string | undefined;
  /** The kind of workload. */
  readonly kind: string;
  /** The name of the workload's object. */
  readonly name: string;
  /** The Pod Security level that its pods meet. */
  readonly podSecurity: PodSecurity;
  /** The steps, in the order in which they run. */
  readonly steps: readonly PlannedStep[];
  /** The init containers that are not steps, in the order in which they start. */
  readonly otherInitContainers: readonly OtherInitContainer[];
  /** The containers that start when all steps are done. */
  readonly containers: readonly string[];
  /** How long all steps together may take, in seconds, including the time that their commands may take to stop. */
  readonly worstCaseSeconds: number;
  /** The number of seconds after which Kubernetes reports a rollout as failed; undefined for kinds without this deadline. */
  readonly progressDeadlineSeconds: number | undefined;
  /** The number of seconds after which Kubernetes ends a Job or a Pod; undefined if there is no such deadline. */
  readonly activeDeadlineSeconds: number | undefined;
  /** What the scheduler reserves for a pod for its whole life. */
  readonly effectiveRequest: EffectiveRequest;
  /** What you should know: repairs, costs, risks. */
  readonly notes: readonly string[];
}
