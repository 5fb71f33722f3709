import type { k8s } from 'cdk8s-plus-28';

/** A volume of a pod, as its spec will hold it. */
export interface VolumeSpec {
  /** Its name in the pod. */
  readonly name: string;
  /** Undefined where the StatefulSet's claim template provides it. */
  readonly source: Omit<k8s.Volume, 'name'> | undefined;
}

/** A volume mounted into a container of ours. */
export interface MountSpec {
  /** The volume. */
  readonly volume: VolumeSpec;
  /** Where it is mounted. */
  readonly path: string;
  /**
   * What of it is mounted.
   *
   * @default - all
   */
  readonly subPath?: string | undefined;
  /** False where it can be written. */
  readonly readOnly: boolean;
  /**
   * The step whose files these are.
   *
   * @default - nothing is proven of them
   */
  readonly provenBy?: string | undefined;
}
