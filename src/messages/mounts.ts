/* Messages about mounts and volumes, in code and in a rendered pod. */

import type { OfRule } from './rule-ids';
import { container } from './words';

/* Where something is mounted. */

/** A mount path that does not begin with a slash. */
export const relativeMountPath = <Path extends string>(path: Path) =>
  `mount path "${path}" is relative: begin it with "/"` as const;
export type RelativeMountPath<Path extends string> = OfRule<'mounts', ReturnType<typeof relativeMountPath<Path>>>;

/** A mount path with a slash at its end: `/data` and `/data/` are one place. */
export const mountPathEndsWithSlash = <Path extends string>(path: Path) =>
  `mount path "${path}" ends with "/": remove it, because "/data" and "/data/" are the same place` as const;
export type MountPathEndsWithSlash<Path extends string> = OfRule<'mounts', ReturnType<typeof mountPathEndsWithSlash<Path>>>;

export const mountPathColon = (path: string) => `mount path "${path}" contains ":", which Kubernetes refuses: choose another path.`;
export const mountPathOfRuntime = (path: string) =>
  `"${path}" is reserved for the container runtime: no container starts with a volume there. Choose another path, such as "/data".`;
export const mountPathTwice = (path: string) => `two volumes are mounted at "${path}", so one hides the other: give each its own path.`;
export const mountInsideReadOnly = (path: string, other: string) =>
  `"${path}" lies inside "${other}", which is mounted read-only: the runtime cannot create the mount point there, and the container does not start. ` +
  'Use one volume for both (`into` and `after` of the second step), mount the outer one as writable(…), or mount the inner one elsewhere.';
export const directoryAtFile = (path: string, name: string, isProjected: boolean) =>
  `"${path}" is the path of a file, but the directory that contains "${name}" is mounted there: ` +
  (isProjected ? `mount it one level up, or copy the file with CopyFiles and mount its file('${name}').` : `mount file('${name}'), or the directory one level up.`);
export const mountPathMissing = (name: string) => `${container(name)} has a mount without mountPath: set the path where the container sees the volume.`;
export const mountPathOfTerminationLog = (name: string, path: string) =>
  `${container(name)} mounts a volume at "${path}", where Kubernetes puts the termination message file, so the container does not start: choose another path.`;
export const subPathAbsolute = (name: string, field: string) =>
  `${container(name)} has an absolute ${field}, but it must be a path within the volume: remove the "/" at the beginning.`;
export const subPathBackwards = (name: string, field: string) =>
  `${container(name)} has a ${field} that contains "..", which Kubernetes refuses: give the direct path within the volume.`;

/* What is mounted. */

/** A volume that no step has filled. */
export const unfilledVolume =
  'no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)' as const;
export type UnfilledVolume = OfRule<'unfilled-volume', typeof unfilledVolume>;

/** Something mounted that is not a volume or file. */
export const notMountable =
  'this cannot be mounted: give the files of a step, claim(…), writable(…), scratch(…), configMapFiles(…) or secretFiles(…)' as const;
export type NotMountable = OfRule<'not-mountable', typeof notMountable>;

export const volumeMissing = (name: string, volume: string) =>
  `${container(name)} mounts volume "${volume}", which the pod does not have: add the volume, or correct the name.`;

/* Names of volumes. */

const taken = (name: string) => `the pod already has a volume "${name}"`;

export const volumeTakenInPod = (name: string) => `${taken(name)}: choose another name.`;
export const volumeNameTwice = (name: string, other: string) =>
  `${taken(name)}: every volume needs its own name; rename this one, or ${other}; the library names volumes after their steps.`;
