import { ofRule, refuse } from '../errors';
import { mountInsideProven, mountPathTwice } from '../messages/mounts';
import type { MountSpec } from './volume-spec';

/** A volume mounted over a path inside another one: over the files of a step that hides what it proved. */
export function checkOverlap(at: string, specs: readonly MountSpec[]): void {
  const seen = new Set<string>();
  for (const { path } of specs) {
    if (seen.has(path)) refuse(at, ofRule('mounts', mountPathTwice(path)), path);
    seen.add(path);
  }
  for (const outer of specs.filter((spec) => spec.readOnly)) {
    const inner = specs.find((spec) => spec.path.startsWith(`${outer.path}/`));
    if (inner) refuse(at, mountInsideProven(inner.path, outer.path), inner.path);
  }
}
