import { Construct } from 'constructs';
import { checkKeys } from '../checks/known-keys';
import { checkMode, PERMISSIONS } from '../checks/modes';
import { volumeName } from '../checks/names';
import { keysOf, objectName } from '../checks/objects';
import { checkFlag } from '../checks/values';
import type { ConfigMapLike } from '../env/config-map-key';
import type { SecretLike } from '../env/secret-key';
import type { VolumeSpec } from '../template/volume-spec';

/** How the keys of a ConfigMap or a Secret are mounted. */
export interface ProjectedFilesProps {
  /**
   * The mode of the files, such as `0o440`; it must not let everyone write. The files belong to root, and with `fsGroup` to that group, which
   * can then read them with any mode: for a key that only its user may read, write `0o400` and give the workload an `fsGroup`.
   *
   * @default 0o644
   */
  readonly mode?: number | undefined;
  /**
   * Whether the pod starts without the object. Then the directory is empty.
   *
   * @default false
   */
  readonly optional?: boolean | undefined;
}

const PROPERTIES = { mode: true, optional: true } as const;

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
  constructor(kind: 'ConfigMap' | 'Secret', of: string | SecretLike | ConfigMapLike<Key>, props: ProjectedFilesProps = {}) {
    const at = kind === 'Secret' ? 'secretFiles()' : 'configMapFiles()';
    const name = objectName(at, kind, of);
    const { fields, words } = projection(at, props);
    this.kind = kind;
    this.name = name;
    this.of = of;
    this._volume = kind === 'Secret'
      ? { name: volumeName('secret', name, ...words), source: { secret: { secretName: name, ...fields } } }
      : { name: volumeName('config-map', name, ...words), source: { configMap: { name, ...fields } } };
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

/** The fields of the volume, and the words by which its name is told from that of the same object mounted in another way. */
function projection(at: string, props: ProjectedFilesProps) {
  checkKeys(at, props, PROPERTIES);
  const { mode, optional } = props;
  const checked = mode === undefined ? undefined : checkMode(at, 'mode', mode, PERMISSIONS);
  const isOptional = optional !== undefined && checkFlag(at, 'optional', optional);
  return {
    fields: { ...(mode === undefined ? {} : { defaultMode: mode }), ...(isOptional ? { optional: true } : {}) },
    words: [...(checked === undefined ? [] : [checked]), ...(isOptional ? ['optional'] : [])],
  };
}

/**
 * The keys of a ConfigMap as files.
 *
 * @param configMap the ConfigMap's name (`string`), or the ConfigMap: `kplus.ConfigMap`, `kplus.IConfigMap`, `{ name, data }`
 * @param props their mode, and whether the ConfigMap must be there
 * @throws {@link PreludeError} when the name could not be that of a ConfigMap, or the mode is writable for everyone
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#configmap
 *
 * @example
 * mounts: { '/etc/app': configMapFiles('app') }
 * // volumes: [{ name: config-map-app, configMap: { name: app } }]
 */
export function configMapFiles<Key extends string = string>(
  configMap: string | ConfigMapLike<Key>, props?: ProjectedFilesProps,
): ProjectedFiles<Key> {
  return new ProjectedFiles<Key>('ConfigMap', configMap, props);
}

/**
 * The keys of a Secret as files, in memory, readable in the containers that mount them.
 *
 * @param secret the Secret's name (`string`), or the Secret: `kplus.Secret`, `kplus.ISecret`
 * @param props their mode, and whether the Secret must be there
 * @throws {@link PreludeError} when the name could not be that of a Secret, or the mode is writable for everyone
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#secret
 *
 * @example
 * mounts: { '/etc/tls': secretFiles('shop-tls') }
 * // volumes: [{ name: secret-shop-tls, secret: { secretName: shop-tls } }]
 *
 * @example
 * mounts: { '/keys': secretFiles('deploy-key', { mode: 0o400 }) }
 * // volumes: [{ name: secret-deploy-key-0400, secret: { secretName: deploy-key, defaultMode: 256 } }]
 */
export function secretFiles(secret: string | SecretLike, props?: ProjectedFilesProps): ProjectedFiles {
  return new ProjectedFiles('Secret', secret, props);
}
