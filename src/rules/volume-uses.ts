import { volumeIdentity } from '../declared/proven';
import { livesOf, type PlacedContainer } from '../manifest/containers';
import type { Life } from '../manifest/life';
import { type Field, isSet, list, text, type VolumeMount } from '../manifest/types';
import { claimsByVolume, emptyDirectories, type MakesClaims } from '../manifest/volumes';
import type { CheckedPod } from './rule';

/** A mount of a volume by a container, and when the container runs. */
export interface VolumeUse {
  readonly container: PlacedContainer;
  readonly life: Life;
  readonly mount: VolumeMount;
  /** The name of the volume in the pod. */
  readonly volume: string;
  /** What it is: of one claim under two names, the same. */
  readonly identity: string;
  readonly isClaim: boolean;
  /** The claim that it shows; undefined for one that a StatefulSet makes for each pod, and for what is no claim. */
  readonly claim: string | undefined;
  readonly isEmptyDirectory: boolean;
  /** True where the container may write what others then find there. */
  readonly writes: boolean;
}

/** Where a step keeps its note that it has run: nothing that others read. */
const NOTES = '/prelude-once';
/** Steps that look at a claim, or change what is there, and leave no content of their own; some leave the helper in an empty directory. */
const WRITES_NOTHING: ReadonlySet<string> = new Set(['VerifyPermissions', 'FixPermissions']);

/** The kind of step that a container is; undefined where it is none, or nothing is known. */
export const kindOf = ({ declared }: CheckedPod, { name, group }: PlacedContainer): string | undefined =>
  (group === 'initContainers' ? declared?.kinds?.get(name) : undefined);

const known = new WeakMap<CheckedPod, readonly VolumeUse[]>();

/** Who mounts what, in the order in which the containers start; worked out once a pod, for all rules that ask. */
export function volumeUses(pod: CheckedPod): readonly VolumeUse[] {
  const uses = known.get(pod) ?? usesIn(pod);
  known.set(pod, uses);
  return uses;
}

function usesIn(pod: CheckedPod): readonly VolumeUse[] {
  const claims = claimsByVolume(pod.spec, pod.manifest as MakesClaims);
  const empty = emptyDirectories(pod.spec);
  if (claims.size === 0 && empty.length === 0) return [];
  const lives = livesOf(pod.containers);
  return pod.containers.flatMap((container, place) => list(container.json.volumeMounts).filter(isMount).map((mount): VolumeUse => {
    const volume = text(mount.name);
    const claim = claims.get(volume);
    const isClaim = claims.has(volume);
    const isRead = mount.readOnly === true || mount.mountPath === NOTES || (isClaim && WRITES_NOTHING.has(kindOf(pod, container) ?? ''));
    return {
      container, life: lives[place]!, mount, volume, claim,
      identity: volumeIdentity(volume, claim), isClaim, isEmptyDirectory: empty.includes(volume), writes: !isRead,
    };
  }));
}

const isMount = (mount: Field<VolumeMount>): mount is VolumeMount => isSet(mount);

/** The place of a field of a mount. */
export const placeOfMount = ({ container, volume }: VolumeUse, field: string): string => container.at(`volumeMounts[${volume}].${field}`);
