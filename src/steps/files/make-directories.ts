import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { WRITE_RESOURCES } from '../../template/default-resources';
import { checkMode, PERMISSIONS } from '../../checks/modes';
import { checkPathWithin } from '../../checks/names';
import { refuse } from '../../errors';
import { helperImages } from '../../images/catalogue';
import { notAPathWithin } from '../../messages/input';
import * as say from '../../messages/make-directories';
import type { NotAVolumeToFill } from '../../messages/steps';
import { wordsOfUser } from '../../standards/platform';
import type { VolumeSpec } from '../../template/volume-spec';
import { Prepared } from '../../volumes/prepared';
import { checkFillable, type FillableVolume } from '../../volumes/to-fill';
import type { Workload } from '../../workload/workload';
import { accountId, Given, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** Properties of {@link MakeDirectories}. */
export interface MakeDirectoriesProps<Id extends string = any, Path extends string = string> extends StepProps<Id> {
  /** Where: `emptyDirectory(…)`, `claim(…)`, a claim template of a StatefulSet, or the volume of `FixPermissions`. */
  readonly volume: FillableVolume<Id, NotAVolumeToFill<'volume'>>;
  /**
   * The directories by their paths in the volume: a list, each with mode `0o755`; or paths with modes, such as
   * `{ uploads: 0o770, 'cache/images': 0o750 }`. No mode may let everyone write.
   */
  readonly directories: readonly Path[] | { readonly [K in Path]: number };
  /** The user of the app. The step runs as this user, who owns the directories and can write to them. */
  readonly user: number;
  /**
   * The group of the directories, if the pod has no fsGroup.
   *
   * @default - the number of the user
   */
  readonly group?: number;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 10m and 16Mi, limits of 500m and 64Mi
   */
  readonly resources?: ContainerResources;
}

const PROPERTIES = {
  ...STEP_KEYS, volume: true, directories: true, user: accountId.needed(), group: accountId, timeout: true, resources: true,
} satisfies Table<MakeDirectoriesProps>;
const TIMEOUT = Duration.minutes(1);
const VOLUME = '/volume';
const DEFAULT_MODE = 0o755;

/**
 * Creates directories in a volume, with their owner and modes, before the app starts. It runs as the user of the app, without
 * root. It does not change correct directories.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
 *
 * @example
 * const places = new MakeDirectories(web, 'places', {
 *   volume: claim(web, 'data', 'shop-data'),
 *   directories: { uploads: 0o750, 'cache/images': 0o755 },
 *   user: 1000,
 * });
 * web.addContainer('app', { …, mounts: { '/srv/uploads': writable(places.directory('uploads')) } });
 * // initContainers: [{ name: places, args: [--to, /volume, --directory, uploads, '0750', …], securityContext: { runAsUser: 1000, … } }]
 * // - { name: data, mountPath: /srv/uploads, subPath: uploads }
 */
export class MakeDirectories<in out Id extends string = any, in out Path extends string = string> extends Step<Id> {
  /** The whole volume, with its directories. */
  readonly volume: Prepared<Id>;
  private readonly paths: readonly Path[];
  private readonly filled: VolumeSpec;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the volume, its directories and their user
   * @throws {@link PreludeError} when a path leads out of the volume, a mode is writable by all, or a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: MakeDirectoriesProps<NoInfer<Id>, Path>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const directories = this.checkDirectories(props.directories);
    const user = given.value('user');
    this.filled = checkFillable(this, this._template, 'volume', props.volume)._volume;
    this.paths = directories.map(([path]) => path as Path);
    this._register({
      kind: 'MakeDirectories',
      image: helperImages.busybox,
      purpose: `makes ${this.paths.join(', ')} in volume ${this.filled.name} for ${wordsOfUser(this._template.standards, user)}`,
      program: {
        parts: ['common', 'publish', 'make-directories'],
        args: ['--to', VOLUME, ...directories.flatMap(([path, mode]) => ['--directory', path, mode])],
      },
      fills: { [VOLUME]: this.filled },
      leaves: directories.map(([path, mode]) => ({ volume: this.filled, path, mode: parseInt(mode, 8), directory: true })),
      user,
      group: given.value('group'),
      resources: props.resources,
      defaultResources: WRITE_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: this.paths.map((path) => `directory: ${path}`),
      after: props.after,
    });
    this.volume = new Prepared<Id>(this.proof, this.filled);
  }

  /**
   * One of the directories: mount it with `writable(…)` if the app writes to it.
   *
   * @param path its path in the volume
   * @throws {@link PreludeError} when the step makes no such directory
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/srv/uploads': writable(places.directory('uploads')) }
   * // - { name: data, mountPath: /srv/uploads, subPath: uploads }
   */
  directory(path: Path): Prepared<Id> {
    if (!this.paths.includes(path)) refuse(this, 'unknown-file', say.noSuchDirectory(this.paths), path);
    return new Prepared<Id>(this.proof, this.filled, path);
  }

  private checkDirectories(given: unknown): readonly (readonly [string, string])[] {
    if (typeof given !== 'object' || given === null) return refuse(this, 'nothing-to-do', say.noDirectories, given);
    const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(given)
      ? given.map((path) => [path, DEFAULT_MODE]) : Object.entries(given);
    if (entries.length === 0) refuse(this, 'nothing-to-do', say.noDirectories, given);
    const seen = new Set<string>();
    return entries.map(([path, mode]) => {
      const name = checkPathWithin(this, notAPathWithin, path);
      if (seen.has(name)) refuse(this, 'path', say.directoryTwice(name), name);
      seen.add(name);
      return [name, checkMode(this, `the mode of directory "${name}"`, mode, PERMISSIONS)] as const;
    });
  }
}
