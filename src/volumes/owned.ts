import { Mountable } from './volume';

/** A volume whose owner, group and modes are as asked. What it holds is nobody's proof. */
export class Owned<in out Id extends string = any> extends Mountable<Id> {
  /** Always true: owned as asked. */
  readonly owned = true as const;

  /** @internal */
  override get _isProven(): boolean {
    return false;
  }
}
