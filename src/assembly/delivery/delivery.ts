import type { k8s } from 'cdk8s-plus-28';
import type { Parts } from '../program';

/** An object that pods read a program from. */
export interface ProgramObject {
  readonly name: string;
  /** The name of the program. */
  readonly program: string;
  readonly data: Readonly<Record<string, string>>;
  /** What makes tools leave it as long as pods may name it. */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * One way in which the text of a program reaches the shell that runs it. A further way is one more file of this folder, and
 * its name in `index.ts`.
 */
export interface Delivery {
  /**
   * What the shell is told before the arguments of the program.
   *
   * @param name the name of the container
   */
  words(parts: Parts, name: string): readonly string[];
  /** What every container mounts that runs a program. */
  readonly mounts: readonly k8s.VolumeMount[];
  /** The volumes of a pod that runs these programs; `owner` begins the names of the objects that they are read from. */
  volumes(programs: readonly Parts[], owner: string): readonly k8s.Volume[];
  /** The objects that have to be there for such a pod. */
  objects(programs: readonly Parts[], owner: string): readonly ProgramObject[];
}
