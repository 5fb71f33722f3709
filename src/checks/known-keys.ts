import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { notProps, unknownKey } from '../messages/input';
import { namesSecret } from '../secrets/names';
import { isRecord } from './values';

/** Refuses what is no object of properties, and keys that nobody reads: a typing error in plain JavaScript would otherwise be silence. */
export function checkKeys<T extends object>(at: IConstruct | string, props: T, known: { readonly [K in keyof Required<T>]: true }): void {
  if (!isRecord(props)) refuse(at, 'wrong-type', notProps(Object.keys(known)), props);
  for (const key of Object.keys(props)) {
    if (Object.hasOwn(known, key)) continue;
    const given = namesSecret(key) ? [] : [(props as Record<string, unknown>)[key]];
    refuse(at, 'unknown-property', unknownKey(key, Object.keys(known)), ...given);
  }
}

/** The path that a construct will have, for messages before it exists; takes anything, for it is asked about bad input. */
export function childPath(scope: unknown, id: unknown): string {
  const path = (scope as { readonly node?: { readonly path?: string } } | null | undefined)?.node?.path;
  return path === undefined || path === '' ? String(id) : `${path}/${String(id)}`;
}
