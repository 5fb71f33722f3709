import { claimTemplates, emptyDirectories } from '../manifest/volumes';
import * as say from '../messages/plan';
import type { DescribedPod } from './described';
import type { MountsByVolume } from './volumes';

/** Unused work: files that a step writes and no other container mounts, claims that no container mounts. */
export function unusedVolumes({ steps, spec, manifest }: DescribedPod, mounts: MountsByVolume): readonly string[] {
  const ofPod = claimTemplates(manifest);
  const fillersOf = (volume: string) => steps.filter(({ facts: { fills = [] } }) => fills.includes(volume)).map(({ name }) => name);
  return [
    ...[...emptyDirectories(spec), ...ofPod].flatMap((volume) => {
      const fillers = fillersOf(volume);
      const isUsed = (mounts.get(volume) ?? []).some(({ container }) => !fillers.includes(container));
      return fillers.length === 0 || isUsed ? [] : [say.filledForNobody(volume, fillers)];
    }),
    ...ofPod.filter((volume) => !mounts.has(volume)).map(say.claimForNobody),
  ];
}
