import { refuse } from '../errors';
import { notAnExpansion, notAReference } from '../messages/expansion';
import type { IsLiteral } from '../checks/literal';

/** The names of the variables that a text refers to; none where the compiler does not know the text. */
export type ReferencesIn<Text extends string> = IsLiteral<Text> extends true ? NamesIn<Text> : never;

type NamesIn<Text extends string> = Text extends `${string}$${infer After}`
  ? After extends `$${infer Rest}` ? NamesIn<Rest>
    : After extends `(${infer Name})${infer Rest}` ? Name | NamesIn<Rest> : NamesIn<After>
  : never;

/** A text whose references to variables Kubernetes expands. Made by {@link expand}. */
export class Expansion<out Name extends string = string> {
  /** Always the same: a text that does not arrive as it is. */
  readonly kind = 'Expansion' as const;
  /** The names of the variables that it refers to. */
  readonly names: readonly Name[];

  /** @internal */
  constructor(
    /** The text, with its references. */
    readonly text: string,
    names: readonly Name[],
  ) {
    this.names = Object.freeze([...names]);
    Object.freeze(this);
  }
}

/** A word of a command: a string, which arrives byte for byte, or `expand(…)`. */
export type Argument = string | Expansion;

const REFERENCE = /\$(?:\$|\(([^)]*)\)|\()/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * A text with references to variables: Kubernetes replaces each `$(NAME)` by the value of a variable of the same
 * container, and `$$` by `$`. All other texts arrive unchanged; for the literal text `$(NAME)`, write
 * `expand('$$(NAME)')`.
 *
 * In `env`, the library places it after the variables that it refers to. The container's list of processes shows
 * expanded commands and arguments: use a variable for a secret.
 *
 * @param text the text, with at least one `$(NAME)`
 * @throws {@link PreludeError} when there is no reference in it, or one that cannot be the name of a variable
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 *
 * @example
 * env: {
 *   DB_PASSWORD: secretKey('db', 'password'),
 *   DATABASE_URL: expand('postgres://shop:$(DB_PASSWORD)@db/shop'),
 * }
 * // - { name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }
 * // - { name: DATABASE_URL, value: postgres://shop:$(DB_PASSWORD)@db/shop }
 */
export function expand<const Text extends string>(text: Text): Expansion<ReferencesIn<Text>> {
  const at = 'expand()';
  const names = new Set<string>();
  for (const [reference, name] of typeof text === 'string' ? text.matchAll(REFERENCE) : refuse(at, 'variable-reference', notAnExpansion, text)) {
    if (reference === '$$') continue;
    if (name === undefined || !NAME.test(name)) refuse(at, 'variable-reference', notAReference(reference));
    else names.add(name);
  }
  if (names.size === 0 && !text.includes('$$(')) refuse(at, 'variable-reference', notAnExpansion, text);
  return new Expansion(text, [...names] as ReferencesIn<Text>[]);
}

export const isExpansion = (value: unknown): value is Expansion => (value as Expansion | undefined)?.kind === 'Expansion';
