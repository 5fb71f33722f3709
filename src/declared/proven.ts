import type { Life } from '../manifest/life';

/** A volume that a container mounts. */
export interface VolumeUse {
  /** Its name in the pod. */
  readonly name: string;
  /** What it is, by {@link volumeIdentity}: of one claim under two names, the same. */
  readonly volume: string;
  /**
   * The one file or directory of the volume that is mounted.
   *
   * @default - all
   */
  readonly path?: string | undefined;
  readonly readOnly: boolean;
  /** The step whose files these are; undefined where nothing is proven of them. */
  readonly provenBy: string | undefined;
  /** True where that step has looked at all that is there. */
  readonly verified: boolean;
  /** True where who writes here may write the files of steps, and not beside them. */
  readonly writesFiles: boolean;
}

/** A container, when it runs, and what it mounts. */
export interface VolumeUser {
  readonly name: string;
  readonly life: Life;
  readonly uses: readonly VolumeUse[];
}

/** Files that one container reads as proven, and another one can write. */
export interface SpoiledProof {
  readonly step: string;
  readonly writer: VolumeUser;
  readonly written: VolumeUse;
  readonly reader: string;
}

/**
 * Nobody writes what was proven. Once somebody can write the files of a step, nothing proves what those read that run at the same time
 * or later. What a step has verified is proven until anybody writes the volume after that step.
 *
 * The gate of the code asks this of what was declared, the rule `proven-files` of the rendered pod.
 */
export function spoiledProofs(users: readonly VolumeUser[]): readonly SpoiledProof[] {
  const turns = new Map(users.map(({ name, life }) => [name, life.from]));
  return users.flatMap((writer) => writer.uses.filter(({ readOnly }) => !readOnly).flatMap((written) => users
    .filter(({ life }) => life.until >= writer.life.from)
    .flatMap((reader) => {
      const read = reader.uses.find((use) => spoils(writer, written, use, turns));
      return read === undefined ? [] : [{ step: String(read.provenBy), writer, written, reader: reader.name }];
    })));
}

function spoils(writer: VolumeUser, written: VolumeUse, read: VolumeUse, turns: ReadonlyMap<string, number>): boolean {
  if (!read.readOnly || read.provenBy === undefined || read.volume !== written.volume) return false;
  const proven = turns.get(read.provenBy) ?? -1;
  // A step may write what it looks at until it has looked.
  return read.verified ? writer.life.until > proven : written.writesFiles && writer.life.until >= proven;
}

/** A file that one step has written, and a later one again. */
export interface Overwrite {
  /** The name of the volume, or what it is, by {@link volumeIdentity}. */
  readonly volume: string;
  /** Its path in the volume. */
  readonly file: string;
  /** The step that has written it first. */
  readonly step: string;
  /** The step that writes it again. */
  readonly by: string;
}

/** A file that a container reads as proven by a step, and that a later step has written again. */
export interface LostProof {
  readonly overwrite: Overwrite;
  readonly reader: VolumeUser;
  readonly read: VolumeUse;
}

/**
 * What one step has written and a later one has written again is proven by the later one only, for those that run then or later. Both
 * gates ask this as well.
 */
export function lostProofs(users: readonly VolumeUser[], overwrites: readonly Overwrite[]): readonly LostProof[] {
  const turns = new Map(users.map(({ name, life }) => [name, life.from]));
  return overwrites.flatMap((overwrite) => users
    .filter(({ life }) => life.until > (turns.get(overwrite.by) ?? -1))
    .flatMap((reader) => {
      const read = reader.uses.find(({ readOnly, provenBy, volume, path }) =>
        readOnly && provenBy === overwrite.step && volume === overwrite.volume && shows(path, overwrite.file));
      return read === undefined ? [] : [{ overwrite, reader, read }];
    }));
}

/** True where a mount of a path shows a file: all of the volume, the file, a directory around it, or a part of it. */
const shows = (path: string | undefined, file: string): boolean =>
  path === undefined || path === file || file.startsWith(`${path}/`) || path.startsWith(`${file}/`);

/** What a volume is: the claim that it shows, or the volume of that name. */
export const volumeIdentity = (name: string, claim: string | undefined): string => (claim === undefined || claim === '' ? name : `claim ${claim}`);
