import type { Container, Field, PodMetadata, PodSpec } from '../manifest/types';

/* Objects as a cluster tells them, as far as their start goes. Anything may be missing: what is read may be cut, or written by hand. */

/** Who made an object. */
export interface OwnerReference {
  readonly kind?: Field<string>;
  readonly name?: Field<string>;
  readonly controller?: Field<boolean>;
}

/** What an object says of itself. */
export interface LiveMetadata extends PodMetadata {
  readonly name?: Field<string>;
  readonly namespace?: Field<string>;
  readonly creationTimestamp?: Field<string>;
  readonly deletionTimestamp?: Field<string>;
  readonly deletionGracePeriodSeconds?: Field<number>;
  readonly finalizers?: Field<readonly string[]>;
  readonly ownerReferences?: Field<readonly OwnerReference[]>;
}

/** A condition of an object. */
export interface Condition {
  readonly type?: Field<string>;
  readonly status?: Field<string>;
  readonly reason?: Field<string>;
  readonly message?: Field<string>;
  readonly lastTransitionTime?: Field<string>;
}

/** How a container ended. */
export interface Terminated {
  readonly exitCode?: Field<number>;
  readonly reason?: Field<string>;
  readonly message?: Field<string>;
  readonly startedAt?: Field<string>;
  readonly finishedAt?: Field<string>;
}

/** What a container does now, or did before. */
export interface ContainerState {
  readonly waiting?: Field<{ readonly reason?: Field<string>; readonly message?: Field<string> }>;
  readonly running?: Field<{ readonly startedAt?: Field<string> }>;
  readonly terminated?: Field<Terminated>;
}

/** What the kubelet says of a container. */
export interface ContainerStatus {
  readonly name?: Field<string>;
  readonly ready?: Field<boolean>;
  readonly started?: Field<boolean>;
  readonly restartCount?: Field<number>;
  readonly state?: Field<ContainerState>;
  readonly lastState?: Field<ContainerState>;
}

/** An object of a cluster. */
export interface LiveObject {
  readonly kind?: Field<string>;
  readonly metadata?: Field<LiveMetadata>;
  readonly spec?: Field<Readonly<Record<string, unknown>>>;
  readonly status?: Field<{ readonly conditions?: Field<readonly Condition[]> } & Readonly<Record<string, unknown>>>;
}

/** A pod of a cluster. */
export interface LivePod {
  readonly kind?: Field<string>;
  readonly metadata?: Field<LiveMetadata>;
  readonly spec?: Field<PodSpec & {
    readonly nodeName?: Field<string>;
    readonly nodeSelector?: Field<Readonly<Record<string, string>>>;
    readonly dnsConfig?: Field<{ readonly nameservers?: Field<readonly string[]> }>;
    readonly dnsPolicy?: Field<string>;
    readonly readinessGates?: Field<ReadonlyArray<{ readonly conditionType?: Field<string> }>>;
    readonly schedulingGates?: Field<ReadonlyArray<{ readonly name?: Field<string> }>>;
  }>;
  readonly status?: Field<{
    readonly phase?: Field<string>;
    readonly reason?: Field<string>;
    readonly message?: Field<string>;
    readonly startTime?: Field<string>;
    readonly conditions?: Field<readonly Condition[]>;
    readonly initContainerStatuses?: Field<readonly ContainerStatus[]>;
    readonly containerStatuses?: Field<readonly ContainerStatus[]>;
  }>;
}

/** What happened to an object, as somebody noted it. */
export interface LiveEvent {
  readonly involvedObject?: Field<{ readonly kind?: Field<string>; readonly name?: Field<string>; readonly fieldPath?: Field<string> }>;
  readonly metadata?: Field<LiveMetadata>;
  readonly reason?: Field<string>;
  readonly message?: Field<string>;
  readonly count?: Field<number>;
  readonly firstTimestamp?: Field<string>;
  readonly lastTimestamp?: Field<string>;
  readonly eventTime?: Field<string>;
  readonly series?: Field<{ readonly lastObservedTime?: Field<string> }>;
}

/** A port of a Service. */
export interface ServicePort {
  readonly name?: Field<string>;
  readonly port?: Field<number>;
  readonly targetPort?: Field<number | string>;
}

/** A Service of a cluster. */
export interface LiveService {
  readonly metadata?: Field<LiveMetadata>;
  readonly spec?: Field<{
    readonly type?: Field<string>;
    readonly clusterIP?: Field<string>;
    readonly externalName?: Field<string>;
    readonly publishNotReadyAddresses?: Field<boolean>;
    readonly selector?: Field<Readonly<Record<string, string>>>;
    readonly ports?: Field<readonly ServicePort[]>;
  }>;
}

/** A container and what the kubelet says of it. */
export interface LiveContainer {
  readonly name: string;
  /** `step`: runs to its end before the next; `sidecar`: before the others, and runs on; `app`: all at once, last. */
  readonly kind: 'step' | 'sidecar' | 'app';
  readonly json: Container;
  readonly status: ContainerStatus;
}
