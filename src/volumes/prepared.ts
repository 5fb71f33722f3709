import { Owned } from './owned';

/** A volume that a step has made writable for a user: containers mount `writable(…)` of it, or `readOnly(…)` where they only read. */
export class Prepared<in out Id extends string = any> extends Owned<Id> {
  /** Always true: made for a user who writes it. */
  readonly prepared = true as const;
}
