import { shortHash } from '../../declared/short-hash';
import { refuse } from '../../errors';
import { nothingToPrune } from '../../messages/copy-files';
import type { VolumeSpec } from '../../template/volume-spec';
import type { Step } from '../../step/step';

/** The arguments by which a step takes away what it has put into a volume before, and a check that the volume can hold such files. */
export function pruning(at: Step, prune: boolean, volume: VolumeSpec): readonly string[] {
  if (!prune) return [];
  if (volume.source?.emptyDir !== undefined) refuse(at, 'conflicting-properties', nothingToPrune);
  // The same in every release, and of no other step that writes into the claim.
  return ['--prune', shortHash(at.node.path)];
}
