import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { notProps, unknownKey } from '../messages/input';
import { namesSecret } from '../secrets/names';
import { nearMiss } from './near-miss';
import { isRecord } from './values';

/** Properties by their names: `true`, or why there is none of that name although people expect it. */
type Known = Readonly<Record<string, true | string>>;

const namesOf = (known: Known): readonly string[] => Object.keys(known).filter((key) => known[key] === true);

/** Refuses what is no object of properties, and keys that nobody reads: a typing error in plain JavaScript would otherwise be silence. */
export function checkKeys<T extends object>(at: IConstruct | string, props: T, known: { readonly [K in keyof Required<T>]: true | string }): void {
  if (!isRecord(props)) refuse(at, 'wrong-type', notProps(namesOf(known)), props);
  for (const [key, value] of Object.entries(props)) {
    const there = Object.hasOwn(known, key) ? (known as Known)[key]! : unknownKey(key, namesOf(known), nearMiss(key, namesOf(known)));
    if (there === true || (value === undefined && Object.hasOwn(known, key))) continue;
    const given = namesSecret(key) ? [] : [value];
    refuse(at, 'unknown-property', there, ...given);
  }
}

/** The path that a construct will have, for messages before it exists; takes anything, for it is asked about bad input. */
export function childPath(scope: unknown, id: unknown): string {
  const path = (scope as { readonly node?: { readonly path?: string } } | null | undefined)?.node?.path;
  return path === undefined || path === '' ? String(id) : `${path}/${String(id)}`;
}
