/* What is said of mounts and of volumes: of what code declares, and of what a rendered pod has. */

import type { OfRule } from './rule-ids';
import { container } from './words';

/* Where something is mounted. */

/** A mount path that does not begin with a slash. */
export const relativeMountPath = <Path extends string>(path: Path) =>
  `mount path "${path}" is relative: begin it with "/"` as const;
export type RelativeMountPath<Path extends string> = OfRule<'mounts', ReturnType<typeof relativeMountPath<Path>>>;

/** A mount path with a slash at its end: `/data` and `/data/` are one place. */
export const mountPathEndsWithSlash = <Path extends string>(path: Path) =>
  `mount path "${path}" ends with "/": leave it out, "/data" and "/data/" are one place` as const;
export type MountPathEndsWithSlash<Path extends string> = OfRule<'mounts', ReturnType<typeof mountPathEndsWithSlash<Path>>>;

export const mountPathColon = (path: string) => `mount path "${path}" has a ":", which Kubernetes refuses: choose another one.`;
export const mountPathOfRuntime = (path: string) =>
  `"${path}" is a place that the container's runtime needs itself: no container starts with a volume there. Choose another path, such as "/data".`;
export const mountPathTwice = (path: string) => `two volumes are mounted at "${path}", so that one hides the other: give each a path of its own.`;
export const mountInsideReadOnly = (path: string, other: string) =>
  `"${path}" lies inside "${other}", which is mounted read-only: the runtime cannot make the place for it there, and the container does not start. ` +
  'Have one volume for both (`into` and `after` of the second step), mount the outer one as writable(…), or mount the inner one elsewhere.';
export const mountPathMissing = (name: string) => `${container(name)} has a mount without mountPath: say where the volume is to be seen.`;
export const mountPathOfTerminationLog = (name: string, path: string) =>
  `${container(name)} mounts a volume at "${path}", where Kubernetes puts the file of its last words, so that it does not start: choose another path.`;
export const subPathAbsolute = (name: string, field: string) =>
  `${container(name)} has an absolute ${field}: it is a path within the volume, leave the "/" at its beginning out.`;
export const subPathBackwards = (name: string, field: string) =>
  `${container(name)} has a ${field} with ".." in it, which Kubernetes refuses: name the path within the volume directly.`;

/* What is mounted. */

/** A volume that no step has filled. */
export const unfilledVolume =
  'no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)' as const;
export type UnfilledVolume = OfRule<'unfilled-volume', typeof unfilledVolume>;

/** Something mounted that is no place. */
export const notMountable =
  'this cannot be mounted: give the files of a step, claim(…), writable(…), scratch(…), configMapFiles(…) or secretFiles(…)' as const;
export type NotMountable = OfRule<'not-mountable', typeof notMountable>;

export const volumeMissing = (name: string, volume: string) =>
  `${container(name)} mounts volume "${volume}", which the pod does not have: add the volume, or correct the name.`;

/* Names of volumes. */

const taken = (name: string) => `the pod has a volume "${name}" already`;

export const volumeTakenInPod = (name: string) => `${taken(name)}: choose another name.`;
export const volumeNameTwice = (name: string, other: string) =>
  `${taken(name)}: Kubernetes wants one name for each; rename this one, or ${other}; those of the library are called as their steps.`;
