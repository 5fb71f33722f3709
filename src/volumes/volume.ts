import { Handle, type Proof } from '../handles/handle';
import type { VolumeSpec } from '../template/volume-spec';

/** A handle with a place that containers can mount. */
export abstract class Mountable<in out Id extends string = any> extends Handle<Id> {
  /** The name of the volume in the pod. */
  readonly volumeName: string;
  /** @internal */
  readonly _volume: VolumeSpec;
  /** @internal */
  readonly _subPath: string | undefined;

  /**
   * False where nothing is proven of the volume's content.
   *
   * @internal
   */
  get _isProven(): boolean {
    return true;
  }

  /**
   * True where a step has looked at what the volume holds.
   *
   * @internal
   */
  get _isVerified(): boolean {
    return false;
  }

  /** @internal */
  constructor(proof: Proof, volume: VolumeSpec, subPath?: string) {
    super(proof);
    this.volumeName = volume.name;
    this._volume = volume;
    this._subPath = subPath;
  }
}
