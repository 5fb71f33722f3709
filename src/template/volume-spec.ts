import type { k8s } from 'cdk8s-plus-28';

/** A volume of a pod, as its spec will hold it. */
export interface VolumeSpec {
  readonly name: string;
  /** Undefined where the StatefulSet's claim template provides it. */
  readonly source: Omit<k8s.Volume, 'name'> | undefined;
}

/** A volume mounted into a container of ours. */
export interface MountSpec {
  readonly volume: VolumeSpec;
  readonly path: string;
  readonly subPath?: string | undefined;
  readonly readOnly: boolean;
  /** The step whose files these are; undefined where nothing is proven of them. */
  readonly provenBy?: string | undefined;
}
