import * as say from '../messages/plan';
import type { PodSpec } from '../manifest/types';
import type { PodTemplate } from '../template/pod-template';
import { claimTemplates, emptyDirectories, type MakesClaims, type MountsByVolume } from './volumes';

/** Work that nobody has a use for: what a step writes and no other container mounts, claims that nobody mounts. */
export function unusedVolumes({ steps }: PodTemplate, spec: PodSpec, manifest: MakesClaims, mounts: MountsByVolume): readonly string[] {
  const ofPod = claimTemplates(manifest);
  const fillersOf = (volume: string) => steps
    .filter((step) => step.mounts.some((mount) => mount.fills && mount.volume.name === volume))
    .map(({ name }) => name);
  return [
    ...[...emptyDirectories(spec), ...ofPod].flatMap((volume) => {
      const fillers = fillersOf(volume);
      const isUsed = (mounts.get(volume) ?? []).some(({ container }) => !fillers.includes(container));
      return fillers.length === 0 || isUsed ? [] : [say.filledForNobody(volume, fillers)];
    }),
    ...ofPod.filter((volume) => !mounts.has(volume)).map(say.claimForNobody),
  ];
}
