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
  /**
   * True where a step writes it for those that come after.
   *
   * @default - a container that mounts it only uses it
   */
  readonly fills?: boolean | undefined;
  /**
   * True where the container only reads a volume that a step has prepared for writing.
   *
   * @default - the code does not say so
   */
  readonly onlyReads?: boolean | undefined;
  /**
   * True where it is meant to hide what the image has at its path.
   *
   * @default - hiding a directory that the image fills is an error
   */
  readonly hides?: boolean | undefined;
  /**
   * True where the step has looked at all that is there: a container that writes the volume later removes the proof.
   *
   * @default false
   */
  readonly verified?: boolean | undefined;
  /**
   * True where a step only tries whether it can write, and leaves nothing: what is proven of the volume stays proven.
   *
   * @default false
   */
  readonly tries?: boolean | undefined;
}

/** A volume that holds what an image has in a directory. */
export interface CopySpec {
  /** The name of the volume. */
  readonly volume: string;
  /** The directory of the image. */
  readonly directory: string;
}
