import { type Container, isSet, list, type PodSpec, text, type VolumeMount } from '../manifest/types';
import { claimTemplates, type MakesClaims } from '../manifest/volumes';

/** A mount of a rendered pod. */
export interface FinishedMount {
  /** The name of the container. */
  readonly container: string;
  /** The user that it runs as, where the manifest says one. */
  readonly user: number | undefined;
  readonly writable: boolean;
}

/** The names of the volumes that are claims, of the pod or of the StatefulSet. */
export const claims = (spec: PodSpec, manifest: MakesClaims): readonly string[] => [
  ...list(spec.volumes).filter((volume) => isSet(volume?.persistentVolumeClaim)).map((volume) => text(volume?.name)),
  ...claimTemplates(manifest),
];

/** Who mounts which volume in a rendered pod, by the name of the volume. */
export type MountsByVolume = ReadonlyMap<string, readonly FinishedMount[]>;

export function mountsByVolume(spec: PodSpec): MountsByVolume {
  const found = new Map<string, FinishedMount[]>();
  for (const container of [...list(spec.initContainers), ...list(spec.containers)]) {
    if (!isSet(container)) continue;
    for (const mount of list(container.volumeMounts)) {
      const volume = text(mount?.name);
      found.set(volume, [...found.get(volume) ?? [], mountOf(spec, container, mount)]);
    }
  }
  return found;
}

const mountOf = (spec: PodSpec, container: Container, mount: VolumeMount | null | undefined): FinishedMount => ({
  container: text(container.name),
  user: container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser ?? undefined,
  writable: mount?.readOnly !== true,
});
