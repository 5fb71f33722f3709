import type { ApiObjectMetadataDefinition, Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';

/*
 * Objects of cdk8s-plus as interfaces: its classes have private properties, so that the types of one version refuse the objects of
 * another, which work all the same.
 */

/** A mount of cdk8s-plus, of any version from 28 on. */
export interface KplusMount {
  /** Where the volume is mounted. */
  readonly path: string;
}

/** A container of cdk8s-plus, of any version from 28 on. */
export interface KplusContainer {
  /** Its name. */
  readonly name: string;
  /** Its image. */
  readonly image: string;
  /** What it mounts. */
  readonly mounts: readonly KplusMount[];
  /** @internal */
  _toKube(): object;
}

/** A workload of cdk8s-plus, of any version from 28 on: a `Pod`, `Deployment`, `StatefulSet`, `DaemonSet`, `Job` or `CronJob`. */
export interface KplusWorkload extends IConstruct {
  /** Its name in the cluster. */
  readonly name: string;
  /** The kind of its API object. */
  readonly kind: string;
  /** The metadata of the workload. */
  readonly metadata: ApiObjectMetadataDefinition;
  /** Its containers. */
  readonly containers: readonly KplusContainer[];
  /** Its init containers. */
  readonly initContainers: readonly KplusContainer[];
  /** The metadata of its pods. */
  readonly podMetadata: ApiObjectMetadataDefinition;
  /** How long its containers have between SIGTERM and SIGKILL. */
  readonly terminationGracePeriod?: Duration;
  /** Adds a container. */
  addContainer(props: never): KplusContainer;
  /** Adds an init container. */
  addInitContainer(props: never): KplusContainer;
}

/** A probe of cdk8s-plus, of any version from 28 on: `Probe.fromHttpGet(…)`, `Probe.fromTcpSocket(…)`, `Probe.fromCommand(…)`. */
export interface KplusProbe {
  /** @internal */
  _toKube(container: never): { readonly failureThreshold?: number; readonly periodSeconds?: number };
}

/** What runs at the start or the stop of a container, of any version of cdk8s-plus from 28 on: `Handler.fromCommand(…)`. */
export interface KplusHandler {
  /** @internal */
  _toKube(container: never): { readonly exec?: object; readonly httpGet?: object; readonly tcpSocket?: object };
}

/** What runs after the start and before the stop of a container. */
export interface KplusLifecycle {
  /**
   * What runs after the start.
   *
   * @default - nothing
   */
  readonly postStart?: KplusHandler;
  /**
   * What runs before the stop.
   *
   * @default - nothing
   */
  readonly preStop?: KplusHandler;
}

/** What containers are made of, by whatever version. */
export interface KplusContainerProps {
  /** Its name. */
  readonly name: string;
  /** Its image. */
  readonly image: string;
  /** Its ports. */
  readonly ports?: readonly KplusPort[];
  /** When it can serve. */
  readonly readiness?: KplusProbe | undefined;
  /** When it must be restarted. */
  readonly liveness?: KplusProbe | undefined;
  /** When it has started. */
  readonly startup?: KplusProbe | undefined;
  /** What runs at its start and stop. */
  readonly lifecycle?: KplusLifecycle;
}

/** A port that a container listens on; the `ContainerPort` of every version of cdk8s-plus fits. */
export interface KplusPort {
  /** Its number. */
  readonly number: number;
  /**
   * Its name, for Services and probes.
   *
   * @default - none
   */
  readonly name?: string;
  /**
   * The port of the node.
   *
   * @default - none
   */
  readonly hostPort?: number;
  /**
   * The address of the node.
   *
   * @default 0.0.0.0
   */
  readonly hostIp?: string;
  /**
   * `TCP`, `UDP` or `SCTP`.
   *
   * @default TCP
   */
  readonly protocol?: string;
}
