import type { IConstruct } from 'constructs';
import { ofOtherCopy } from './duplicate-installs';
import { isRuleId, pageOf, type RuleId } from './messages/rule-ids';
import { told } from './messages/synth';
import { findSecretWords, withoutSecrets } from './secrets/find';
import { namesSecret } from './secrets/names';

/** What a {@link PreludeError} tells. */
export interface PreludeErrorDetails {
  /** What is wrong and what to do about it, in one sentence. */
  readonly sentence: string;
  /**
   * What was given, as it was given.
   *
   * @default - nothing is said of it
   */
  readonly given?: unknown;
  /**
   * The id of the mistake: one of the library's, or one of your own.
   *
   * @default - none
   */
  readonly rule?: RuleId | (string & {});
}

/**
 * The error that every part of the library throws: it names the construct, says what was wrong and what to do, shows what was
 * given, and ends with the id of the mistake and the page about it. Where a rule over rendered manifests would find the same, the
 * id is that of the rule.
 *
 * @example
 * new WaitForService(web, 'Wait', { until: tcp({ host: 'db', port: 5432 }) });
 * // PreludeError: shop/web: "Wait" is not a valid container name: the id of a step becomes the name of its container … Given: "Wait". (rule container-names)
 * // See node_modules/cdk8s-prelude/docs/rules/container-names.md
 */
export class PreludeError extends Error {
  /** The path of the construct that was given something wrong, such as `shop/web/wait-for-db`. */
  readonly path: string;
  /** What is wrong and what to do, without the path and what was given. */
  readonly sentence: string;
  /**
   * The id of the mistake, such as `mounts`, which docs/rules.md lists. Undefined only where a step or target of your own
   * throws the error without one.
   */
  readonly rule: RuleId | (string & {}) | undefined;

  /**
   * @param path the construct's path, or the name of the function that was called
   * @param details what is wrong, what was given, and which rule it breaks
   */
  constructor(path: string, details: PreludeErrorDetails) {
    const { rule } = details;
    // Sentences name what was given, and paths are made of ids: neither is told where it looks like a secret.
    const [sentence, at] = [withoutSecrets(details.sentence), withoutSecrets(path).split('/').map(withoutSecrets).join('/')];
    const said = told({ sentence, given: 'given' in details ? show(details.given) : undefined, rule });
    super(`${at}: ${said}${rule !== undefined && isRuleId(rule) ? `\nSee ${pageOf(rule)}` : ''}`);
    this.name = 'PreludeError';
    this.path = at;
    this.sentence = sentence;
    this.rule = rule;
  }
}

/** The root of a tree has an empty path. */
const THE_APP = 'the app';

/**
 * Throws a {@link PreludeError}; returns never, so that it can stand in an expression. What another copy of the library has
 * made is refused for that, whatever else is wrong with it.
 *
 * @param rule the id of the mistake; where a rule over rendered manifests finds the same, the id of that rule
 */
export function refuse(at: IConstruct | string, rule: RuleId, sentence: string, ...given: unknown[]): never {
  const path = typeof at === 'string' ? at : at.node.path || THE_APP;
  const stranger = ofOtherCopy(given[0]);
  if (stranger !== undefined) throw new PreludeError(path, { sentence: stranger, rule: 'duplicate-installs' });
  throw new PreludeError(path, given.length > 0 ? { sentence, rule, given: given[0] } : { sentence, rule });
}

const LONGEST_GIVEN = 200;

/** What was given, on one line and not too long, without the values of what is called like a secret. */
function show(value: unknown): string {
  const text = withoutLogins(typeof value === 'function' ? `function ${value.name}` : nameOf(value) ?? asJson(value));
  return text.length > LONGEST_GIVEN ? `${text.slice(0, LONGEST_GIVEN)}… (${text.length} characters)` : text;
}

const LOGIN_OF_URL = /(:\/\/)[^\s/@"]*@/g;

/** The text without logins of URLs and all else that looks like a secret. */
const withoutLogins = (text: string): string => withoutSecrets(text.replace(LOGIN_OF_URL, '$1…@'));

/** What is made by a class is called by it: its inside says nothing to a person. A URL says which. */
function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { constructor } = value;
  if (constructor === Object || typeof constructor !== 'function') return undefined;
  const path = (value as { readonly node?: { readonly path?: unknown } }).node?.path;
  const of = value instanceof URL ? value.href : path;
  return typeof of === 'string' ? `${constructor.name} ${of}` : `an object of class ${constructor.name}`;
}

/** JSON has no NaN, would write what is in objects of classes, and errors are read in the logs of pipelines. */
function shown(this: Readonly<Record<string, unknown>>, key: string): unknown {
  const value = this[key];
  if ((typeof value === 'string' || typeof value === 'number') && namesSecret(key)) return '…';
  if (typeof value === 'string') return withoutSecrets(value);
  if (Array.isArray(value)) return withoutSecretWords(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : nameOf(value) ?? value;
}

/** The words of a command, of which one tells what the next is. */
function withoutSecretWords(words: readonly unknown[]): readonly unknown[] {
  const secret = findSecretWords(words.map((word) => (typeof word === 'string' ? word : '')));
  return words.map((word, index) => {
    const found = secret.get(index);
    return found && typeof word === 'string' ? `${word.slice(0, found.start)}…` : word;
  });
}

function asJson(value: unknown): string {
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value, shown) ?? String(value);
  } catch {
    return String(value);
  }
}
