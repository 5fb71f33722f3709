import { refuse } from '../errors';
import { overlapsOf } from '../manifest/overlap';
import { mountInsideReadOnly, mountPathTwice } from '../messages/mounts';
import type { MountSpec } from './volume-spec';

/** Refuses mounts of one container that hide each other, or that no runtime can make. */
export function checkOverlap(at: string, specs: readonly MountSpec[]): void {
  for (const overlap of overlapsOf(specs)) {
    const { path } = overlap.mount;
    refuse(at, 'mounts', overlap.kind === 'same path' ? mountPathTwice(path) : mountInsideReadOnly(path, overlap.outer.path), path);
  }
}
