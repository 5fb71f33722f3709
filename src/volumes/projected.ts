import { Construct } from 'constructs';
import { volumeName } from '../checks/names';
import { keysOf, objectName } from '../checks/objects';
import type { ConfigMapLike } from '../env/config-map-key';
import type { SecretLike } from '../env/secret-key';
import type { VolumeSpec } from '../template/volume-spec';

/** The keys of a ConfigMap or a Secret as read-only files. Made by {@link configMapFiles} and {@link secretFiles}. */
export class ProjectedFiles<out Key extends string = string> {
  /** What kind of object the files are keys of. */
  readonly kind: 'ConfigMap' | 'Secret';
  /** The name of that object. */
  readonly name: string;
  /** @internal */
  readonly _volume: VolumeSpec;
  private readonly of: unknown;

  /** @internal */
  constructor(kind: 'ConfigMap' | 'Secret', of: string | SecretLike | ConfigMapLike<Key>) {
    const name = objectName(kind === 'Secret' ? 'secretFiles()' : 'configMapFiles()', kind, of);
    this.kind = kind;
    this.name = name;
    this.of = of;
    this._volume = kind === 'Secret'
      ? { name: volumeName('secret', name), source: { secret: { secretName: name } } }
      : { name: volumeName('config-map', name), source: { configMap: { name } } };
  }

  /** @internal */
  get _isConstruct(): boolean {
    return Construct.isConstruct(this.of);
  }

  /** The keys that the object has so far; undefined where this app does not say. */
  get keys(): readonly Key[] | undefined {
    return keysOf(this.of) as readonly Key[] | undefined;
  }
}

/**
 * The keys of a ConfigMap as files.
 *
 * @param configMap the ConfigMap's name (`string`), or the ConfigMap: `kplus.ConfigMap`, `kplus.IConfigMap`, `{ name, data }`
 * @throws {@link PreludeError} when the name could not be that of a ConfigMap
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#configmap
 *
 * @example
 * mounts: { '/etc/app': configMapFiles('app') }
 * // volumes: [{ name: config-map-app, configMap: { name: app } }]
 */
export function configMapFiles<Key extends string = string>(configMap: string | ConfigMapLike<Key>): ProjectedFiles<Key> {
  return new ProjectedFiles<Key>('ConfigMap', configMap);
}

/**
 * The keys of a Secret as files, in memory, readable in the containers that mount them.
 *
 * @param secret the Secret's name (`string`), or the Secret: `kplus.Secret`, `kplus.ISecret`
 * @throws {@link PreludeError} when the name could not be that of a Secret
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#secret
 *
 * @example
 * mounts: { '/etc/tls': secretFiles('shop-tls') }
 * // volumes: [{ name: secret-shop-tls, secret: { secretName: shop-tls } }]
 */
export function secretFiles(secret: string | SecretLike): ProjectedFiles {
  return new ProjectedFiles('Secret', secret);
}
