import { isDefault } from './defaults';
import { isEqual } from './equal';
import type { Json } from './read';

/** One difference between what was read and what the code makes. */
export interface Difference {
  /** The object, such as `Deployment web`. */
  readonly object: string;
  /** The field, such as `spec.template.spec.initContainers[wait].image`; empty for the object itself. */
  readonly path: string;
  /** What was read; undefined where it is new. */
  readonly was: unknown;
  /** What the code makes; undefined where it is gone. */
  readonly is: unknown;
  /** Why; undefined where nobody knows. */
  readonly reason: string | undefined;
}

/** A difference whose reason is not looked for yet. */
export interface Change extends Pick<Difference, 'path' | 'was' | 'is'> {
  /** True where the two mean the same to Kubernetes, for it puts in what is missing. */
  readonly isDefault: boolean;
}

/** The fields by which elements of lists are recognized, whatever their places. */
const KEYS = ['mountPath', 'name', 'containerPort', 'port'] as const;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields in which two objects are not the same. A field that only one of them has is told as a whole. */
export function changes(was: unknown, is: unknown, path = '', of: readonly [Json, Json] = [{}, {}]): readonly Change[] {
  if (isEqual(was, is)) return [];
  if (isRecord(was) && isRecord(is)) {
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => changes(was[key], is[key], fieldOf(path, key), [was, is]));
  }
  if (Array.isArray(was) && Array.isArray(is)) {
    const [before, after] = [byKey(was), byKey(is)];
    if (before && after) {
      const orders = isOrdered(path) && !sameOrder([...before.keys()], [...after.keys()]) ? [{ path: `${path} in the order`, was: [...before.keys()], is: [...after.keys()], isDefault: false }] : [];
      return [...orders, ...[...new Set([...before.keys(), ...after.keys()])].flatMap((key) => changes(before.get(key), after.get(key), `${path}[${key}]`, of))];
    }
  }
  const usual = (was === undefined && isDefault(path, is, of[1])) || (is === undefined && isDefault(path, was, of[0]));
  // An empty map says no more than none, but for the source of a volume, which it names.
  const isNothing = !/\.emptyDir$/.test(path) && ((was === undefined && isEmpty(is)) || (is === undefined && isEmpty(was)));
  return [{ path, was, is, isDefault: usual || isNothing }];
}

/** Init containers run one after the other, and a variable can refer to those before it. */
const isOrdered = (path: string): boolean => /(?:^|\.)(?:initContainers|env|containers)$/.test(path);
const sameOrder = (a: readonly string[], b: readonly string[]): boolean => a.filter((one) => b.includes(one)).join('\n') === b.filter((one) => a.includes(one)).join('\n');
const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Keys of annotations, labels and ConfigMaps have dots of their own. */
const fieldOf = (path: string, key: string): string => (path === '' ? key : /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`);

/** The elements of a list by what tells them apart; undefined where nothing does. */
function byKey(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const keys = list.map((element) => (isRecord(element) ? KEYS.flatMap((key) => (key in element ? [String(element[key])] : []))[0] : undefined));
  return keys.includes(undefined) || new Set(keys).size < keys.length ? undefined : new Map(keys.map((key, index) => [key!, list[index]]));
}
