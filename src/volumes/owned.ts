import { Mountable } from './volume';

/** A volume with the requested owner, group and modes. Nothing is proven about its content. */
export class Owned<in out Id extends string = any> extends Mountable<Id> {
  /** Always true: it has the requested owner. */
  readonly owned = true as const;

  /** @internal */
  override get _isProven(): boolean {
    return false;
  }
}
