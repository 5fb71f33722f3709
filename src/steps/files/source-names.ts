import { refuse } from '../../errors';
import { notInSource } from '../../messages/compile-time';
import { Files } from '../../volumes/files';
import { ProjectedFiles } from '../../volumes/projected';
import { sourceMount } from '../../volumes/source-mount';
import type { Mountable } from '../../volumes/volume';
import type { Step } from '../../step/step';

/**
 * Refuses names that a source has not, as far as this app knows its names. Where it is a construct, which may get its keys until
 * synth, it gives what is to be looked at then.
 */
export function checkSourceNames(at: Step, from: ProjectedFiles | Mountable, names: readonly string[]): ReadonlyArray<() => string[]> {
  const missing = (): string[] => {
    const known = namesOf(from);
    const unknown = known && names.find((name) => !known.includes(name));
    return unknown === undefined ? [] : [`${notInSource(unknown)}: ${sourceMount(from, '').what} has ${known?.join(', ')}.`];
  };
  if (from instanceof ProjectedFiles && from._isConstruct) return [missing];
  for (const sentence of missing()) refuse(at, 'unknown-file', sentence);
  return [];
}

/** The names, where there are any: who says none has not said all. */
function namesOf(from: ProjectedFiles | Mountable): readonly string[] | undefined {
  if (from instanceof ProjectedFiles) return from.keys;
  return from instanceof Files && from.names.length > 0 ? from.names : undefined;
}
