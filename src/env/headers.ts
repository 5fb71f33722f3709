import type { k8s } from 'cdk8s-plus-28';
import { refuse } from '../errors';
import { badHeader } from '../messages/readiness';
import { isSecretKey, type SecretKey } from './secret-key';

/** The value of a header: a text, a secret, or a secret as bearer token (`bearer(secretKey(…))`). */
export type HeaderValue = string | SecretKey | BearerToken;

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
  return isSecretKey(token) ? new BearerToken(token) : refuse('bearer()', badHeader);
}

const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const VALUE = /^[^\r\n\0]*$/;

/** The flags of a script for these headers, and the variables that hold the secret ones. */
export function headerFlags(at: string, prefix: string, headers: Readonly<Record<string, HeaderValue>> | undefined) {
  const flags: string[] = [];
  const env: k8s.EnvVar[] = [];
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!NAME.test(name)) refuse(at, badHeader, name);
    if (typeof value === 'string') {
      if (!VALUE.test(value)) refuse(at, badHeader, name);
      flags.push('--header', `${name}: ${value}`);
      continue;
    }
    const isBearer = value instanceof BearerToken;
    const key = isBearer ? value.token : value;
    if (!isSecretKey(key)) return refuse(at, badHeader, name);
    const variable = `PRELUDE_HEADER_${prefix}_${env.length + 1}`;
    env.push({ name: variable, valueFrom: { secretKeyRef: { name: key.secret, key: key.key } } });
    flags.push(...(isBearer ? ['--header-prefix', 'Bearer '] : []), '--header-from-env', name, variable);
  }
  return { flags, env };
}
