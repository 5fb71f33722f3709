import type { KplusContainer } from '../cdk8s-plus';
import { refuse } from '../errors';
import type { Proof } from '../handles/handle';
import { noSuchFile } from '../messages/input';
import type { VolumeSpec } from '../template/volume-spec';
import { Value } from './value';
import { Mountable } from './volume';

/**
 * Files that a step has written: mount them as a directory, or as single files. Your own step creates them from its proof and the
 * volume that it fills.
 *
 * @example
 * const volume = this.volumeToFill(props.into, Size.mebibytes(1));
 * this.register({ …, fills: { '/flags': volume } });
 * this.files = new Files<Id, 'flags.json'>(this.proof, volume, ['flags.json']);
 */
export class Files<in out Id extends string = any, out Name extends string = string> extends Mountable<Id> {
  /** The names of the files, as far as they were declared. */
  readonly names: readonly Name[];

  /**
   * @param proof the `proof` of the step that has written them
   * @param volume where it has written them, from `volumeToFill(…)`
   * @param names the names of the files, as far as they are known
   * @param subPath the directory of the volume that they are in; by default its root
   */
  constructor(proof: Proof, volume: VolumeSpec, names: readonly Name[], subPath?: string) {
    super(proof, volume, subPath);
    this.names = Object.freeze([...names]);
    // A directory is published whole; what is verified only has been written by others.
    if (!this._isVerified) proof.owner.publish(proof, volume.name, subPath === undefined ? names : [subPath]);
  }

  /**
   * One of the files: mount it as a single file, beside the image's files in the same directory.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when the step declared no such file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/etc/nginx/conf.d/shop.conf': config.file('shop.conf') }
   * // - { name: fetch-config, mountPath: /etc/nginx/conf.d/shop.conf, subPath: shop.conf, readOnly: true }
   */
  file(name: Name): File<Id> {
    if (!this.names.includes(name)) refuse(`${this._owner.path}/${this.step}`, 'unknown-file', noSuchFile(String(name), this.names), name);
    const subPath = this._subPath === undefined ? name : `${this._subPath}/${name}`;
    return new File<Id>({ owner: this._owner, step: this.step }, this._volume, subPath);
  }

  /**
   * The content of one of the files, as an environment variable for a container with a command. Newlines at its
   * end are removed.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when the step declared no such file
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
   *
   * @example
   * env: { REGION: settings.files.value('region') }
   * // args: [--from, /prelude-values, REGION, --, …the container's own command]
   */
  value(name: Name): Value<Id> {
    const { _volume, _subPath } = this.file(name);
    return new Value<Id>({ owner: this._owner, step: this.step }, _volume, _subPath ?? name);
  }

  /**
   * Mounts the files, read-only, into a container of cdk8s-plus.
   *
   * @param container a container of the same workload
   * @param path where
   * @throws {@link PreludeError} when the container belongs to another workload
   * @see https://kubernetes.io/docs/concepts/storage/volumes/
   *
   * @example
   * config.files.mountInto(deployment.containers[0], '/etc/app');
   * // - { name: fetch-config, mountPath: /etc/app, readOnly: true }
   */
  mountInto(container: KplusContainer, path: string): void {
    this._owner.mountForeign(this, container, path);
  }
}

/** One file that a step has written. */
export class File<in out Id extends string = any> extends Mountable<Id> {
  /** Always true: one file is not a directory. */
  readonly single = true as const;

  /**
   * Mounts the file, read-only, into a container of cdk8s-plus.
   *
   * @param container a container of the same workload
   * @param path where, with the file's name
   * @throws {@link PreludeError} when the container belongs to another workload
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * config.file('shop.conf').mountInto(deployment.containers[0], '/etc/nginx/conf.d/shop.conf');
   * // - { name: fetch-config, mountPath: /etc/nginx/conf.d/shop.conf, subPath: shop.conf, readOnly: true }
   */
  mountInto(container: KplusContainer, path: string): void {
    this._owner.mountForeign(this, container, path);
  }
}
