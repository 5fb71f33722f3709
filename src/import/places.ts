import type { InitContainer, MountedVolume } from './init-container';

/** A path in a volume. */
export interface InVolume {
  readonly volume: MountedVolume;
  /** The path below its root; empty for the root itself. */
  readonly below: string;
}

/** The volume that a path of the container lies in; undefined where it lies in the image. */
export function placeOf({ volumes }: InitContainer, path: string): InVolume | undefined {
  const plain = path.replace(/\/(?:\.|\*)?$/, '').replace(/\/{2,}/g, '/') || '/';
  const found = [...volumes].sort((a, b) => b.path.length - a.path.length).find((one) => plain === one.path || plain.startsWith(one.path === '/' ? '/' : `${one.path}/`));
  return found && { volume: found, below: plain.slice(found.path.length).replace(/^\/+/, '') };
}

/** The same of a volume that is mounted as a whole and can be written. */
export function wholePlaceOf(container: InitContainer, path: string): InVolume | undefined {
  const place = placeOf(container, path);
  return place && place.volume.subPath === undefined && !place.volume.readOnly ? place : undefined;
}
