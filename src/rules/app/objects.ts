import type { ObjectDependency, TargetFacts } from '../../declared/target';
import type { PodsAtOnce } from '../../manifest/pods-at-once';
import type { Field, PodMetadata, PodSpec } from '../../manifest/types';

/* What an app consists of, as far as its rules ask. */

/** Labels of a pod, or what a Service asks of them. */
export type Labels = Readonly<Record<string, string>>;

/** A host that a step of a pod cannot do without. */
export interface StepDependency {
  /** The name of the step. */
  readonly step: string;
  /** The host as it was given: a DNS name or an address. */
  readonly host: string;
  /** The port that is asked there, if it is known. */
  readonly port?: number | undefined;
  /** True where somebody has to answer there; false where the name alone is waited for. */
  readonly answers: boolean;
}

/** An object that a step of a pod waits for. */
export interface WaitedObject extends ObjectDependency {
  /** The name of the step. */
  readonly step: string;
}

/** The pods of one workload of the app, of this library or not. */
export interface AppPod {
  readonly path: string;
  /** The chart that it is written with. */
  readonly chart: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** When a hook of Helm or Argo CD runs, such as `pre-install`; empty where it is none. */
  readonly hook: string;
  readonly labels: Labels;
  /** Of a StatefulSet: the name of its governing Service. */
  readonly governedBy: string;
  /** Of a StatefulSet: true where its pods start one after the other. */
  readonly oneByOne: boolean;
  /** Of a StatefulSet that says how many pods it has: the numbers of the first and the last. */
  readonly ordinals: readonly [first: number, last: number] | undefined;
  readonly asks: readonly StepDependency[];
  /** The objects that its steps wait for. */
  readonly objects: readonly WaitedObject[];
  /** Of a Job: after how many seconds it is deleted when it has ended. */
  readonly ttl: number | undefined;
  /** How many of its pods there can be at a time. */
  readonly atOnce: PodsAtOnce;
  /** The steps that nothing but there being one pod keeps to one at a time. */
  readonly singleton: readonly string[];
  /** The ConfigMaps that it mounts programs of steps from. */
  readonly programs: readonly string[];
  /** True where the manifest was read from a cluster. */
  readonly isLive: boolean;
  /** Of a workload of this library: what its pods read of ConfigMaps and Secrets is checked. */
  readonly spec: PodSpec | undefined;
}

/** A Service of the app; it leads to no pod of the app where it finds its pods by no labels. */
export interface AppService {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Labels;
  /** The ports that connections are taken at. */
  readonly ports: readonly number[];
  readonly headless: boolean;
  /** True where its name leads to pods that are not ready, too. */
  readonly publishesNotReady: boolean;
}

/** A ConfigMap with a program of steps. */
export interface AppProgram {
  readonly namespace: string;
  /** True where it holds what its name says. */
  readonly isIntact: boolean;
}

/** An autoscaler, and whom it scales. */
export interface Scaled {
  readonly name: string;
  /** How many pods it makes at most. */
  readonly most: number | undefined;
  readonly pods: readonly AppPod[];
}

/** Whom a host leads to, within the app. */
export interface Reached {
  readonly service: AppService;
  readonly pods: readonly AppPod[];
  /** The number of the pod, where the name is that of one pod of a StatefulSet. */
  readonly ordinal?: number;
}

/** Whom pods may ask: a NetworkPolicy. */
export interface PolicyManifest {
  readonly metadata?: ObjectManifest['metadata'];
  readonly spec?: Field<{
    readonly podSelector?: Field<{ readonly matchLabels?: Field<Labels>; readonly matchExpressions?: Field<readonly object[]> }>;
    readonly policyTypes?: Field<readonly Field<string>[]>;
    readonly egress?: Field<ReadonlyArray<Field<EgressRule>>>;
  }>;
}

/** Where traffic may go. */
export interface EgressRule {
  readonly to?: Field<ReadonlyArray<Field<{ readonly ipBlock?: Field<object>; readonly namespaceSelector?: Field<object> }>>>;
  readonly ports?: Field<ReadonlyArray<Field<{ readonly port?: Field<number | string>; readonly endPort?: Field<number> }>>>;
}

/** What an object holds under keys: a ConfigMap, a Secret. */
type Content = Field<Readonly<Record<string, unknown>>>;

/** What is read of a manifest. */
export interface ObjectManifest {
  readonly kind?: Field<string>;
  readonly metadata?: Field<PodMetadata & { readonly name?: Field<string>; readonly namespace?: Field<string>; readonly uid?: Field<string> }>;
  readonly spec?: Field<{
    readonly accessModes?: Field<readonly Field<string>[]>;
    readonly clusterIP?: Field<string>;
    readonly maxReplicas?: Field<number>;
    readonly ordinals?: Field<{ readonly start?: Field<number> }>;
    readonly podManagementPolicy?: Field<string>;
    readonly ports?: Field<ReadonlyArray<{ readonly port?: Field<number>; readonly protocol?: Field<string> }>>;
    readonly publishNotReadyAddresses?: Field<boolean>;
    readonly replicas?: Field<number>;
    readonly scaleTargetRef?: Field<{ readonly kind?: Field<string>; readonly name?: Field<string> }>;
    readonly selector?: Field<Labels>;
    readonly serviceName?: Field<string>;
    readonly ttlSecondsAfterFinished?: Field<number>;
    readonly type?: Field<string>;
  }>;
  readonly data?: Content;
  readonly binaryData?: Content;
  readonly stringData?: Content;
}

/** A manifest that an app is given. */
export interface AddedManifest {
  /** What findings call it. */
  readonly path: string;
  /** What it is applied with: a name can be had once in it. */
  readonly chart: string;
  /**
   * The pod that it holds.
   *
   * @default - looked up by its kind
   */
  readonly pod?: { readonly spec: PodSpec; readonly metadata: PodMetadata };
  /**
   * What the code says of its steps; `nothing` where it is none of the library's and nobody asks.
   *
   * @default - the facts that the manifest carries
   */
  readonly declared?: DeclaredSteps | 'nothing' | undefined;
}

/** Steps, as far as an app goes. */
export interface DeclaredSteps {
  readonly singleton?: readonly string[] | undefined;
  readonly steps: ReadonlyArray<{ readonly name: string; readonly waitsFor?: readonly TargetFacts[] | undefined }>;
}
