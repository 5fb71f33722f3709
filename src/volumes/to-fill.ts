import type { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { checkHandle } from '../handles/handle';
import { directoryToFill, notAVolumeToFill } from '../messages/steps';
import type { Need } from '../template/facts';
import type { PodTemplate } from '../template/pod-template';
import type { VolumeSpec } from '../template/volume-spec';
import { Claim } from './claim';
import { type EmptyDirectory, isEmptyDirectory } from './empty-directory';
import { Owned } from './owned';
import { emptyDirSource, type Medium } from './scratch';

/**
 * A volume that a step may write: an empty directory of the pod, a claim, or the whole volume that an earlier step has prepared. `_Why` is what
 * the compiler says of anything else: it is written where the type is used, or it is not said.
 */
export type FillableVolume<Id extends string = any, _Why = unknown> = EmptyDirectory<Id> | Claim<Id> | Owned<Id>;

/** Checks a volume that a step is to write: a whole one, of its own pod. */
export function checkFillable<Id extends string>(
  at: IConstruct, template: PodTemplate, what: string, volume: unknown,
): FillableVolume<Id> {
  if (isEmptyDirectory(volume)) {
    checkHandle(at, template, what, new Owned<Id>({ owner: volume._owner, step: '' }, volume._volume));
    return volume;
  }
  if (!(volume instanceof Claim || volume instanceof Owned)) return refuse(at, 'volume-to-fill', notAVolumeToFill(what), volume);
  checkHandle(at, template, what, volume);
  if (volume._subPath !== undefined) refuse(at, 'volume-to-fill', directoryToFill(what, volume._subPath), volume._subPath);
  return volume;
}

/** A volume that a step writes, and how much of one that it was given. */
export interface ToFill {
  readonly volume: VolumeSpec;
  readonly needs: readonly Need[];
}

/** The volume that a step writes: the one that was given, or an empty directory of its own, named after the step. */
export function volumeToFill(at: IConstruct, template: PodTemplate, step: string, into: unknown, sizeLimit: Size, medium?: Medium): ToFill {
  if (into === undefined) return { volume: { name: step, source: emptyDirSource(at.node.path, sizeLimit, medium) }, needs: [] };
  const volume = checkFillable(at, template, 'into', into)._volume;
  return { volume, needs: [{ volume: volume.name, size: sizeLimit }] };
}
