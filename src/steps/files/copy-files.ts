import { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { COPY_RESOURCES } from '../../template/default-resources';
import { checkKeys } from '../../checks/known-keys';
import { checkMode, PERMISSIONS } from '../../checks/modes';
import { checkPathsWithin } from '../../checks/names';
import { givenOr } from '../../checks/values';
import { refuse } from '../../errors';
import { checkHandle } from '../../handles/handle';
import { helperImages } from '../../images/catalogue';
import type { NotInSource } from '../../messages/compile-time';
import type { NotACopySource } from '../../messages/copy-files';
import * as say from '../../messages/copy-files';
import { type File, Files } from '../../volumes/files';
import { ProjectedFiles } from '../../volumes/projected';
import { sourceMount } from '../../volumes/source-mount';
import type { NotAVolumeToFill } from '../../messages/steps';
import { wordsOfUser } from '../../standards/platform';
import type { FillableVolume } from '../../volumes/to-fill';
import type { Workload } from '../../workload/workload';
import { pruning } from './pruning';
import { checkSourceNames } from './source-names';
import { accountId, flag, Given, oneOf, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** Where a file is copied to, and with which mode. */
export interface CopiedFile {
  /**
   * Its place below the directory, such as `conf.d/app.conf`.
   *
   * @default - its name
   */
  readonly as?: string;
  /**
   * Its mode, such as `0o640`. It must not let everyone write.
   *
   * @default 0o644, and 0o600 for keys of a Secret
   */
  readonly mode?: number;
}

/** What is copied: names, or names with places and modes. */
export type FilesToCopy<Name extends string = string> = readonly Name[] | { readonly [N in Name]?: CopiedFile };

/** Where the copies lie: the places that were asked for, else the names. */
export type PlacesOf<F> = F extends readonly (infer N extends string)[] ? N
  : { readonly [N in keyof F & string]: F[N] extends { readonly [A in 'as']: infer Place extends string } ? Place : N }[keyof F & string];

/** The sentence for each name that the source has not, as far as the compiler knows its names. */
export type UnknownNames<Name extends string, F> = F extends readonly unknown[] ? unknown
  : { readonly [N in Exclude<keyof F & string, Name>]: NotInSource<N> };

/** What files are copied from. `_Why` is what the compiler says of anything else. */
export type CopySource<Id extends string, Name extends string, _Why = NotACopySource> = ProjectedFiles<Name> | Files<Id, Name>;

/** Properties of {@link CopyFiles}. */
export interface CopyFilesProps<
  Id extends string = any, Name extends string = string, F extends FilesToCopy<Name> = FilesToCopy<Name>,
> extends StepProps<Id> {
  /** The source: `configMapFiles(…)`, `secretFiles(…)`, or the files of an earlier step. */
  readonly from: CopySource<Id, Name>;
  /** The files to copy: `['app.conf']`, or `{ 'app.conf': { as: 'conf.d/app.conf', mode: 0o640 } }`. */
  readonly files: F & UnknownNames<NoInfer<Name>, F>;
  /** The user of the app. The step runs as this user, who owns the copies and can write to them. */
  readonly user: number;
  /**
   * The group of the copies, if the pod has no `fsGroup`.
   *
   * @default - the number of the user
   */
  readonly group?: number;
  /**
   * The target volume: `emptyDirectory(…)`, or `claim(…)` for copies that outlive the pod; or
   * the volume of `FixPermissions` or `MakeDirectories`.
   *
   * @default - an empty directory of the step, with 16 MiB; in memory for keys of a Secret
   */
  readonly into?: FillableVolume<Id, NotAVolumeToFill<'into'>>;
  /**
   * What happens to an existing file, from an earlier run or changed by the app: it is overwritten with the source,
   * or kept unchanged.
   *
   * @default 'overwrite'
   */
  readonly whenPresent?: 'overwrite' | 'keep';
  /**
   * Whether files go that this step has once copied into the claim and that are not in `files` any more. What others have added or changed stays.
   *
   * @default false
   */
  readonly prune?: boolean;
  /**
   * How long the step may take.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 25m and 16Mi, limits of 1 CPU and 64Mi
   */
  readonly resources?: ContainerResources;
}

const PROPERTIES = {
  ...STEP_KEYS, from: true, files: true, user: accountId.needed(), group: accountId, into: true,
  whenPresent: oneOf('overwrite', 'keep').or('overwrite').as('--when-present'), prune: flag.or(false), timeout: true, resources: true,
} satisfies Table<CopyFilesProps>;
const TIMEOUT = Duration.minutes(1);
const SPACE = Size.mebibytes(16);
const FROM = '/from';
const TO = '/files';

/** One file to copy, checked. */
interface Copy {
  readonly name: string;
  readonly place: string;
  readonly mode: string;
}

/**
 * Copies keys of a ConfigMap or a Secret, or files of an earlier step, to a directory that the app can write to. It copies only listed
 * files, as plain files: it follows kubelet's links. All files come from one version of the object, and are published when the
 * last one has been copied.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#configmap
 *
 * @example
 * const config = new CopyFiles(web, 'copy-config', { from: configMapFiles(settings), files: ['app.conf'], user: 1000 });
 * web.addContainer('app', { …, mounts: { '/app/config': writable(config.files) } });
 * // initContainers: [{ name: copy-config, args: [--from, /from, --to, /files, --, app.conf, app.conf, '0644'], … }]
 */
export class CopyFiles<
  in out Id extends string = any, in out Name extends string = string, const in out F extends FilesToCopy<Name> = FilesToCopy<Name>,
> extends Step<Id> {
  /** The copies: mount them as a directory, or as `writable(…)` if the app changes them. */
  readonly files: Files<Id, PlacesOf<F>>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the files to copy, and the user of the app
   * @throws {@link PreludeError} when a value is refused; at synth, when the ConfigMap or Secret is in this app and lacks a key
   */
  constructor(scope: Workload<Id>, id: string, props: CopyFilesProps<NoInfer<Id>, Name, F>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const { from } = props;
    if (!(from instanceof ProjectedFiles) && !(from instanceof Files)) refuse(this, 'source', say.notACopySource, from);
    if (from instanceof Files) checkHandle(this, this._template, 'from', from);
    const isSecret = from instanceof ProjectedFiles && from.kind === 'Secret';
    const copies = checkCopies(this, props.files, isSecret ? 0o600 : 0o644);
    const validations = checkSourceNames(this, from, copies.map(({ name }) => name));
    const flags = given.flags();
    const user = given.value('user');
    const volume = this.volumeToFill(props.into, SPACE, isSecret ? 'memory' : 'disk');
    const prune = pruning(this, given.value('prune'), volume);
    const source = sourceMount(from, FROM);
    this._register({
      validations,
      kind: 'CopyFiles',
      image: helperImages.busybox,
      purpose: `copies ${copies.map(({ name }) => name).join(', ')} from ${source.what} for ${wordsOfUser(this._template.standards, user)}`,
      program: {
        parts: ['common', 'files', 'lock', ...(prune.length > 0 ? ['copied' as const] : []), 'publish', 'copy-files'],
        args: [
          '--from', FROM, '--to', TO, ...flags, ...prune, '--', ...copies.flatMap(({ name, place, mode }) => [name, place, mode]),
        ],
      },
      sources: [source.mount],
      fills: { [TO]: volume },
      leaves: copies.map(({ place, mode }) => ({ volume, path: place, mode: parseInt(mode, 8) })),
      user,
      group: given.value('group'),
      resources: props.resources,
      defaultResources: COPY_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      waitsFor: [source.what],
      gives: copies.map(({ place }) => `file: ${place}`),
      needs: from instanceof Files ? [from] : [],
      after: props.after,
    });
    this.files = new Files<Id, PlacesOf<F>>(this.proof, volume, copies.map(({ place }) => place as PlacesOf<F>));
  }

  /**
   * One of the copies: mount it as a single file.
   *
   * @param place its path: its name, or the value of `as`
   * @throws {@link PreludeError} when there is no such copy
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/app/app.conf': writable(config.file('app.conf')) }
   * // - { mountPath: /app/app.conf, subPath: app.conf, … }
   */
  file(place: PlacesOf<F>): File<Id> {
    return this.files.file(place);
  }
}

function checkCopies(at: Step, files: unknown, defaultMode: number): readonly Copy[] {
  if (typeof files !== 'object' || files === null) return refuse(at, 'nothing-to-do', say.nothingToCopy, files);
  const entries: readonly (readonly [string, CopiedFile])[] = Array.isArray(files) ? files.map((name) => [name, {}]) : Object.entries(files);
  if (entries.length === 0) refuse(at, 'nothing-to-do', say.nothingToCopy, files);
  checkPathsWithin(at, entries.map(([name]) => name));
  const copies = entries.map(([name, how]): Copy => {
    checkKeys(at, how, { as: true, mode: true });
    return {
      name,
      place: givenOr(how.as, name),
      mode: checkMode(at, `the mode of file "${name}"`, givenOr(how.mode, defaultMode), PERMISSIONS),
    };
  });
  const places = copies.map(({ place }) => place);
  checkPathsWithin(at, places);
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  return twice === undefined ? copies : refuse(at, 'path', say.samePlaceTwice(twice));
}
