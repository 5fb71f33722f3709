import type { Requirement } from '../declared/asked';
import { FILLED_BY_IMAGES, FILLED_BY_PUBLISHERS, SYSTEM_DIRECTORIES } from './filled-catalogue';
import type { Image } from './image';

/** Where a step that copies a directory of an image has its volume: the rule over the rendered pod knows it by that. */
export const COPY_DIRECTORY = '/prelude-copy';

/** The directories that standards say images fill, by the end of the repository; `*` is every image. */
export type FilledByRepository = Readonly<Record<string, Requirement<readonly string[]>>>;

/** The repository of a reference, with its registry: without a tag and a digest. */
function repositoryOf(reference: string): string {
  const withoutDigest = reference.split('@')[0]!;
  const colon = withoutDigest.indexOf(':', withoutDigest.lastIndexOf('/') + 1);
  return colon < 0 ? withoutDigest : withoutDigest.slice(0, colon);
}

/** The longest end of a repository that is a key: `bitnami/nginx` before `nginx`, so that a mirror's copy is known too. */
function keyOf(repository: string, known: object): string | undefined {
  const parts = repository.split('/');
  return parts.map((_, index) => parts.slice(index).join('/')).find((end) => Object.hasOwn(known, end));
}

/** The directories that the image of a reference is known to fill; those that every image fills come last. */
export function filledByCatalogue(reference: string): readonly string[] {
  const repository = repositoryOf(reference);
  const parts = repository.split('/');
  const publisher = parts.find((part) => Object.hasOwn(FILLED_BY_PUBLISHERS, part));
  const key = keyOf(repository, FILLED_BY_IMAGES);
  // Where a publisher's images have places of their own, what is known of the project's own image is not true of them.
  const own = publisher === undefined ? FILLED_BY_IMAGES[key ?? ''] ?? [] : FILLED_BY_PUBLISHERS[publisher]!(parts.at(-1)!);
  return own.length === 0 ? SYSTEM_DIRECTORIES : [...own, ...SYSTEM_DIRECTORIES];
}

/** The directories that standards say the image of a reference fills. */
export function filledByStandards(reference: string, said: FilledByRepository): readonly string[] {
  const keys = Object.keys(said);
  if (keys.length === 0) return [];
  const key = keyOf(repositoryOf(reference), said);
  return [...said[key ?? '']?.value ?? [], ...said['*']?.value ?? []];
}

/** The directories that an image fills: those of the catalogue, those that its user has named, and those that standards have. */
export function filledBy({ reference, filledDirectories = [] }: Image, said: FilledByRepository): readonly string[] {
  return [...filledByCatalogue(reference), ...filledDirectories, ...filledByStandards(reference, said)];
}

/** The first of these directories that something mounted at a path hides: the directory itself, or one below. */
export function hiddenBy(path: string, filled: readonly string[]): string | undefined {
  return filled.find((directory) => directory === path || path === '/' || directory.startsWith(`${path}/`));
}

/** A volume that is mounted over an image. */
export interface MountOverImage {
  readonly volume: string;
  readonly path: string;
  readonly subPath: string | undefined;
  /** True where it is meant to hide what the image has there. */
  readonly isMeant: boolean;
  /** True for a directory of the node: its certificates and libraries are mounted over those of the image on purpose. */
  readonly isOfNode?: boolean;
}

/** A volume that a step has filled with what an image has in a directory. */
export interface ImageCopy {
  readonly volume: string;
  readonly directory: string;
}

/** The mounts that hide a directory which the image fills: neither meant to, nor of a volume that holds a copy of that directory. */
export function hidingMounts<M extends MountOverImage>(
  mounts: readonly M[], filled: readonly string[], copies: () => readonly ImageCopy[],
): ReadonlyArray<{ readonly mount: M; readonly directory: string }> {
  return mounts.flatMap((mount) => {
    const { volume, path, subPath = '', isMeant, isOfNode = false } = mount;
    const directory = isMeant || path === '' ? undefined : hiddenBy(path, isOfNode ? filled.filter((one) => !SYSTEM_DIRECTORIES.includes(one)) : filled);
    const isCopy = directory !== undefined && subPath === '' && copies().some((copy) => copy.volume === volume && copy.directory === path);
    return directory === undefined || isCopy ? [] : [{ mount, directory }];
  });
}
