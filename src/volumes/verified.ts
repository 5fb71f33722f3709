import type { Proof } from '../handles/handle';
import type { VolumeSpec } from '../template/volume-spec';
import { File, Files } from './files';

/** Files that a step has looked at, and found to be what they should be. A mount can ask for such by {@link onlyVerified}. */
export class VerifiedFiles<in out Id extends string = any, out Name extends string = string> extends Files<Id, Name> {
  /** Always true: a step has looked at them. */
  readonly verified = true as const;
  /** What the step has found, in words. */
  readonly finding: string;

  /** @internal */
  override get _isVerified(): boolean {
    return true;
  }

  /** @internal */
  constructor(proof: Proof, volume: VolumeSpec, names: readonly Name[], subPath: string | undefined, finding: string) {
    super(proof, volume, names, subPath);
    this.finding = finding;
  }

  /**
   * One of the files: mount it as a single file, beside the image's files in the same directory.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when the step has not looked at such a file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/app/plugins/auth.jar': onlyVerified(plugins.verified.file('auth.jar')) }
   * // - { mountPath: /app/plugins/auth.jar, subPath: auth.jar, readOnly: true, … }
   */
  override file(name: Name): VerifiedFile<Id> {
    const file = super.file(name);
    return new VerifiedFile<Id>({ owner: file._owner, step: file.step }, file._volume, file._subPath);
  }
}

/** One file that a step has looked at. */
export class VerifiedFile<in out Id extends string = any> extends File<Id> {
  /** Always true: a step has looked at it. */
  readonly verified = true as const;

  /** @internal */
  override get _isVerified(): boolean {
    return true;
  }
}

/** What a step has looked at. */
export type Verified<Id extends string = any> = VerifiedFiles<Id> | VerifiedFile<Id>;
