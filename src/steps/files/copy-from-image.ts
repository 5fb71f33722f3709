import { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { COPY_RESOURCES } from '../../template/default-resources';
import { checkPathsWithin } from '../../checks/names';
import { checkAbsolutePath, checkList, givenOr } from '../../checks/values';
import { refuse } from '../../errors';
import { NOBODY } from '../../images/catalogue';
import { COPY_DIRECTORY } from '../../images/filled-directories';
import { type AnyImage, isImage } from '../../images/image';
import type { NotAnImage } from '../../messages/images';
import { notBelowRoot } from '../../messages/hidden-directories';
import { notAnImage } from '../../messages/images';
import { type File, Files } from '../../volumes/files';
import type { NotAVolumeToFill } from '../../messages/steps';
import type { FillableVolume } from '../../volumes/to-fill';
import type { Workload } from '../../workload/workload';
import { times } from '../fetch/fetch-base';
import { pruning } from './pruning';
import { accountId, flag, Given, size, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** Properties of {@link CopyFromImage}. */
export interface CopyFromImageProps<Id extends string = any, Name extends string = string> extends StepProps<Id> {
  /** The image of the app, made by `image(…)`, whose files are copied. It needs no shell. */
  readonly image: AnyImage<any, NotAnImage>;
  /** The directory of the image, such as `/etc/nginx`. */
  readonly directory: string;
  /**
   * Files that must exist, by their paths in the directory; you can then mount each as a single file.
   *
   * @default - none
   */
  readonly files?: readonly Name[];
  /**
   * The target volume: `emptyDirectory(…)`, which other steps can add files to, `claim(…)`, or
   * the volume of `FixPermissions` or `MakeDirectories`.
   *
   * @default - an empty directory of the step
   */
  readonly into?: FillableVolume<Id, NotAVolumeToFill<'into'>>;
  /**
   * Whether files go that this step has once put into the claim and that the image has no more: those of older releases. What others have
   * added or changed stays.
   *
   * @default false
   */
  readonly prune?: boolean;
  /**
   * How much it may copy. The step's own directory has twice that size, because the new copy exists beside the old one until it is complete; a pod
   * that writes more is evicted.
   *
   * @default Size.mebibytes(32)
   */
  readonly maxSize?: Size;
  /**
   * The user that copies and then owns the files; it must be able to read them in the image. The default is the user of other
   * steps, so that they can add files to the directories.
   *
   * @default 65534
   */
  readonly user?: number;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(2)
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
  ...STEP_KEYS, image: true, directory: true, files: true, into: true, prune: flag.or(false),
  maxSize: size.or(Size.mebibytes(32)), user: accountId.or(NOBODY),
  timeout: true, resources: true,
} satisfies Table<CopyFromImageProps>;
const TIMEOUT = Duration.minutes(2);

/**
 * Copies a directory of the app's image into a volume, so that other steps can add files, and the
 * mount of the volume over this directory hides no file of the image.
 *
 * Directories get mode 0755, files 0644 or 0755. Links are copied unchanged: a relative link that leads out of the directory is
 * correct if the volume is mounted over that same directory.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 *
 * @example
 * const settings = emptyDirectory(web, 'settings', Size.mebibytes(8));
 * const original = new CopyFromImage(web, 'copy-settings', { image: nginx, directory: '/etc/nginx', into: settings });
 * const site = new WriteFiles(web, 'site', { files: { 'conf.d/site.conf': … }, into: settings, after: [original.files] });
 * web.addContainer('nginx', { image: nginx, mounts: { '/etc/nginx': site.files, '/tmp': scratch(Size.mebibytes(16)) } });
 * // initContainers: [{ name: copy-settings, image: …nginx…, args: [--from, /etc/nginx, --to, /prelude-copy], … }, { name: site, … }]
 */
export class CopyFromImage<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files: mount them as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the image, its directory and the target volume
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: CopyFromImageProps<NoInfer<Id>, Name>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    if (!isImage(props.image)) refuse(this, 'image', notAnImage, props.image);
    const directory = checkAbsolutePath(this, 'directory', props.directory).replace(/\/$/, '');
    if (directory === '') refuse(this, 'path', notBelowRoot, props.directory);
    const files = checkList<Name>(this, 'files', givenOr(props.files, []));
    checkPathsWithin(this, files);
    const user = given.value('user');
    const volume = this.volumeToFill(props.into, times(given.value('maxSize'), 2));
    const prune = pruning(this, given.value('prune'), volume);
    this._register({
      kind: 'CopyFromImage',
      image: props.image,
      purpose: `copies ${directory} of its image into volume ${volume.name}`,
      program: {
        parts: ['common', 'lock', 'copied', 'copy-from-image'],
        args: [
          '--from', directory, '--to', COPY_DIRECTORY, ...files.flatMap((name) => ['--require', name]),
          ...prune,
        ],
      },
      fills: { [COPY_DIRECTORY]: volume },
      copies: [{ volume: volume.name, directory }],
      user,
      resources: props.resources,
      defaultResources: COPY_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: files.length > 0 ? files.map((name) => `file: ${name}`) : ['files'],
      after: props.after,
    });
    this.files = new Files<Id, Name>(this.proof, volume, files);
  }

  /**
   * One of the files: mount it as a single file.
   *
   * @param name the file's path in the directory, as in `files`
   * @throws {@link PreludeError} when the step has no such file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/app/mime.types': original.file('mime.types') }
   * // - { mountPath: /app/mime.types, subPath: mime.types, readOnly: true, … }
   */
  file(name: Name): File<Id> {
    return this.files.file(name);
  }
}
