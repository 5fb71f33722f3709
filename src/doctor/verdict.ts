/** What keeps a pod from starting. `docs/doctor.md` says what each means. */
export const CAUSES = [
  'service-missing', 'service-port', 'service-selector', 'service-no-pods', 'service-not-ready', 'service-target-port', 'object-missing', 'object-forbidden', 'object-not-ready', 'name-unresolved', 'dns', 'self-wait', 'wait-cycle', 'wrong-answer',
  'init-never-ends', 'image-missing', 'image-name', 'image-never-pulled', 'image-pull', 'secret-missing', 'secret-key', 'config-map-missing', 'config-map-key',
  'program-missing', 'root-user', 'volume', 'pod-security', 'quota', 'limit-range', 'service-account', 'admission', 'unschedulable-resources', 'unschedulable-node',
  'unschedulable-taint', 'unschedulable-port', 'unschedulable', 'scheduling-gate', 'claim-missing', 'claim-class', 'claim-unbound', 'out-of-memory', 'pod-deadline',
  'job-deadline', 'job-backoff-limit', 'crash', 'step-failed', 'command-not-found', 'exec-format', 'exec-permission', 'startup-probe', 'readiness-probe', 'liveness-probe',
  'readiness-gate', 'sidecar-without-probe', 'permission-denied', 'read-only-file-system', 'evicted', 'post-start-hook', 'finalizer', 'terminating', 'migration-dirty',
  'credentials', 'sandbox',
] as const;

/** What keeps a pod from starting. */
export type Cause = typeof CAUSES[number];

/** What was found out about one pod, or about a workload that has none. */
export interface Diagnosis {
  /** Nothing is wrong: `ready`, `completed`, `starting` (too early to tell). `unknown`: it is stuck, and nobody knows why. */
  readonly cause: Cause | 'ready' | 'completed' | 'starting' | 'unknown';
  /** What is wrong and with which container: the end of a sentence that begins with the pod. */
  readonly says: string;
  /**
   * Since when.
   *
   * @default - it is not known
   */
  readonly since?: string | undefined;
  /** What Kubernetes or the containers say, word for word. */
  readonly evidence: readonly string[];
  /** The command that shows more, or what to do. */
  readonly next: string;
}

/** The diagnosis of one object. */
export interface Verdict extends Diagnosis {
  /** The object, such as `Pod web-6d4cf56db6-2xkqz`, or `Deployment web` where there is no pod. */
  readonly object: string;
  readonly namespace: string;
  /** The init container or container that is stuck. */
  readonly container: string | undefined;
  /** The construct that the pod was made by, where its manifest says so. */
  readonly construct: string | undefined;
  /** The line of the program that built the step, or the workload, where the manifest says so. */
  readonly builtAt: string | undefined;
  /** How many more pods of the same workload have the same cause. */
  readonly more: number;
  /** True where somebody has to do something. */
  readonly stuck: boolean;
}

/** True where somebody has to do something. */
export const isStuck = ({ cause }: Diagnosis): boolean => cause !== 'ready' && cause !== 'completed' && cause !== 'starting';
