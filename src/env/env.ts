import type { EnvValue as KplusEnvValue, k8s } from 'cdk8s-plus-28';
import { checkCharacters } from '../checks/characters';
import { checkEnvName } from '../checks/names';
import { checkLength, checkRecord } from '../checks/values';
import { refuse } from '../errors';
import type { SecretInPlainText } from '../messages/secrets';
import type { ValueNotAString } from '../messages/input';
import { secretInEnv, secretInPlainText } from '../messages/secrets';
import { handleInStepEnv } from '../messages/values';
import { isHandle } from '../handles/handle';
import * as say from '../messages/input';
import { type ConfigMapKey, isConfigMapKey } from './config-map-key';
import { type Expansion, isExpansion } from './expand';
import { escapeExpansion } from './expansion';
import { checkExpansion, checkString, type ExpansionOf, inOrder, type Referable, type StringWithoutReference } from './references';
import { isPlainText, isSecretKey, type PlainText, type SecretKey } from './secret-key';
import { findSecret } from '../secrets/find';
import { namesSecret, type NamesSecret } from '../secrets/names';

/** What an environment variable may be given: a string, a key of a Secret or a ConfigMap, `expand(…)`, or a value of cdk8s-plus. */
export type EnvValue = string | SecretKey | ConfigMapKey | PlainText | Expansion | KplusEnvValue;

/** Variables whose names are not known to the compiler. */
export interface AnyEnvironment {
  readonly [name: string]: EnvValue;
}

/** An environment in which each variable that names a secret is given one; else the sentence that says so. */
export type Environment<E> = { readonly [K in keyof E]: K extends string ? VariableOf<K, E[K], keyof E> : never };

/** One of its variables. */
export type VariableOf<K extends string, V, Names = string> = V extends string
  ? NamesSecret<K> extends true ? SecretInPlainText<K> : StringWithoutReference<V>
  : V extends Expansion<any> ? ExpansionOf<V, Names>
    : V extends EnvValue ? V extends ConfigMapKey ? NamesSecret<K> extends true ? SecretInPlainText<K> : V : V : ValueNotAString<K>;

/** One variable as the pod spec will hold it, and why it may be plain text. */
export interface RenderedEnv {
  readonly variables: readonly k8s.EnvVar[];
  readonly reasons: Readonly<Record<string, string>>;
  /** What expansions in the container's command may refer to. */
  readonly referable: Referable;
}

const NO_VALUES: readonly string[] = Object.freeze([]);
const NONE: RenderedEnv = Object.freeze({
  variables: Object.freeze([]), reasons: Object.freeze({}), referable: Object.freeze({ names: new Set<string>(), values: NO_VALUES }),
});

/**
 * Checks an environment and renders it as Kubernetes takes it: values kept from its `$(NAME)` expansion, but for `expand(…)`,
 * which comes after what it refers to. `values` are the variables that are set when the container starts.
 */
export function renderEnv(at: string, env: unknown, values = NO_VALUES): RenderedEnv {
  if (env === undefined) return values.length === 0 ? NONE : { ...NONE, referable: { ...NONE.referable, values } };
  const given = checkRecord(at, 'env', env, 'values by name') as Readonly<Record<string, EnvValue>>;
  const reasons: Record<string, string> = {};
  const names = inOrder(at, given);
  const referable = { names: new Set(names), values };
  const variables = names.map((name): k8s.EnvVar => {
    const value = given[name] as EnvValue;
    checkEnvName(at, name);
    if (isPlainText(value)) reasons[name] = value.because;
    return renderVariable(at, name, value, referable);
  });
  return { variables, reasons, referable };
}

function renderVariable(at: string, name: string, value: EnvValue, referable: Referable): k8s.EnvVar {
  if (isSecretKey(value)) return { name, valueFrom: { secretKeyRef: { key: value.key, name: value.secret } } };
  if (isConfigMapKey(value)) {
    checkNotSecret(at, name);
    return { name, valueFrom: { configMapKeyRef: { key: value.key, name: value.configMap } } };
  }
  if (isPlainText(value)) return { name, value: checkLiteral(at, name, value.value) };
  if (typeof value === 'string') {
    checkNotSecret(at, name);
    checkText(at, name, value);
    checkString(at, value, referable);
    return { name, value: checkLiteral(at, name, value) };
  }
  if (isExpansion(value)) {
    checkExpansion(at, value, referable);
    checkText(at, name, value.text);
    checkLiteral(at, name, value.text);
    return { name, value: value.text };
  }
  if (isHandle(value)) return refuse(at, 'step-value', handleInStepEnv(name));
  // cdk8s-plus' own values: its expansion is the user's to command, so nothing is escaped.
  const given = value as { readonly value?: unknown; readonly valueFrom?: unknown } | null | undefined;
  if (given?.valueFrom !== undefined) return { name, valueFrom: given.valueFrom as k8s.EnvVarSource };
  // What stands there is not told where it may be the secret itself.
  if (typeof given === 'object' && given !== null && typeof given.value !== 'string') {
    return namesSecret(name) ? refuse(at, 'env-value', say.valueNotAString(name)) : refuse(at, 'env-value', say.valueNotAString(name), value);
  }
  checkNotSecret(at, name);
  if (typeof given?.value !== 'string') return refuse(at, 'env-value', say.valueNotAString(name), value);
  return { name, value: given.value };
}

/** Checks that a value that anybody can read is of no variable that names a secret. */
function checkNotSecret(at: string, name: string): void {
  if (namesSecret(name)) refuse(at, 'plain-secrets', secretInPlainText(name));
}

/** Checks that nothing in a value that anybody can read looks like a secret. */
function checkText(at: string, name: string, text: string): void {
  const secret = findSecret(text);
  if (secret) refuse(at, 'plain-secrets', secretInEnv(name, secret.what));
}

function checkLiteral(at: string, name: string, value: unknown): string {
  if (typeof value !== 'string') return refuse(at, 'env-value', say.valueNotAString(name), value);
  if (value.includes('\0')) refuse(at, 'characters', say.hasNul(`env ${name}`));
  checkCharacters(at, `env ${name}`, value);
  checkLength(at, `env ${name}`, `${name}=${value}`);
  return escapeExpansion(value);
}
