import { checkObjectName } from '../checks/names';
import type { SecretLike } from '../env/secret-key';
import type { VolumeSpec } from '../template/volume-spec';

/** What stands for a ConfigMap: a `ConfigMap` of cdk8s-plus, an imported one, or anything with its name. */
export interface ConfigMapLike {
  /** The name of the ConfigMap. */
  readonly name: string;
}

/** The keys of a ConfigMap or a Secret as read-only files. Made by {@link configMapFiles} and {@link secretFiles}. */
export class ProjectedFiles {
  /** What kind of object the files are keys of. */
  readonly kind: 'ConfigMap' | 'Secret';
  /** The name of that object. */
  readonly name: string;
  /** @internal */
  readonly _source: VolumeSpec['source'];
  /** @internal */
  readonly _name: string;

  /** @internal */
  constructor(kind: 'ConfigMap' | 'Secret', name: string) {
    this.kind = kind;
    this.name = name;
    this._name = `${kind === 'Secret' ? 'secret' : 'config-map'}-${name}`;
    this._source = kind === 'Secret' ? { secret: { secretName: name } } : { configMap: { name } };
  }
}

/**
 * The keys of a ConfigMap as files.
 *
 * @param configMap the ConfigMap's name (`string`), or the ConfigMap: `kplus.ConfigMap`, `kplus.IConfigMap`
 * @throws {@link PreludeError} when the name could not be that of a ConfigMap
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#configmap
 *
 * @example
 * mounts: { '/etc/app': configMapFiles('app') }
 * // volumes: [{ name: config-map-app, configMap: { name: app } }]
 */
export function configMapFiles(configMap: string | ConfigMapLike): ProjectedFiles {
  return new ProjectedFiles('ConfigMap', nameOf('configMapFiles()', 'the name of a ConfigMap', configMap));
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
  return new ProjectedFiles('Secret', nameOf('secretFiles()', 'the name of a Secret', secret));
}

/** The name of an object that is given by name or as a construct. */
export function nameOf(at: string, what: string, object: string | { readonly name: string }): string {
  return checkObjectName(at, what, typeof object === 'string' ? object : object?.name);
}
