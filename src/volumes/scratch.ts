import { k8s } from 'cdk8s-plus-28';
import type { Size } from 'cdk8s';
import { checkOneOf, checkSize, quantity } from '../checks/values';
import type { VolumeSpec } from '../template/volume-spec';

/** Where an empty directory lies: on the node's disk, or in memory that counts towards the container's limit. */
export type Medium = 'disk' | 'memory';

/** Empty space of one container, thrown away with the pod. Made by {@link scratch}. */
export class Scratch {
  /** How much it may hold. */
  readonly sizeLimit: Size;
  /** Where it lies. */
  readonly medium: Medium;
  /** @internal */
  readonly _source: NonNullable<VolumeSpec['source']>;

  /** @internal */
  constructor(sizeLimit: Size, medium: Medium) {
    this.sizeLimit = sizeLimit;
    this.medium = medium;
    this._source = emptyDirSource('scratch()', sizeLimit, medium);
  }
}

/**
 * Declares scratch space for one container, such as its `/tmp`: the root file system is read-only.
 *
 * @param sizeLimit its maximum size; a pod that writes more is evicted
 * @param medium on disk, or in memory
 * @throws {@link PreludeError} when the size is not above zero
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 *
 * @example
 * mounts: { '/tmp': scratch(Size.mebibytes(64)) }
 * // volumes: [{ name: app-scratch-1, emptyDir: { sizeLimit: 64Mi } }]
 */
export function scratch(sizeLimit: Size, medium: Medium = 'disk'): Scratch {
  return new Scratch(sizeLimit, medium);
}

/** The volume source of an empty directory. */
export function emptyDirSource(at: string, sizeLimit: Size, medium: Medium = 'disk'): NonNullable<VolumeSpec['source']> {
  const limit = k8s.Quantity.fromString(quantity(checkSize(at, 'sizeLimit', sizeLimit)));
  return { emptyDir: checkOneOf(at, 'medium', medium, ['disk', 'memory']) === 'memory' ? { medium: 'Memory', sizeLimit: limit } : { sizeLimit: limit } };
}
