import type { EnvValue as KplusEnvValue, k8s } from 'cdk8s-plus-28';
import { checkEnvName } from '../checks/names';
import { namesSecret, type NamesSecret, passwordsInUrls } from '../checks/secrets';
import { LONGEST_ARGUMENT } from '../checks/values';
import { refuse } from '../errors';
import type { SecretInPlainText } from '../messages/compile-time';
import { isHandle } from '../handles/handle';
import { secretInPlainText } from '../messages/compile-time';
import * as say from '../messages/input';
import { handleInStepEnv } from '../messages/values';
import { escapeExpansion } from './expansion';
import { isPlainText, isSecretKey, type PlainText, type SecretKey } from './secret-key';

/** What an environment variable may be given: a string, a key of a Secret, or a value of cdk8s-plus. */
export type EnvValue = string | SecretKey | PlainText | KplusEnvValue;

/** Variables whose names are not known to the compiler. */
export interface AnyEnvironment {
  readonly [name: string]: EnvValue;
}

/** An environment in which each variable that names a secret is given one; else the sentence that says so. */
export type Environment<E> = { readonly [K in keyof E]: K extends string ? VariableOf<K, E[K]> : never };

/** One of its variables. */
export type VariableOf<K extends string, V> = V extends string
  ? NamesSecret<K> extends true ? SecretInPlainText<K> : V
  : V extends EnvValue ? V : EnvValue;

/** One variable as the pod spec will hold it, and why it may be plain text. */
export interface RenderedEnv {
  readonly variables: readonly k8s.EnvVar[];
  readonly reasons: Readonly<Record<string, string>>;
}

const NONE: RenderedEnv = Object.freeze({ variables: Object.freeze([]), reasons: Object.freeze({}) });

/** Checks an environment and renders it as Kubernetes takes it, values kept from its `$(NAME)` expansion. */
export function renderEnv(at: string, env: Readonly<Record<string, EnvValue>> | undefined): RenderedEnv {
  if (!env) return NONE;
  const reasons: Record<string, string> = {};
  const variables = Object.entries(env).map(([name, value]): k8s.EnvVar => {
    checkEnvName(at, name);
    if (isPlainText(value)) reasons[name] = value.because;
    return renderVariable(at, name, value);
  });
  return { variables, reasons };
}

function renderVariable(at: string, name: string, value: EnvValue): k8s.EnvVar {
  if (isSecretKey(value)) return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
  if (isPlainText(value)) return { name, value: checkLiteral(at, name, value.value) };
  if (typeof value === 'string') {
    if (namesSecret(name)) refuse(at, secretInPlainText(name));
    if (passwordsInUrls(value)) refuse(at, say.passwordInUrl(name));
    return { name, value: checkLiteral(at, name, value) };
  }
  if (isHandle(value)) return refuse(at, handleInStepEnv(name));
  // cdk8s-plus' own values: its expansion is the user's to command, so nothing is escaped.
  const given = value as { readonly value?: unknown; readonly valueFrom?: unknown } | null | undefined;
  if (given?.valueFrom !== undefined) return { name, valueFrom: given.valueFrom as k8s.EnvVarSource };
  if (typeof given?.value !== 'string') return refuse(at, say.valueNotAString(name), value);
  if (namesSecret(name)) refuse(at, secretInPlainText(name));
  return { name, value: given.value };
}

function checkLiteral(at: string, name: string, value: unknown): string {
  if (typeof value !== 'string') return refuse(at, say.valueNotAString(name), value);
  if (value.includes('\0')) refuse(at, say.hasNul(`env ${name}`));
  const length = Buffer.byteLength(value) + name.length + 1;
  if (length >= LONGEST_ARGUMENT) refuse(at, say.argumentTooLong(`env ${name}`), `${length} bytes`);
  return escapeExpansion(value);
}
