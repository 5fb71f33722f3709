import { checkHandle, isHandle, type NoHandle } from '../handles/handle';
import type { IsLiteral } from '../checks/literal';
import { volumeName } from '../checks/names';
import { checkMountPath } from '../checks/mount-path';
import { checkRecord } from '../checks/values';
import { refuse } from '../errors';
import type { HandleOfOtherPod } from '../messages/compile-time';
import type { NotARecord } from '../messages/input';
import type { MountPathEndsWithSlash, NotMountable, RelativeMountPath, UnfilledVolume } from '../messages/mounts';
import { directoryAtFile, notMountable, unfilledVolume } from '../messages/mounts';
import { type WritableOrReadOnly, writableOrReadOnly } from '../messages/wiring';
import { handleMount } from '../template/handle-mount';
import { checkOverlap } from '../template/overlap';
import type { PodTemplate } from '../template/pod-template';
import type { MountSpec } from '../template/volume-spec';
import type { EmptyDirectory } from './empty-directory';
import { isEmptyDirectory } from './empty-directory';
import { Hiding } from './hiding';
import { Files } from './files';
import { Prepared } from './prepared';
import { ProjectedFiles } from './projected';
import { ReadOnly } from './read-only';
import { Scratch } from './scratch';
import { Mountable } from './volume';
import { Writable } from './writable';

/** What a container can mount: handles of its own pod, scratch space, the files of a ConfigMap or a Secret. */
export type MountValue<Id extends string = any> = Mountable<Id> | Writable<Id> | Scratch | ProjectedFiles | Hiding<Id>;

/** Mounts whose paths are not known to the compiler. */
export interface AnyMounts<Id extends string = any> {
  readonly [path: string]: MountValue<Id>;
}

/** Mounts in which every path is absolute and every handle the pod's own; else the sentence that says what is wrong. */
export type Mounts<Id extends string, M> = {
  readonly [P in keyof M]: P extends string
    ? P extends `/${string}`
      ? P extends `/${string}/` ? MountPathEndsWithSlash<P> : MountOf<Id, M[P]>
      : IsLiteral<P> extends false ? MountOf<Id, M[P]> : P extends `${number}` ? NotARecord<'mounts', ByPath> : RelativeMountPath<P>
    : never;
};

const BY_PATH = 'what is mounted, by path';
type ByPath = typeof BY_PATH;

// What is prepared is told by one property, not by its class: the compiler has less to compare.
type MountOf<Id extends string, V> = V extends MountValue<Id> ? V extends { readonly prepared: true } ? WritableOrReadOnly : V
  : V extends EmptyDirectory<any> ? UnfilledVolume
    : V extends Mountable<infer Other> | Writable<infer Other> | Hiding<infer Other> ? HandleOfOtherPod<Id, Other>
      : V extends NoHandle ? Mountable<Id> // the compiler shows what was given, which says why it is none
        : NotMountable;

const NONE: readonly never[] = Object.freeze([]);

/** Checks mounts and turns them into what the template holds. */
export function mountSpecs(
  at: string, template: PodTemplate, container: string, mounts: Readonly<Record<string, unknown>> | undefined,
): readonly MountSpec[] {
  if (mounts === undefined) return NONE;
  const specs = Object.entries(checkRecord(at, 'mounts', mounts, BY_PATH)).map(([path, value], index) => mountSpec(at, template, container, path, value, index + 1));
  checkOverlap(at, specs);
  return specs;
}

function mountSpec(at: string, template: PodTemplate, container: string, path: string, value: unknown, index: number): MountSpec {
  checkMountPath(at, path);
  const hides = value instanceof Hiding;
  const mounted = hides ? value._of : value;
  const spec = placed(at, template, container, path, mounted, index);
  checkShape(at, path, mounted instanceof Writable ? mounted._of : mounted);
  return hides ? { ...spec, hides } : spec;
}

/** Refuses a directory at the path of a file that is in it: the program would find a directory there, or the container not start. */
function checkShape(at: string, path: string, mounted: unknown): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  // Without an ending it may well be a directory that is called as a file in it: /etc/config.
  if (name.lastIndexOf('.') <= 0) return;
  const names: readonly string[] = mounted instanceof Files ? mounted.names : mounted instanceof ProjectedFiles ? mounted.keys ?? NONE : NONE;
  if (names.includes(name) && !names.some((one) => one.startsWith(`${name}/`))) {
    refuse(at, 'mounts', directoryAtFile(path, name, mounted instanceof ProjectedFiles), path);
  }
}

function placed(at: string, template: PodTemplate, container: string, path: string, value: unknown, index: number): MountSpec {
  if (value instanceof Scratch) return { volume: { name: volumeName(container, 'scratch', index), source: value._source }, path, readOnly: false };
  if (value instanceof ProjectedFiles) return { volume: value._volume, path, readOnly: true };
  if (isEmptyDirectory(value)) return refuse(at, 'unfilled-volume', unfilledVolume);
  if (!isHandle(value)) return refuse(at, 'not-mountable', notMountable, value);
  checkHandle(at, template, `mount "${path}"`, value);
  if (value instanceof Writable) return handleMount(value._of, path, false);
  if (value instanceof ReadOnly) return { ...handleMount(value, path, true), onlyReads: true };
  if (value instanceof Prepared) return refuse(at, 'prepared-volumes', writableOrReadOnly, path);
  return value instanceof Mountable ? handleMount(value, path, true) : refuse(at, 'not-mountable', notMountable, value);
}
