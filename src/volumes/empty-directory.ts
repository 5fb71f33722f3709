import type { Size } from 'cdk8s';
import { checkLabel } from '../checks/names';
import type { HandleOwner } from '../handles/handle';
import { templateOf, type WorkloadLike } from '../template/template-of';
import type { VolumeSpec } from '../template/volume-spec';
import { emptyDirSource, type Medium } from './scratch';

/** An empty directory for a step to fill. You cannot mount it; mount the handle of the step that fills it. */
export class EmptyDirectory<in out Id extends string = any> {
  /** The id of the workload that it belongs to. */
  readonly pod: Id;
  /** The name of the volume in the pod. */
  readonly volumeName: string;
  /** Always true: no step has filled it. */
  readonly empty = true as const;
  /** @internal */
  readonly _owner: HandleOwner;
  /** @internal */
  readonly _volume: VolumeSpec;

  /** @internal */
  constructor(owner: HandleOwner, volume: VolumeSpec) {
    this.pod = owner.id as Id;
    this.volumeName = volume.name;
    this._owner = owner;
    this._volume = volume;
  }
}

/** True for an {@link EmptyDirectory}. */
export const isEmptyDirectory = (value: unknown): value is EmptyDirectory => value instanceof EmptyDirectory;

/**
 * Declares an empty directory for a step of this pod to fill.
 *
 * @param workload the workload whose pods have it
 * @param name the volume's name
 * @param sizeLimit its maximum size; a pod that writes more is evicted
 * @param medium on disk, or in memory
 * @throws {@link PreludeError} when the name is taken or no DNS label, or the size is not above zero
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 *
 * @example
 * const pages = emptyDirectory(web, 'pages', Size.mebibytes(100));
 * // volumes: [{ name: pages, emptyDir: { sizeLimit: 100Mi } }]
 */
export function emptyDirectory<Id extends string>(
  workload: WorkloadLike<Id>, name: string, sizeLimit: Size, medium: Medium = 'disk',
): EmptyDirectory<Id> {
  const template = templateOf('emptyDirectory()', workload);
  const at = `${template.path}/${String(name)}`;
  const volume = { name: checkLabel(at, 'the name of a volume', name), source: emptyDirSource(at, sizeLimit, medium) };
  return new EmptyDirectory<Id>(template, template.addVolume(at, volume));
}
