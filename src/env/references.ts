import type { IConstruct } from 'constructs';
import { checkArguments } from '../checks/values';
import { refuse } from '../errors';
import { isProgramWord } from '../manifest/program-word';
import type { ReferenceInString, VariableMissing } from '../messages/compile-time';
import { referenceInString, variableMissing } from '../messages/compile-time';
import { noProgramFirst } from '../messages/started-right';
import { expandedProgram, neverExpanded, referencesInCircle, referenceToValue } from '../messages/expansion';
import { type Argument, type Expansion, isExpansion } from './expand';

/** What Kubernetes sets in every container: where its API is. */
type OfKubernetes = `KUBERNETES_${string}`;
const OF_KUBERNETES = 'KUBERNETES_';

/** An expansion that refers to variables that are there; else the sentence that names one that is not. */
export type ExpansionOf<V, Names> = V extends Expansion<infer Name>
  ? [Exclude<Name, Names | OfKubernetes>] extends [never] ? V : VariableMissing<Exclude<Name, Names | OfKubernetes>> : never;

/** A string without a reference where a URL has its user and password: it would stay as it is written. */
export type StringWithoutReference<V extends string> = V extends `${string}://${string}$(${string}@${string}` ? StringOfUrl<V> : V;

type StringOfUrl<V extends string> = V extends `${string}://${infer Login}@${string}`
  ? Login extends `${string}/${string}` ? V
    : Login extends `${string}$(${infer Name})${string}` ? Name extends Uppercase<Name> ? ReferenceInString<Name> : V : V
  : V;

/** Arguments whose expansions refer to variables that are there. */
export type ArgumentsIn<E> = readonly (string | Expansion<(keyof E & string) | OfKubernetes>)[];

/** The variables of a container, as far as expansions may refer to them. */
export interface Referable {
  /** The names of those that Kubernetes sets. */
  readonly names: ReadonlySet<string>;
  /** The names of those that are set to values of steps when the container starts. */
  readonly values: readonly string[];
}

/** Checks that what an expansion refers to is there. */
export function checkExpansion(at: IConstruct | string, { names }: Expansion, variables: Referable): void {
  for (const name of names) {
    if (variables.names.has(name) || name.startsWith(OF_KUBERNETES)) continue;
    refuse(at, 'variable-reference', variables.values.includes(name) ? referenceToValue(name) : variableMissing(name));
  }
}

const REFERENCE_IN_LOGIN = /:\/\/[^\s/@]*\$\(([A-Z_][A-Z0-9_]*)\)[^\s/@]*@/;

/**
 * The name of a variable that a text refers to where a URL has its user or password: `postgres://app:$(DB_PASSWORD)@db`. In
 * capitals, for in small letters it is a command of a shell.
 */
const referenceInLogin = (text: string): string | undefined => (text.includes('$(') ? REFERENCE_IN_LOGIN.exec(text)?.[1] : undefined);

/** What Kubernetes would take for references, but for those that are escaped. */
const REFERENCES = /\$(?:\$|\(([^()\s]+)\))/g;

/**
 * Refuses a reference in a string that arrives as it is: to a variable of the same container, or where a URL has its user and password.
 * In small letters it is a command of a shell, where `isForShell`.
 */
export function checkString(at: IConstruct | string, text: string, { names, values }: Referable, isForShell = false): void {
  if (!text.includes('$(')) return;
  const login = referenceInLogin(text);
  if (login !== undefined) refuse(at, 'variable-reference', referenceInString(login));
  for (const [, name] of text.matchAll(REFERENCES)) {
    if (name === undefined || (isForShell && name === name.toLowerCase())) continue;
    if (names.has(name)) refuse(at, 'variable-reference', referenceInString(name));
    if (values.includes(name)) refuse(at, 'variable-reference', referenceToValue(name));
  }
}

/** Refuses a reference to a variable of the container in a text that Kubernetes never expands, such as the command of a probe. */
export function checkUnexpanded(at: string, what: string, text: string, { names, values }: Referable): string {
  for (const [, name] of text.includes('$(') ? text.matchAll(REFERENCES) : []) {
    if (name !== undefined && (names.has(name) || values.includes(name))) refuse(at, 'variable-reference', neverExpanded(what, name));
  }
  return text;
}

/** The words of `sh -c TEXT`. */
const isShell = (words: readonly Argument[]): boolean => words.some((word) => typeof word === 'string' && /^-[a-z]*c$/.test(word));

/** Checks a command or its arguments: strings and expansions, none of which is too long to exec. */
export function checkWords(at: IConstruct | string, what: string, words: unknown, variables: Referable): readonly Argument[] {
  checkArguments(at, what, Array.isArray(words) ? words.map((word: unknown) => (isExpansion(word) ? word.text : word)) : words);
  const checked = words as readonly Argument[];
  const [program] = checked;
  if (what === 'command' && typeof program === 'string' && !isProgramWord(program)) refuse(at, 'command-words', noProgramFirst(program), program);
  if (isExpansion(program)) refuse(at, 'variable-reference', expandedProgram, program.text);
  const isForShell = isShell(checked);
  for (const word of checked) {
    if (isExpansion(word)) checkExpansion(at, word, variables);
    else checkString(at, word, variables, isForShell);
  }
  return Object.freeze([...checked]);
}

/** The names of variables in an order in which each comes after those that it refers to, and else as they were given. */
export function inOrder(at: IConstruct | string, env: Readonly<Record<string, unknown>>): readonly string[] {
  const names = Object.keys(env);
  if (!names.some((name) => isExpansion(env[name]))) return names;
  const ordered = new Set<string>();
  const add = (name: string, path: readonly string[]): void => {
    if (ordered.has(name) || !Object.hasOwn(env, name)) return;
    if (path.includes(name)) refuse(at, 'variable-reference', referencesInCircle([...path.slice(path.indexOf(name)), name]));
    const value = env[name];
    if (isExpansion(value)) for (const before of value.names) add(before, [...path, name]);
    ordered.add(name);
  };
  for (const name of names) add(name, []);
  return [...ordered];
}
