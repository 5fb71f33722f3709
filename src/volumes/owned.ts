import { Mountable } from './volume';

/** A volume whose owner, group and modes are as asked. Nothing is proven of its content. */
export class Owned<in out Id extends string = any> extends Mountable<Id> {
  /** Always true: owned as asked. */
  readonly owned = true as const;

  /** @internal */
  override get _isProven(): boolean {
    return false;
  }
}
