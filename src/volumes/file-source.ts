import type { IConstruct } from 'constructs';
import { volumeName } from '../checks/names';
import { type ConfigMapKey, isConfigMapKey } from '../env/config-map-key';
import { isSecretKey, type SecretKey } from '../env/secret-key';
import { refuse } from '../errors';
import { notAFileSource } from '../messages/input';
import type { MountSpec } from '../template/volume-spec';

/** A file whose content is one key of a ConfigMap or a Secret. */
export type FileSource = ConfigMapKey | SecretKey;

export const isFileSource = (value: unknown): value is FileSource => isConfigMapKey(value) || isSecretKey(value);

/** Checks what stands for a file: one key of a ConfigMap or a Secret. */
export function checkFileSource(at: IConstruct | string, what: string, source: unknown): void {
  if (source !== undefined && !isFileSource(source)) refuse(at, 'file-source', notAFileSource(what), source);
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
