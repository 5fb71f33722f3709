import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { notProps, unknownKey } from '../messages/input';
import { namesSecret } from '../secrets/names';
import { nearMiss } from './near-miss';
import { isRecord } from './values';

/** Properties by their names: a text says why there is none of that name although people expect it; all else, that there is. */
type Known = Readonly<Record<string, string | true | object>>;

const namesOf = (known: Known): readonly string[] => Object.keys(known).filter((key) => typeof known[key] !== 'string');

/** Refuses values that are not an object of properties, and unknown keys: plain JavaScript would ignore a misspelt key without a word. */
export function checkKeys<T extends object>(
  at: IConstruct | string, props: T, known: { readonly [K in keyof Required<T>]: string | true | object },
): void {
  if (!isRecord(props)) refuse(at, 'wrong-type', notProps(namesOf(known)), props);
  for (const [key, value] of Object.entries(props)) {
    const there = Object.hasOwn(known, key) ? (known as Known)[key]! : unknownKey(key, namesOf(known), nearMiss(key, namesOf(known)));
    if (typeof there !== 'string' || (value === undefined && Object.hasOwn(known, key))) continue;
    const given = namesSecret(key) ? [] : [value];
    refuse(at, 'unknown-property', there, ...given);
  }
}

/** The path that a construct will have, for messages before it exists; takes anything, for it is asked about bad input. */
export function childPath(scope: unknown, id: unknown): string {
  const path = (scope as { readonly node?: { readonly path?: string } } | null | undefined)?.node?.path;
  return path === undefined || path === '' ? String(id) : `${path}/${String(id)}`;
}
