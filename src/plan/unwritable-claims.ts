import * as say from '../messages/plan';
import { isSet } from '../manifest/types';
import type { DescribedPod } from './described';
import { claims, type FinishedMount, type MountsByVolume } from './volumes';

/**
 * Claims that a user other than root must write, in a pod without fsGroup: the root of a new volume belongs to root on most
 * storage. Nobody knows before the pod runs, so it is a note; none where root or VerifyPermissions looks after the volume.
 */
export function unwritableClaims({ steps, spec, manifest }: DescribedPod, mounts: MountsByVolume): readonly string[] {
  if (isSet(spec.securityContext?.fsGroup)) return [];
  const verified = steps.filter(({ facts: { kind } }) => kind === 'VerifyPermissions').flatMap((step) => step.mounts.map((mount) => mount.volume));
  return claims(spec, manifest).flatMap((volume) => {
    const writers = (mounts.get(volume) ?? []).filter(({ writable }) => writable);
    const unable = writers.filter(hasUser);
    const tendedByRoot = writers.some(({ user }) => user === 0);
    return tendedByRoot || unable.length === 0 || verified.includes(volume) ? [] : [say.notWritable(volume, unable)];
  });
}

const hasUser = (mount: FinishedMount): mount is FinishedMount & { readonly user: number } => mount.user !== undefined && mount.user > 0;
