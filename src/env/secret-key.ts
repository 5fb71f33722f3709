import { checkObjectKey } from '../checks/names';
import { objectName } from '../checks/objects';
import type { NotOfKind, WantedKind } from '../messages/compile-time';
import { plainTextNotAString } from '../messages/secrets';
import { checkReason } from '../checks/values';
import { PreludeError, refuse } from '../errors';

/**
 * What stands for a Secret: a `Secret` of cdk8s-plus, an imported one, or anything with its name. `_Why` is what the compiler says first of
 * anything else: leave it out.
 */
export interface SecretLike<_Why = WantedKind<'Secret'>> {
  /** The name of the Secret. */
  readonly name: string;
  /** A ConfigMap has this property and a Secret does not. */
  readonly binaryData?: NotOfKind<'ConfigMap', 'Secret'>;
}

/** A value of a Secret, read when the container starts and never present in the YAML. Made by {@link secretKey}. */
export class SecretKey {
  /** Always the same: a reference, not a value. */
  readonly kind = 'SecretKey' as const;

  /** @internal */
  constructor(
    /** The name of the Secret. */
    readonly secret: string,
    /** The key within it. */
    readonly key: string,
  ) {
    Object.freeze(this);
  }
}

/** A literal value of an environment variable whose name looks like that of a secret. Made by {@link plainText}. */
export class PlainText {
  /** Always the same: a value with a reason. */
  readonly kind = 'PlainText' as const;

  /** @internal */
  constructor(
    /** The value. */
    readonly value: string,
    /** Why it is not a secret. */
    readonly because: string,
  ) {
    Object.freeze(this);
  }
}

/**
 * Refers to one key of a Secret.
 *
 * @param secret the Secret's name (`string`), or the Secret: `kplus.Secret`, `kplus.ISecret` (`Secret.fromSecretName(…)`)
 * @param key the key within it
 * @throws {@link PreludeError} when the name or the key could not be those of a Secret
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 *
 * @example
 * env: { DB_PASSWORD: secretKey('db', 'password') }
 * // - name: DB_PASSWORD
 * //   valueFrom: { secretKeyRef: { name: db, key: password } }
 */
export function secretKey(secret: string | SecretLike, key: string): SecretKey {
  return withoutGiven(() => new SecretKey(objectName('secretKey()', 'Secret', secret), checkObjectKey('secretKey()', key)));
}

/** Errors do not repeat the argument: it may be the secret itself instead of its name. */
function withoutGiven<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof PreludeError)) throw error;
    const { path, sentence, rule } = error;
    throw new PreludeError(path, rule === undefined ? { sentence } : { sentence, rule });
  }
}

/**
 * Marks a value that is not a secret although its name looks like one.
 *
 * @param value the value, which the YAML shows
 * @param because why it is not a secret; shown in the YAML as an annotation of the pod
 * @throws {@link PreludeError} when the reason is missing
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 *
 * @example
 * env: { CSRF_TOKEN: plainText('X-CSRF', 'the name of a header') }
 * // - { name: CSRF_TOKEN, value: X-CSRF }
 */
export function plainText(value: string, because: string): PlainText {
  if (typeof value !== 'string') return refuse('plainText()', 'plain-secrets', plainTextNotAString, value);
  return new PlainText(value, checkReason('plainText()', 'plain text in place of a secret', because));
}

export const isSecretKey = (value: unknown): value is SecretKey => (value as SecretKey | undefined)?.kind === 'SecretKey';
export const isPlainText = (value: unknown): value is PlainText => (value as PlainText | undefined)?.kind === 'PlainText';
