import type { Size } from 'cdk8s';
import type { PodSecurity } from '../manifest/pod-security';
import type { Programs } from '../standards/props';
import type { Standards } from '../standards/standards';

/** When kubelet pulls an image. */
export type PullPolicy = 'Always' | 'IfNotPresent' | 'Never';

/** What a workload is, as far as its pods are concerned. */
export interface WorkloadFacts {
  readonly kind: string;
  readonly id: string;
  readonly path: string;
  /** The line of the program that built it; undefined where nobody asks for lines. */
  readonly source: string | undefined;
  readonly podSecurity: PodSecurity;
  readonly fsGroup: number | undefined;
  /** True where two pods can run at a time. */
  readonly manyPods: boolean;
  /** After how many seconds a rollout is called failed; undefined for kinds without such a clock. */
  readonly progressDeadline: number | undefined;
  /** After how many seconds Kubernetes ends a Job or a Pod, whatever it does; undefined where nothing is said. */
  readonly activeDeadline: number | undefined;
  /** How many seconds kubelet leaves between SIGTERM and SIGKILL. */
  readonly terminationGracePeriod: number;
  /** True where its pods are replaced when a ConfigMap of the app that they read changes. */
  readonly rollOnConfigChange: boolean;
  /** Where the programs of its steps stand; undefined where standards say it. */
  readonly programs: Programs | undefined;
  /** When images are pulled, where the workload says it. */
  readonly imagePullPolicy: PullPolicy | undefined;
  /** The settings of the kernel for its pods. */
  readonly sysctls: ReadonlyArray<readonly [name: string, value: string]> | undefined;
  /** What the standards above it ask. */
  readonly standards: Standards;
}

/** What a step makes of a volume that kubelet changes as well, by fsGroup. */
export interface Ownership {
  readonly directoryMode: number | undefined;
  readonly group: number | undefined;
}

/** A rule that is suppressed. */
export interface SuppressionSpec {
  readonly rule: string;
  /** The container whose findings are suppressed; undefined where it is those of the whole pod. */
  readonly container: string | undefined;
  readonly because: string;
}

/** How much a step may come to write into a volume that it was given, its copies beside the old files among it. */
export interface Need {
  readonly volume: string;
  readonly size: Size;
}

/** The object whose pods a template describes. */
export interface Carrier {
  /** Says whether an object is a container of these pods. */
  ownsContainer(container: object): boolean;
  /** Says whether a container of these pods runs after the steps. */
  startsAfterSteps(container: object): boolean;
  /** The name of the chart that the object is written with. */
  readonly chart: string;
  /** The annotations of the object itself. */
  annotations(): Readonly<Record<string, string>>;
  /** The annotations that its pods have been given so far. */
  podAnnotations(): Readonly<Record<string, string>>;
  /** Adds an annotation to the pods. */
  annotate(name: string, value: string): void;
}
