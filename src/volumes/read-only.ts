import { refuse } from '../errors';
import { notToReadOnly } from '../messages/wiring';
import { Prepared } from './prepared';
import { Mountable } from './volume';

/** A prepared volume that a container only reads. Made by {@link readOnly}. */
export class ReadOnly<in out Id extends string = any> extends Mountable<Id> {
  /** Always true: mounted for reading, on purpose. */
  readonly reads = true as const;

  /** @internal */
  constructor(of: Prepared<Id>) {
    super({ owner: of._owner, step: of.step }, of._volume, of._subPath);
  }

  /** @internal */
  override get _isProven(): boolean {
    return false;
  }
}

/**
 * Says that a container only reads a volume that a step has prepared for writing, and another container writes it. All other volumes
 * are mounted read-only without this word.
 *
 * @param volume the volume of `FixPermissions` or `MakeDirectories`
 * @throws {@link PreludeError} when it is not such a volume
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts
 *
 * @example
 * web.addContainer('app', { …, mounts: { '/srv/uploads': writable(places.directory('uploads')) } });
 * web.addContainer('nginx', { …, mounts: { '/uploads': readOnly(places.directory('uploads')) } });
 * // - { name: data, mountPath: /uploads, subPath: uploads, readOnly: true }
 */
export const readOnly = <Id extends string>(volume: Prepared<Id>): ReadOnly<Id> =>
  (volume instanceof Prepared ? new ReadOnly<Id>(volume) : refuse('readOnly()', 'not-mountable', notToReadOnly, volume));
