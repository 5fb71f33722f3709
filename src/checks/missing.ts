import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { valueMissing } from '../messages/input';

const MISSING = /(?:^|[^A-Za-z0-9])(?:undefined|NaN)(?:[^A-Za-z0-9]|$)/;

/** Refuses a text that was put together with a variable that was not set: `shop:${process.env.TAG}`. */
export function checkNothingMissing(at: IConstruct | string, what: string, text: string): void {
  if (MISSING.test(text)) refuse(at, 'missing-value', valueMissing(what), text);
}
