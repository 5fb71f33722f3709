import type { Duration, Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkKeys } from '../checks/known-keys';
import { checkMode } from '../checks/modes';
import { checkDirectoryWithin, checkPathWithin } from '../checks/names';
import {
  bytes, checkDuration, checkFlag, checkId, checkList, checkOneOf, checkPattern, checkReason, checkSize, checkWhole,
} from '../checks/values';
import type { RuleId } from '../messages/rule-ids';

/*
 * The properties of a step, or of what it is given, as a table: a row for each, which says how it is checked, what holds where it is
 * left out, and by which flag the program is told. From the table come the refusal of unknown properties, the checked values and the
 * arguments; `satisfies Table<Props>` proves that every property has a row, of its type, and that no row is misspelt.
 *
 *   const PROPERTIES = {
 *     ...FETCHING, from: true, strip: whole(0).as('--strip'), maxSize: size.or(Size.mebibytes(128)).as('--max-bytes'),
 *   } satisfies Table<FetchArchiveProps>;
 *
 *   const given = new Given(this, props, PROPERTIES);
 *   given.value('maxSize'); given.flags();
 */

type At = IConstruct | string;
type Check<G, V> = (at: At, what: string, given: G) => V;

/** How a row is read where nothing is given. */
export interface Options<G> {
  readonly fallback?: G;
  readonly isNeeded?: boolean;
  readonly flag?: string;
}

/** A row: how a property is checked, and told to the program. `V` is what its value is: undefined too, unless it is needed or has a default. */
export interface Row<in G, out V> {
  /** The value, checked. */
  readonly read: (at: At, what: string, given: G | undefined) => V;
  /** The arguments of the program. */
  readonly flags: (at: At, what: string, given: G | undefined) => readonly string[];
}

/** A kind of row, to be completed. */
export class Kind<G, V> implements Row<G, V> {
  constructor(
    private readonly check: Check<G, V>, private readonly words: (value: V & {}) => readonly string[], private readonly options: Options<G> = {},
  ) {}

  /** The same, told to the program by a flag; by one for each of a list. */
  as(flag: string): Kind<G, V> {
    return new Kind(this.check, this.words, { ...this.options, flag });
  }

  /** The same, with what holds where it is left out. */
  or(fallback: G): Kind<G, V & {}> {
    return new Kind(this.check as Check<G, V & {}>, this.words, { ...this.options, fallback });
  }

  /** The same, which must be given. */
  needed(): Kind<G, V & {}> {
    return new Kind(this.check as Check<G, V & {}>, this.words, { ...this.options, isNeeded: true });
  }

  read(at: At, what: string, given: G | undefined): V {
    const { fallback, isNeeded } = this.options;
    const value = given === undefined ? fallback : given;
    // Of what must be given, the check says what it must be.
    return value === undefined && !isNeeded ? undefined as V : this.check(at, what, value as G);
  }

  flags(at: At, what: string, given: G | undefined): readonly string[] {
    const { flag } = this.options;
    const value = flag === undefined ? undefined : this.read(at, what, given);
    return flag === undefined || value === undefined || value === null ? [] : this.words(value).flatMap((word) => [flag, word]);
  }
}

const row = <G, V>(check: Check<G, V>, words: (value: V & {}) => readonly string[]): Kind<G, V | undefined> =>
  new Kind<G, V | undefined>(check, words as (value: (V | undefined) & {}) => readonly string[]);

const one = (value: string | number): readonly string[] => [String(value)];

/** A row for every property; `true` where the frame or the step's own code reads it, a text where people expect one that is not there. */
export type Table<P> = { readonly [K in keyof Required<P>]: true | string | Row<NonNullable<P[K]>, unknown> };

type ValueOf<R> = R extends Row<never, infer V> ? V : never;
type ReadByTable<T> = { [K in keyof T]: T[K] extends true | string ? never : K }[keyof T];

/** The properties that were given, read by a table. Nothing is checked before it is asked for, so the code says in which order. */
export class Given<P extends object, T extends Table<P>> {
  /** Refuses what is no object of properties, and unknown ones. */
  constructor(private readonly at: At, private readonly props: P, private readonly table: T) {
    checkKeys<P>(at, props, table);
  }

  /** A property, checked. */
  value<K extends ReadByTable<T> & keyof P & string>(name: K): ValueOf<T[K]> {
    return (this.table[name] as Row<unknown, ValueOf<T[K]>>).read(this.at, name, this.props[name]);
  }

  /** What the program is told, in the order of the rows. */
  flags(): readonly string[] {
    return Object.entries(this.table as Readonly<Record<string, true | string | Row<never, unknown>>>).flatMap(([name, of]) =>
      (of === true || typeof of === 'string' ? [] : of.flags(this.at, name, this.props[name as keyof P] as never)));
  }
}

/* Kinds of rows. */

export const size = row<Size, Size>(checkSize, (value) => one(bytes(value)));
export const duration = row<Duration, Duration>(checkDuration, (value) => one(value.toSeconds()));
/** The number of a user or a group. */
export const accountId = row<number, number>(checkId, one);
export const whole = (least: number) => row<number, number>((at, what, value) => checkWhole(at, what, value, least), one);
export const oneOf = <const C extends string>(...choices: readonly C[]) => row<C, C>((at, what, value) => checkOneOf(at, what, value, choices), one);
/** True or false; the program is told by the code. */
export const flag = row<boolean, boolean>(checkFlag, () => []);
/** A mode, as four octal digits. */
export const mode = (most: number) => row<number, string>((at, what, value) => checkMode(at, what, value, most), one);
export const pattern = (rule: RuleId, sentence: string, matches: RegExp) =>
  row<string, string>((at, _, value) => checkPattern(at, rule, sentence, matches, value), one);
/** Why, in words; `of` says of what. */
export const reason = (of: string) => row<string, string>((at, _, value) => checkReason(at, of, value), one);
/** Paths of files. */
export const paths = (sentence: string) => row<readonly string[], readonly string[]>(
  (at, what, value) => checkList<string>(at, what, value).map((path) => checkPathWithin(at, sentence, path)), (value) => value);
/** Paths of directories. */
export const directories = (sentence: string) => row<readonly string[], readonly string[]>(
  (at, what, value) => checkList<string>(at, what, value).map((path) => checkDirectoryWithin(at, sentence, path)), (value) => value);
/** The path of one directory. */
export const directory = (sentence: string) => row<string, string>((at, _, value) => checkDirectoryWithin(at, sentence, value), one);
