import { type Field, isSet, list, type PodSpec, text } from './types';

/** A manifest, as far as the claims go that a StatefulSet makes for each of its pods. */
export interface MakesClaims {
  readonly spec?: { readonly volumeClaimTemplates?: ReadonlyArray<{ readonly metadata?: { readonly name?: string } }> };
}

/** The names of the claims that a StatefulSet makes for each of its pods. */
export const claimTemplates = (manifest: MakesClaims): readonly string[] =>
  list(manifest.spec?.volumeClaimTemplates).map((template) => text(template?.metadata?.name));

/** The names of the volumes that are there for the life of the pod. */
export const emptyDirectories = (spec: PodSpec): readonly string[] =>
  list(spec.volumes).filter((volume) => isSet(volume?.emptyDir)).map((volume) => text(volume?.name));

/** The volumes that are claims, with the claims that they show: undefined for one that a StatefulSet makes for each pod. */
export function claimsByVolume(spec: PodSpec, manifest: MakesClaims): ReadonlyMap<string, string | undefined> {
  const shown = list(spec.volumes).flatMap((volume) => {
    const claim = volume?.persistentVolumeClaim as { readonly claimName?: Field<string> } | null | undefined;
    return isSet(claim) ? [[text(volume?.name), text(claim.claimName)] as const] : [];
  });
  return new Map<string, string | undefined>([...claimTemplates(manifest).map((name) => [name, undefined] as const), ...shown]);
}
