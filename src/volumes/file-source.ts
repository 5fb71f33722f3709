import type { IConstruct } from 'constructs';
import { checkObjectKey, volumeName } from '../checks/names';
import { objectName } from '../checks/objects';
import { refuse } from '../errors';
import { notAFileSource } from '../messages/input';
import type { MountSpec } from '../template/volume-spec';
import type { ConfigMapLike } from './projected';
import { isSecretKey, type SecretKey } from '../env/secret-key';

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

/** A file whose content is one key of a ConfigMap or a Secret. */
export type FileSource = ConfigMapKey | SecretKey;

export const isFileSource = (value: unknown): value is FileSource => value instanceof ConfigMapKey || isSecretKey(value);

/**
 * Refers to one key of a ConfigMap.
 *
 * @param configMap the ConfigMap's name (`string`), or the ConfigMap: `kplus.ConfigMap`, `kplus.IConfigMap`
 * @param key the key within it
 * @throws {@link PreludeError} when the name or the key could not be those of a ConfigMap
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 *
 * @example
 * ca: configMapKey('company-ca', 'ca.crt')
 * // volumes: [{ name: …, configMap: { name: company-ca, items: [{ key: ca.crt, path: ca.crt }] } }]
 */
export function configMapKey(configMap: string | ConfigMapLike, key: string): ConfigMapKey {
  const at = 'configMapKey()';
  const name = objectName(at, 'ConfigMap', configMap);
  return new ConfigMapKey(name, checkObjectKey(at, key));
}

/** Checks what stands for a file: one key of a ConfigMap or a Secret. */
export function checkFileSource(at: IConstruct | string, what: string, source: unknown): void {
  if (source !== undefined && !isFileSource(source)) refuse(at, notAFileSource(what), source);
}

/** A volume of a step that holds only this key, and where its file lies in the container. */
export function configurationFile(
  step: string, what: string, directory: string, source: FileSource,
): { readonly file: string; readonly mount: MountSpec } {
  const items = [{ key: source.key, path: source.key }];
  const volumeSource = isSecretKey(source)
    // Readable by the step's user, who is not the owner: the pod's own containers only see it where they mount it.
    ? { secret: { secretName: source.secret, items, defaultMode: 0o444 } }
    : { configMap: { name: source.configMap, items } };
  return {
    file: `${directory}/${source.key}`,
    mount: { volume: { name: volumeName(step, what), source: volumeSource }, path: directory, readOnly: true },
  };
}
