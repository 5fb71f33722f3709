/** A volume that a container mounts. */
export interface MountedPath {
  readonly path: string;
  readonly readOnly: boolean;
}

/** Two mounts of one container that cannot both be seen. */
export type Overlap<M extends MountedPath> =
  /** Both at one path: one hides the other. */
  | { readonly kind: 'same path'; readonly mount: M }
  /**
   * One inside of another one that is read-only: where the outer one has nothing of that name, the runtime cannot make the place, and
   * the container does not start; where it has, that is hidden.
   */
  | { readonly kind: 'inside of read-only'; readonly mount: M; readonly outer: M };

/** The mounts of one container that overlap. Asked of what was declared, and of the rendered pod. */
export function overlapsOf<M extends MountedPath>(mounts: readonly M[]): readonly Overlap<M>[] {
  if (mounts.length < 2) return NONE;
  const twice = mounts.filter(({ path }, index) => mounts.findIndex((other) => other.path === path) !== index);
  const inside = mounts.filter(({ readOnly }) => readOnly).flatMap((outer) => mounts
    .filter(({ path }) => path.startsWith(outer.path.endsWith('/') ? outer.path : `${outer.path}/`) && path !== outer.path)
    .map((mount) => ({ kind: 'inside of read-only' as const, mount, outer })));
  return [...twice.map((mount) => ({ kind: 'same path' as const, mount })), ...inside];
}

const NONE: readonly never[] = Object.freeze([]);
