import type { ImageUser } from '../images/image';
import type { PodSecurity } from '../manifest/pod-security';
import type { EffectiveRequest } from '../manifest/effective-request';

/** One init container of ours in the start-up plan. */
export interface PlannedStep {
  /** The name of the init container. */
  readonly name: string;
  /** The kind of step, such as `WaitForService`. */
  readonly kind: string;
  /** The line of the program that built it; undefined where the manifest does not say it. */
  readonly source: string | undefined;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** The image, as it stands in the pod: registry maps have moved it. */
  readonly image: string;
  /** What it waits for or fetches. */
  readonly waitsFor: readonly string[];
  /** The other hosts that those may redirect it to, such as `*.example.com`; `*` is any. */
  readonly redirectsTo: readonly string[];
  /** What it gives. */
  readonly gives: readonly string[];
  /** The steps whose handles it holds. */
  readonly after: readonly string[];
  /** After how many seconds it gives up, or goes on. */
  readonly deadlineSeconds: number;
  /**
   * What it does then. Of one that fails, Kubernetes starts the container again, after a growing pause; one that goes on has
   * waited for what may be late.
   */
  readonly atDeadline: 'fail' | 'go on';
  /** How many seconds more what it runs may take to stop, once it is asked to; 0 where nothing is asked. */
  readonly graceSeconds: number;
  /** How often it tries before the deadline; undefined where it tries until then. */
  readonly attempts: number | undefined;
  /** The user that it runs as; 0 is root, `image` is that of its image, `platform` one that the platform chooses. */
  readonly user: ImageUser | 'platform';
  /** The Linux capabilities that it has; the others are dropped. */
  readonly capabilities: readonly string[];
  /** True where it is root on the node. */
  readonly privileged: boolean;
  /** The command that shows its log, in the newest pod. */
  readonly logs: string;
}

/** An init container that is no step: the one that leaves the helper, or one that the workload has of its own. */
export interface OtherInitContainer {
  /** Its name. */
  readonly name: string;
  /** Its image, as it stands in the pod. */
  readonly image: string;
  /** `helper`: that of the library; `own`: one of the workload's own; `sidecar`: the same, but it runs on (restartPolicy `Always`). */
  readonly kind: 'helper' | 'own' | 'sidecar';
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** The step that starts after it; undefined where none does. */
  readonly before: string | undefined;
  /** The command that shows its log, in the newest pod. */
  readonly logs: string;
}

/** What happens before an app starts. */
export interface StartUpPlan {
  /** The path of the workload's construct; empty where no program made it. */
  readonly path: string;
  /** The line of the program that built it; undefined where the manifest does not say it. */
  readonly source: string | undefined;
  /** The kind of workload. */
  readonly kind: string;
  /** The name of the workload's object. */
  readonly name: string;
  /** The Pod Security level that its pods meet. */
  readonly podSecurity: PodSecurity;
  /** The steps, in the order in which they run. */
  readonly steps: readonly PlannedStep[];
  /** The init containers that are no steps, in the order in which they start. */
  readonly otherInitContainers: readonly OtherInitContainer[];
  /** The containers that start when all steps are done. */
  readonly containers: readonly string[];
  /** How long the steps may take together, in seconds, with the time that what they run may take to stop. */
  readonly worstCaseSeconds: number;
  /** After how many seconds a rollout is called failed; undefined for kinds without such a clock. */
  readonly progressDeadlineSeconds: number | undefined;
  /** After how many seconds Kubernetes ends a Job or a Pod, whatever it does; undefined where it does not. */
  readonly activeDeadlineSeconds: number | undefined;
  /** What the scheduler sets aside for a pod for its whole life. */
  readonly effectiveRequest: EffectiveRequest;
  /** What a person should know: repairs, costs, risks. */
  readonly notes: readonly string[];
}
