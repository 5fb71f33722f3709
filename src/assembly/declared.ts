import type { DeclaredMount, DeclaredPod, DeclaredRead, DeclaredStep } from '../declared/pod';
import type { PodTemplate } from '../template/pod-template';
import type { MountSpec } from '../template/volume-spec';
import { stepContainers } from './assemble';
import { finishedOf } from './finished';

const NONE: readonly never[] = Object.freeze([]);

/** What a template says of its pods that their rendered manifest is held against. */
export const declaredPod = (template: PodTemplate): DeclaredPod => ({
  steps: stepContainers(template).map((step) => (finishedOf(step) ?? step) as DeclaredStep), ...declaredMounts(template),
  kinds: new Map(template.steps.map(({ name, kind }) => [name, kind])),
  onlyReads: onlyReads(template),
});

/** Who reads the files of which step, who may write those volumes, and which steps run on. */
export function declaredMounts(template: PodTemplate): Pick<DeclaredPod, 'reads' | 'writes' | 'runsOn' | 'overwrites'> {
  const runsOn = template.steps.filter((step) => step.runsOn).map(({ name }) => name);
  if (!hasReads(template)) return { reads: NONE, writes: NONE, runsOn };
  const { overwrites } = template;
  const reads: DeclaredRead[] = [];
  const writes: DeclaredMount[] = [];
  const add = (container: string, mounts: readonly MountSpec[]) => {
    for (const { readOnly, provenBy, verified = false, volume: { name: volume }, subPath } of mounts) {
      if (!readOnly) writes.push({ container, volume });
      else if (provenBy !== undefined) {
        const path = overwrites.some((overwrite) => overwrite.volume === volume) ? subPath : undefined;
        reads.push({ container, volume, step: provenBy, verified, ...(path === undefined ? {} : { path }) });
      }
    }
  };
  for (const { name, mounts } of template.steps) add(name, mounts);
  for (const { name, mounts } of template.containers.values()) add(name, mounts);
  for (const [container, mounts] of template.foreignMounts) add((container as { readonly name: string }).name, mounts);
  return { reads, writes, runsOn, ...(overwrites.length === 0 ? {} : { overwrites }) };
}

/** Who only reads a volume that a step has prepared for writing. */
export const onlyReads = ({ steps, containers }: PodTemplate): readonly DeclaredMount[] =>
  [...steps, ...containers.values()].flatMap(({ name, mounts }) =>
    mounts.flatMap((mount) => (mount.onlyReads ? [{ container: name, volume: mount.volume.name }] : [])));

function hasReads({ steps, containers, foreignMounts }: PodTemplate): boolean {
  const read = ({ readOnly, provenBy }: MountSpec) => readOnly && provenBy !== undefined;
  if (foreignMounts.size > 0 || steps.some(({ mounts }) => mounts.some(read))) return true;
  for (const { mounts } of containers.values()) if (mounts.some(read)) return true;
  return false;
}
