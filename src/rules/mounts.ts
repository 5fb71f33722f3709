import { posix } from 'node:path';
import { isPlaceOfRuntime } from '../checks/mount-path';
import * as say from '../messages/mounts';
import type { PlacedContainer } from '../manifest/containers';
import { type MountedPath, overlapsOf } from '../manifest/overlap';
import { isSet, list, text, type VolumeMount } from '../manifest/types';
import { isForWindows } from './pod-security/standards';
import type { CheckedPod, LibraryRule } from './rule';

const SUB_PATHS = ['subPath', 'subPathExpr'] as const;

export const mounts: LibraryRule = {
  id: 'mounts',
  title: 'Mounts refer to volumes that exist, at absolute paths that a container can use, each path once',
  why: 'Kubernetes refuses the pod, its container does not start, or one volume hides the other.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/',
  noSuppression: 'Kubernetes refuses the pod',
  check(pod, report) {
    const volumes = volumesOf(pod);
    const windows = isForWindows(pod.spec);
    for (const container of pod.containers) {
      for (const mount of list(container.json.volumeMounts)) {
        if (!mount) continue;
        const volume = text(mount.name);
        if (!volumes.includes(volume)) report({ where: at(container, volume, 'name'), sentence: say.volumeMissing(container.name, volume) });

        const path = text(mount.mountPath);
        const unfit = unfitPath(container.name, path, windows);
        if (unfit !== undefined) report({ where: at(container, volume, 'mountPath'), sentence: unfit });
        const place = placeOf(path);
        const impossible = windows ? undefined : impossiblePlace(pod, container, mount, place);
        if (impossible !== undefined) report({ where: at(container, volume, 'mountPath'), sentence: impossible });

        for (const field of SUB_PATHS) {
          const wrong = unfitSubPath(container.name, field, text(mount[field]));
          if (wrong !== undefined) report({ where: at(container, volume, field), sentence: wrong, given: text(mount[field]) });
        }
      }
      for (const overlap of overlapsOf(mountsOf(container))) {
        const { mount: { volume, path } } = overlap;
        if (overlap.kind === 'same path') report({ where: at(container, volume, 'mountPath'), sentence: say.mountPathTwice(path) });
        else if (isProven(pod, container, overlap.outer.volume)) {
          report({ where: at(container, volume, 'mountPath'), sentence: say.mountInsideReadOnly(path, overlap.outer.path) });
        }
      }
      for (const device of list(container.json.volumeDevices)) {
        const volume = text(device?.name);
        if (volumes.includes(volume)) continue;
        report({ where: container.at(`volumeDevices[${volume}].name`), sentence: say.volumeMissing(container.name, volume) });
      }
    }
  },
};

const at = (container: PlacedContainer, volume: string, field: string) => container.at(`volumeMounts[${volume}].${field}`);

interface PlacedMount extends MountedPath {
  readonly volume: string;
}

const mountsOf = ({ json }: PlacedContainer): readonly PlacedMount[] => list(json.volumeMounts).filter(isSet).map((mount) => ({
  volume: text(mount.name), path: placeOf(text(mount.mountPath)), readOnly: mount.readOnly === true,
}));

/** Of a volume that others fill nobody knows here what is in it: the place may be there. */
const isProven = ({ declared }: CheckedPod, { name }: PlacedContainer, volume: string): boolean =>
  declared?.reads.some((read) => read.container === name && read.volume === volume) ?? false;

interface StatefulSet {
  readonly spec?: { readonly volumeClaimTemplates?: ReadonlyArray<{ readonly metadata?: { readonly name?: string } }> };
}

/** The names of the pod's volumes, and of those that a StatefulSet makes for each of its pods. */
function volumesOf({ manifest, spec }: CheckedPod): readonly string[] {
  const names = list(spec.volumes).map((volume) => text(volume?.name));
  for (const claim of list((manifest as StatefulSet).spec?.volumeClaimTemplates)) names.push(text(claim?.metadata?.name));
  return names;
}

function unfitPath(container: string, path: string, windows: boolean): string | undefined {
  if (path === '') return say.mountPathMissing(container);
  if (windows) return undefined;
  if (!path.startsWith('/')) return say.relativeMountPath(path);
  return path.includes(':') ? say.mountPathColon(path) : undefined;
}

const TERMINATION_LOG = '/dev/termination-log';

/** Nothing but what the node itself has there can be mounted where the runtime has its own; files may lie where Kubernetes wants one. */
function impossiblePlace({ spec }: CheckedPod, { name, json }: PlacedContainer, mount: VolumeMount, place: string): string | undefined {
  if (place !== '/' && !place.startsWith('/proc') && !place.startsWith('/dev')) return undefined;
  if (list(spec.volumes).some((volume) => volume?.name === mount.name && isSet(volume?.hostPath))) return undefined;
  if (isPlaceOfRuntime(place)) return say.mountPathOfRuntime(place);
  const isWhole = text(mount.subPath) === '' && text(mount.subPathExpr) === '';
  return isWhole && place === (text(json.terminationMessagePath) || TERMINATION_LOG) ? say.mountPathOfTerminationLog(name, place) : undefined;
}

function unfitSubPath(container: string, field: string, path: string): string | undefined {
  if (path.startsWith('/')) return say.subPathAbsolute(container, field);
  return path.includes('..') && path.split('/').includes('..') ? say.subPathBackwards(container, field) : undefined;
}

/** `/data`, `/data/` and `//data` are one place. */
export function placeOf(path: string): string {
  if (!path.endsWith('/') && !path.includes('//') && !path.includes('/.')) return path;
  const short = posix.normalize(path);
  return short.length > 1 && short.endsWith('/') ? short.slice(0, -1) : short;
}
