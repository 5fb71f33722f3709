import { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkPathWithin } from '../checks/names';
import { bytes, checkAbsolutePath, checkList, checkSize } from '../checks/values';
import { refuse } from '../errors';
import type { Proof } from '../handles/handle';
import { notToWrite, outputCovers } from '../messages/run';
import type { MountSpec } from '../template/volume-spec';
import { Files } from './files';
import { emptyDirSource } from './scratch';

/** Where the output program sees the whole volume, and what it calls the directories in it. */
const VOLUME = '/prelude-output';
const NEW = 'new';
const PUBLISHED = 'files';
const DIRECTORY = '/output';
const MAX_SIZE = Size.mebibytes(64);

/** How the output of a step is declared. */
export interface OutputProps<Name extends string = string> {
  /** The files that must be there when the step is done, relative to the directory. Others may be there as well. */
  readonly writes: readonly Name[];
  /**
   * Where the command writes.
   *
   * @default '/output'
   */
  readonly directory?: string | undefined;
  /**
   * How much it may write. A pod whose step writes more than twice that is evicted: a second run's files lie beside the first's.
   *
   * @default Size.mebibytes(64)
   */
  readonly maxSize?: Size | undefined;
}

/**
 * A directory that a command or a script writes, empty when it starts. When it has succeeded and all declared files are
 * there, they become visible to others, whole; before, or where it fails, nothing is. Made by `output(…)` of a step.
 */
export class Output<in out Id extends string = any, out Name extends string = string> {
  /** Where the command writes. */
  readonly directory: string;
  /** The files, to be mounted by those that come after. */
  readonly files: Files<Id, Name>;
  /** @internal */
  readonly _mounts: readonly MountSpec[];
  /** @internal */
  readonly _flags: readonly string[];

  /** @internal */
  constructor(at: IConstruct, proof: Proof, { writes, directory = DIRECTORY, maxSize = MAX_SIZE }: OutputProps<Name>) {
    if (checkList(at, 'writes', writes).length === 0) refuse(at, 'step-output', notToWrite, writes);
    for (const file of writes) checkPathWithin(at, notToWrite, file);
    const twice = Size.kibibytes(Math.ceil((2 * bytes(checkSize(at, 'maxSize', maxSize))) / 1024));
    const volume = { name: proof.step, source: emptyDirSource(at.node.path, twice) };
    this.directory = checkAbsolutePath(at, 'outputDirectory', directory);
    this.files = new Files<Id, Name>(proof, volume, writes, PUBLISHED);
    this._mounts = [
      { volume, path: this.directory, subPath: NEW, readOnly: false, fills: true }, { volume, path: VOLUME, readOnly: false, fills: true },
    ];
    this._flags = ['--output', VOLUME, ...writes.flatMap((file) => ['--require', file])];
  }

  /**
   * Refuses mounts that would cover what is written, or be covered by it.
   *
   * @internal
   */
  _checkApart(at: IConstruct, mounts: readonly MountSpec[]): void {
    const isWithin = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);
    const one = mounts.find(({ path }) => isWithin(path, this.directory) || isWithin(this.directory, path));
    if (one) refuse(at, 'step-output', outputCovers(one.path, this.directory), one.path);
  }
}
