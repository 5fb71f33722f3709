import type { IsLiteral } from '../checks/literal';
import type { PlainText } from '../env/secret-key';
import type { MissingValue, SuperfluousValue } from '../messages/compile-time';
import type { Format } from './formats';
import type { PlaceholdersOf } from './placeholders';
import type { TemplateValue, TemplateValueOf } from './values';

/** A file that is rendered: a text with placeholders, and what stands in their place. */
export interface Template {
  /**
   * The text, with placeholders `@{NAME}`: a `string`, or `plainText(text, because)` where it looks like a secret and is none.
   * Where the compiler knows it, it knows the names as well.
   */
  readonly template: string | PlainText;
  /**
   * How values are quoted. `json`: as JSON strings (numbers and booleans as they are), or inside of one where the placeholder
   * stands in a string. `env`: in single quotes, as shells read them. `text`: not at all.
   */
  readonly format: Format;
  /** A value for each placeholder: `string`, `number`, `boolean`, `secretKey(…)`, `configMapKey(…)`, an `EnvValue` of cdk8s-plus. */
  readonly values: Readonly<Record<string, TemplateValue>>;
  /**
   * Who may read it, such as `0o644`. Never writable by all.
   *
   * @default 0o644
   */
  readonly mode?: number;
}

/** Files whose templates are not known to the compiler. */
export interface AnyTemplates {
  readonly [file: string]: Template;
}

/** Files in which each placeholder has its value, and each value its placeholder; else the sentence that says what is wrong. */
export type Templates<F> = { readonly [K in keyof F]: TemplateOf<F[K]> & TemplateWords };

/** The properties of a template, of any type: those of `TemplateOf` are the literal's own, and an editor would have no words for them. */
type TemplateWords = { readonly [K in keyof Template]?: unknown };

// T[K] by itself is what the compiler infers F from. Each field by itself: from conditions on all of T, TypeScript 5.4 infers nothing.
type TemplateOf<T> = { readonly [K in keyof T]: K extends 'values' ? Values<T['template' & keyof T], T[K]> : T[K] };

type Values<Text, V> = Text extends string ? IsLiteral<Text> extends true ? Complete<PlaceholdersOf<Text>, V> : Known<V> : Known<V>;

type Complete<Names extends string, V> = [Exclude<Names, keyof V>] extends [never]
  ? { readonly [K in keyof V]: K extends Names ? TemplateValueOf<K, V[K]> : K extends string ? SuperfluousValue<K> : never }
  : MissingValue<Exclude<Names, keyof V>>;

type Known<V> = { readonly [K in keyof V]: K extends string ? TemplateValueOf<K, V[K]> : never };
