import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { unknownKey } from '../messages/input';

/** Refuses keys that nobody reads: a typing error in plain JavaScript would otherwise be silence. */
export function checkKeys<T extends object>(at: IConstruct | string, props: T, known: { readonly [K in keyof Required<T>]: true }): void {
  for (const key of Object.keys(props)) {
    if (!(key in known)) refuse(at, unknownKey(key, Object.keys(known)), (props as Record<string, unknown>)[key]);
  }
}
