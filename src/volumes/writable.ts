import { Handle } from '../handles/handle';
import { refuse } from '../errors';
import { notAVolumeHandle } from '../messages/input';
import type { UnfilledVolume } from '../messages/mounts';
import { unfilledVolume } from '../messages/mounts';
import { type EmptyDirectory, isEmptyDirectory } from './empty-directory';
import { Mountable } from './volume';

/** A volume asked for with write access. Made by {@link writable}. */
export class Writable<in out Id extends string = any> extends Handle<Id> {
  /** @internal */
  readonly _of: Mountable<Id>;
  /** Always true: mounted for writing. */
  readonly writes = true as const;

  /** @internal */
  constructor(of: Mountable<Id>) {
    super({ owner: of._owner, step: of.step });
    this._of = of;
  }
}

/**
 * Asks for a mount with write access; without it, every mount is read-only. If a container can write the files of a step,
 * nothing proves what other containers read: mounting them read-only elsewhere in the pod is then an error.
 *
 * @param volume what is to be written
 * @throws {@link PreludeError} when it is not a volume
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts
 *
 * @example
 * mounts: { '/var/lib/postgresql/data': writable(data) }
 * // - { name: data, mountPath: /var/lib/postgresql/data }
 */
export function writable<V extends Mountable | EmptyDirectory>(
  volume: V extends EmptyDirectory<any> ? UnfilledVolume : V,
): Writable<PodOf<V>> {
  if (isEmptyDirectory(volume)) refuse('writable()', 'unfilled-volume', unfilledVolume);
  return volume instanceof Mountable ? new Writable<PodOf<V>>(volume) : refuse('writable()', 'not-mountable', notAVolumeHandle, volume);
}

type PodOf<V> = V extends Mountable<infer Id> ? Id : any;
