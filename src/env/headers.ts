import type { k8s } from 'cdk8s-plus-28';
import { headerReason } from '../declared/annotations';
import { checkRecord } from '../checks/values';
import { refuse } from '../errors';
import { badBasic, badHeader, badHeaderValue } from '../messages/readiness';
import type { SecretInHeader } from '../messages/secrets';
import { secretInHeader } from '../messages/secrets';
import { escapeExpansion } from './expansion';
import { findSecret } from '../secrets/find';
import { type HeaderNamesSecret, headerNamesSecret } from '../secrets/names';
import { isPlainText, isSecretKey, type PlainText, type SecretKey } from './secret-key';

/**
 * The value of a header: a text, a secret, a secret as bearer token (`bearer(secretKey(…))`), a login (`basic('ci', secretKey(…))`),
 * or `plainText(…)` where a header whose name is that of a secret holds none.
 */
export type HeaderValue = string | SecretKey | BearerToken | BasicLogin | PlainText;

/** Headers whose names are not known to the compiler. */
export interface AnyHeaders {
  readonly [name: string]: HeaderValue;
}

/** Headers of which each that holds a secret is given one; else the sentence that says so. */
export type HeadersOf<H> = { readonly [K in keyof H]: K extends string ? HeaderOf<K, H[K]> : never };

type HeaderOf<K extends string, V> = V extends string
  ? HeaderNamesSecret<K> extends true ? SecretInHeader<K> : V
  : V extends HeaderValue ? V : HeaderValue;

/** A secret sent as `Bearer` token. Made by {@link bearer}. */
export class BearerToken {
  /** The key of the Secret that holds the token. */
  readonly token: SecretKey;

  /** @internal */
  constructor(token: SecretKey) {
    this.token = token;
  }
}

/**
 * Sends a secret as `Authorization: Bearer …`.
 *
 * @param token the key of the Secret that holds the token
 * @throws {@link PreludeError} when the token is no `secretKey(…)`
 *
 * @example
 * headers: { Authorization: bearer(secretKey('config', 'token')) }
 * // env: [{ name: PRELUDE_HEADER_HTTP_1, valueFrom: { secretKeyRef: { name: config, key: token } } }]
 */
export function bearer(token: SecretKey): BearerToken {
  return isSecretKey(token) ? new BearerToken(token) : refuse('bearer()', 'http-headers', badHeader);
}

/** A login and a password sent as HTTP Basic. Made by {@link basic}. */
export class BasicLogin {
  /** The login. */
  readonly login: string | SecretKey;
  /** The key of the Secret that holds the password. */
  readonly password: SecretKey;

  /** @internal */
  constructor(login: string | SecretKey, password: SecretKey) {
    this.login = login;
    this.password = password;
  }
}

/**
 * Sends a login and a password as `Authorization: Basic …`. They are put together when the step runs, and stand in no argument
 * and no file.
 *
 * @param login the login, as a text or as a key of a Secret
 * @param password the key of the Secret that holds the password
 * @throws {@link PreludeError} when the login holds a ":" or a control character, or the password is no `secretKey(…)`
 * @see https://www.rfc-editor.org/rfc/rfc7617
 *
 * @example
 * headers: { Authorization: basic('ci', secretKey('nexus', 'password')) }
 * // env: [{ name: PRELUDE_HEADER_1_1, value: ci }, { name: PRELUDE_HEADER_1_2, valueFrom: { secretKeyRef: { name: nexus, key: password } } }]
 */
export function basic(login: string | SecretKey, password: SecretKey): BasicLogin {
  const good = isSecretKey(login) || (typeof login === 'string' && LOGIN.test(login));
  return good && isSecretKey(password) ? new BasicLogin(login, password) : refuse('basic()', 'http-headers', badBasic);
}

// eslint-disable-next-line no-control-regex
const LOGIN = /^[^:\0-\x1f\x7f]+$/;
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const VALUE = /^[^\r\n\0]*$/;

/** What headers are to a script. */
export interface RenderedHeaders {
  readonly flags: readonly string[];
  /** The variables that hold the secret ones. */
  readonly env: readonly k8s.EnvVar[];
  /** Why some may be plain text, by {@link headerReason}. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** The flags of a script for these headers, checked, and what they need. */
export function headerFlags(at: string, prefix: string, headers: unknown): RenderedHeaders {
  const flags: string[] = [];
  const env: k8s.EnvVar[] = [];
  const reasons: Record<string, string> = {};
  const variable = (value: string | SecretKey) => {
    const known = `PRELUDE_HEADER_${prefix}_${env.length + 1}`;
    // A text is kept from Kubernetes' expansion of $(NAME).
    const given = isSecretKey(value)
      ? { valueFrom: { secretKeyRef: { key: value.key, name: value.secret } } } : { value: escapeExpansion(value) };
    env.push({ name: known, ...given });
    return known;
  };
  for (const [name, value] of Object.entries(headers === undefined ? {} : checkRecord(at, 'headers', headers, 'values by name'))) {
    if (!NAME.test(name)) refuse(at, 'http-headers', badHeader, name);
    if (isSecretKey(value)) flags.push('--header-from-env', name, variable(value));
    else if (value instanceof BearerToken) flags.push('--header-prefix', 'Bearer ', '--header-from-env', name, variable(value.token));
    else if (value instanceof BasicLogin) flags.push('--basic-from-env', name, variable(value.login), variable(value.password));
    else flags.push('--header', `${name}: ${checkLiteral(at, name, value)}`);
    if (isPlainText(value)) reasons[headerReason(name)] = value.because;
  }
  return { flags, env, reasons };
}

function checkLiteral(at: string, name: string, given: unknown): string {
  if (typeof given === 'string' && (headerNamesSecret(name) || findSecret(given, { header: name }))) refuse(at, 'plain-secrets', secretInHeader(name));
  const value = isPlainText(given) ? given.value : given;
  if (typeof value !== 'string') return refuse(at, 'http-headers', badHeaderValue(name), value);
  return VALUE.test(value) ? value : refuse(at, 'http-headers', badHeader, name);
}
