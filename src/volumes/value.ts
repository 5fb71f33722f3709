import type { KplusContainer } from '../cdk8s-plus';
import { checkEnvName } from '../checks/names';
import { Handle, type Proof } from '../handles/handle';
import type { VolumeSpec } from '../template/volume-spec';

/**
 * What a step has found out, as text in a file. A container that states its command takes it as an environment variable.
 */
export class Value<in out Id extends string = any> extends Handle<Id> {
  /** The file that holds it, within the step's volume. */
  readonly file: string;
  /** Always true: the content of a file, and not the file. */
  readonly content = true as const;
  /** @internal */
  readonly _volume: VolumeSpec;

  /** @internal */
  constructor(proof: Proof, volume: VolumeSpec, file: string) {
    super(proof);
    this.file = file;
    this._volume = volume;
  }

  /**
   * Sets it as an environment variable of a container of cdk8s-plus that has a command.
   *
   * @param container a container of the same workload that starts after the steps
   * @param name the name of the variable
   * @throws {@link PreludeError} when the container belongs to another workload, states no command or runs before the steps
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
   *
   * @example
   * settings.files.value('region').setIn(deployment.containers[0], 'REGION');
   * // command: [/prelude-bin/busybox, sh, /prelude/environment.sh], args: [--from, /prelude-values, REGION, --, …the container's own command]
   */
  setIn(container: KplusContainer, name: string): void {
    this._owner.setForeign(this, container, checkEnvName('setIn()', name));
  }
}
