import { checkObjectKey } from '../checks/names';
import { objectName } from '../checks/objects';
import type { NotOfKind, WantedKind } from '../messages/compile-time';

/**
 * What stands for a ConfigMap: a `ConfigMap` of cdk8s-plus, an imported one, or anything with its name. `_Why` is what the compiler says first
 * of anything else: leave it out.
 */
export interface ConfigMapLike<Key extends string = string, _Why = WantedKind<'ConfigMap'>> {
  /** The name of the ConfigMap. */
  readonly name: string;
  /** Its keys and what they hold. Where the keys are literals, the compiler checks those that are asked for. */
  readonly data?: Readonly<Record<Key, string>>;
  /** A Secret has this property and a ConfigMap does not. */
  readonly envValue?: NotOfKind<'Secret', 'ConfigMap'>;
}

/** One key of a ConfigMap. Made by {@link configMapKey}. */
export class ConfigMapKey {
  /** @internal */
  constructor(
    /** The name of the ConfigMap. */
    readonly configMap: string,
    /** The key within it. */
    readonly key: string,
  ) {
    Object.freeze(this);
  }
}

/**
 * Refers to one key of a ConfigMap.
 *
 * @param configMap the ConfigMap's name (`string`), or the ConfigMap: `kplus.ConfigMap`, `kplus.IConfigMap`
 * @param key the key within it
 * @throws {@link PreludeError} when the name or the key could not be those of a ConfigMap
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 *
 * @example
 * env: { LOG_LEVEL: configMapKey('shop', 'log-level') }
 * // - name: LOG_LEVEL
 * //   valueFrom: { configMapKeyRef: { name: shop, key: log-level } }
 * http('https://auth/health', { ca: configMapKey('company-ca', 'ca.crt') })
 * // volumes: [{ name: …, configMap: { name: company-ca, items: [{ key: ca.crt, path: ca.crt }] } }]
 */
export function configMapKey(configMap: string | ConfigMapLike, key: string): ConfigMapKey {
  const at = 'configMapKey()';
  const name = objectName(at, 'ConfigMap', configMap);
  return new ConfigMapKey(name, checkObjectKey(at, key));
}

export const isConfigMapKey = (value: unknown): value is ConfigMapKey => value instanceof ConfigMapKey;
