import { refuse } from '../errors';
import type { MountNotVerified, NotVerified } from '../messages/compile-time';
import { mountNotVerified, notVerified } from '../messages/compile-time';
import { notMounts } from '../messages/verify';
import type { EmptyDirectory } from './empty-directory';
import type { MountValue } from './mounts';
import { Scratch } from './scratch';
import type { Verified } from './verified';
import { Mountable } from './volume';

/**
 * Asks for files that a step has looked at: others do not compile here. It gives back what it is given.
 *
 * @param files the `.verified` of VerifyFiles, VerifyCertificate or ScanVolume
 * @throws {@link PreludeError} when no step has looked at them
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts
 *
 * @example
 * mounts: { '/app/plugins': onlyVerified(plugins.verified), '/tmp': scratch(size) }
 * // - { name: plugins, mountPath: /app/plugins, readOnly: true }
 */
export function onlyVerified<V extends MountValue | EmptyDirectory>(files: V extends Verified ? V : NotVerified): V {
  return isVerified(files) ? files as V : refuse('onlyVerified()', 'not-verified', notVerified, files);
}

/** Mounts that a step has looked at, and scratch space; for each other one the sentence that says so. */
export type AllVerified<M> = { readonly [P in keyof M]: M[P] extends Verified | Scratch ? M[P] : MountNotVerified<P & string> };

/**
 * Asks that all mounts of a container are files that a step has looked at, or scratch space: others do not compile here. It
 * gives back what it is given.
 *
 * @param mounts what is mounted, by path
 * @throws {@link PreludeError} when no step has looked at one of them
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts
 *
 * @example
 * web.addContainer('app', { …, mounts: allVerified({ '/app/plugins': plugins.verified, '/tmp': scratch(size) }) });
 * // - { name: plugins, mountPath: /app/plugins, readOnly: true }
 */
export function allVerified<const M extends object>(mounts: AllVerified<M>): M {
  if (typeof mounts !== 'object' || mounts === null || Array.isArray(mounts)) return refuse('allVerified()', 'not-verified', notMounts, mounts);
  for (const [path, value] of Object.entries(mounts)) {
    if (!isVerified(value) && !(value instanceof Scratch)) refuse('allVerified()', 'not-verified', mountNotVerified(path), value);
  }
  return mounts as object as M;
}

const isVerified = (value: unknown): boolean => value instanceof Mountable && value._isVerified;
