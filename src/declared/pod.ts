import type { Overwrite } from './proven';

/** What the code says of a pod: what its rendered manifest can be held against. */
export interface DeclaredPod {
  /**
   * The containers of the steps as the code made them, in the order of `steps` of the pod.
   *
   * @default - not known: a manifest does not tell
   */
  readonly steps?: readonly DeclaredStep[];
  /**
   * The hashes of these containers, in the same order: what a manifest carries (`made.ts`).
   *
   * @default - none are known
   */
  readonly made?: ReadonlyArray<string | undefined>;
  /** Who reads the files of which step. */
  readonly reads: readonly DeclaredRead[];
  /** Who may write which volume that is read: what is proven of it all the same has been looked at. */
  readonly writes: readonly DeclaredMount[];
  /**
   * The files that one step has written and a later one again.
   *
   * @default - none
   */
  readonly overwrites?: readonly Overwrite[];
  /**
   * The steps that run on beside all that comes after.
   *
   * @default - none
   */
  readonly runsOn?: readonly string[];
  /**
   * What kind of step each is, by its name.
   *
   * @default - not known
   */
  readonly kinds?: ReadonlyMap<string, string>;
  /**
   * Who only reads a volume that a step has prepared for writing, as the code says.
   *
   * @default - nobody
   */
  readonly onlyReads?: readonly DeclaredMount[];
}

/** The container of a step: what its handles rely on. */
export interface DeclaredStep {
  readonly name: string;
  readonly image?: string | undefined;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly env?: readonly object[] | undefined;
  readonly envFrom?: readonly object[] | undefined;
  readonly volumeMounts?: readonly object[] | undefined;
  readonly volumeDevices?: readonly object[] | undefined;
  readonly workingDir?: string | undefined;
  readonly securityContext?: object | undefined;
}

/** What a handle relies on. What is harmless is not among it: resources, policies of pulling and messages. */
export const FIELDS_OF_STEPS = Object.freeze([
  'image', 'command', 'args', 'env', 'envFrom', 'workingDir', 'volumeMounts', 'volumeDevices', 'securityContext',
] as const);

/** One of them. */
export type FieldOfStep = (typeof FIELDS_OF_STEPS)[number];

/** A volume that a container mounts. */
export interface DeclaredMount {
  /** The name of the container. */
  readonly container: string;
  /** The name of the volume. */
  readonly volume: string;
}

/** The files of a step, mounted read-only as proven. */
export interface DeclaredRead extends DeclaredMount {
  /** The step whose files these are. */
  readonly step: string;
  /** True where the step has looked at all that is there. */
  readonly verified: boolean;
  /**
   * The one file or directory that is read, of a volume in which a file is written twice.
   *
   * @default - all of it, or nothing there is written twice
   */
  readonly path?: string | undefined;
}

/** A file or a directory that a step leaves in a volume, and who may do what with it. */
export interface WrittenFile {
  /** The name of the step. */
  readonly step: string;
  /** The name of the volume. */
  readonly volume: string;
  /** Its path in the volume; empty for the root of the volume, where the step changes all of it. */
  readonly path: string;
  /** True where it is a directory. */
  readonly directory: boolean;
  /** Its mode; undefined where the step leaves that as it is. */
  readonly mode: number | undefined;
  /** Its owner, where that is not the user of the step. */
  readonly owner?: number | undefined;
  /** Its group, where that is not the group of the step. */
  readonly group?: number | undefined;
  /** True where the step was told for whom it is: a container of whom nothing is known may be that one. */
  readonly isForUser: boolean;
}
