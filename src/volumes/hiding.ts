import { refuse } from '../errors';
import type { UnfilledVolume } from '../messages/mounts';
import { notMountable, unfilledVolume } from '../messages/mounts';
import { type EmptyDirectory, isEmptyDirectory } from './empty-directory';
import { ProjectedFiles } from './projected';
import { Scratch } from './scratch';
import { Mountable } from './volume';
import { Writable } from './writable';

/** Something mounted over a directory that the image fills, on purpose. Made by {@link hiding}. */
export class Hiding<in out Id extends string = any> {
  /** The id of the workload that it belongs to; undefined where it belongs to none. */
  readonly pod: Id | undefined;
  /** Always true: what the image has there is not seen. */
  readonly hides = true as const;
  /** @internal */
  readonly _of: Hideable;

  /** @internal */
  constructor(of: Hideable) {
    this.pod = 'pod' in of ? (of.pod as Id) : undefined;
    this._of = of;
  }
}

/** What can be mounted over a directory that the image fills. */
export type Hideable = Mountable | Writable | Scratch | ProjectedFiles;

/**
 * Says that a mount is to hide the files that the image has in that directory: a page in place of the image's, a
 * configuration without the image's defaults. Otherwise a volume over a directory that the image is known to fill is an error.
 *
 * @param value what is mounted: files of a step, `claim(…)`, `writable(…)`, `scratch(…)`, `configMapFiles(…)`, `secretFiles(…)`
 * @throws {@link PreludeError} when it cannot be mounted
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 *
 * @example
 * mounts: { '/usr/share/nginx/html': hiding(pages.files) }
 * // - { name: pages, mountPath: /usr/share/nginx/html, readOnly: true }
 * // annotations: { cdk8s-prelude/hides.nginx: /usr/share/nginx/html }
 */
export function hiding<V extends Hideable | EmptyDirectory>(value: V extends EmptyDirectory<any> ? UnfilledVolume : V): Hiding<PodOf<V>> {
  if (isEmptyDirectory(value)) refuse('hiding()', 'unfilled-volume', unfilledVolume);
  return isHideable(value) ? new Hiding<PodOf<V>>(value) : refuse('hiding()', 'not-mountable', notMountable, value);
}

const isHideable = (value: unknown): value is Hideable =>
  value instanceof Mountable || value instanceof Writable || value instanceof Scratch || value instanceof ProjectedFiles;

type PodOf<V> = V extends Mountable<infer Id> | Writable<infer Id> ? Id : any;
