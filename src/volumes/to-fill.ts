import type { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { checkHandle } from '../handles/handle';
import { notAVolume } from '../messages/steps';
import type { PodTemplate } from '../template/pod-template';
import type { VolumeSpec } from '../template/volume-spec';
import { Claim } from './claim';
import { type EmptyDirectory, isEmptyDirectory } from './empty-directory';
import { Owned } from './owned';
import { emptyDirSource, type Medium } from './scratch';

/** A volume that a step may write: an empty directory of the pod, or a claim. */
export type FillableVolume<Id extends string = any> = EmptyDirectory<Id> | Claim<Id>;

/** Checks a volume that a step is to write: one of its own pod. */
export function checkFillable<Id extends string>(
  at: IConstruct, template: PodTemplate, what: string, volume: unknown,
): FillableVolume<Id> {
  if (!(volume instanceof Claim) && !isEmptyDirectory(volume)) return refuse(at, notAVolume, volume);
  checkHandle(at, template, what, volume instanceof Claim ? volume : new Owned<Id>({ owner: volume._owner, step: '' }, volume._volume));
  return volume;
}

/** The volume that a step writes: the one that was given, or an empty directory of its own, named after the step. */
export function volumeToFill(at: IConstruct, template: PodTemplate, step: string, into: unknown, sizeLimit: Size, medium?: Medium): VolumeSpec {
  if (into !== undefined) return checkFillable(at, template, 'into', into)._volume;
  return { name: step, source: emptyDirSource(at.node.path, sizeLimit, medium) };
}
