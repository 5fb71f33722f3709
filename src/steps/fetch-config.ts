import { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { CLONE_RESOURCES, FETCH_RESOURCES } from '../assembly/resources';
import { checkKeys } from '../checks/known-keys';
import { checkFileName, labelOf } from '../checks/names';
import { bytes, checkSize, checkWhole } from '../checks/values';
import { refuse } from '../errors';
import { helperImages } from '../images/catalogue';
import * as say from '../messages/steps';
import { GitSource, WebSource } from '../sources/source';
import { type File, Files } from '../volumes/files';
import { emptyDirSource } from '../volumes/scratch';
import type { FillableVolume } from '../volumes/to-fill';
import type { Workload } from '../workload/workload';
import type { StepDefinition } from './definition';
import { Step, STEP_KEYS, type StepProps } from './step';

/** Where configuration comes from: one source, or several files from the web by their names. */
export type ConfigSource<Name extends string> = WebSource<Name> | GitSource<Name> | { readonly [K in Name]: WebSource };

/** Properties of {@link FetchConfig}. */
export interface FetchConfigProps<Id extends string = any, Name extends string = string> extends StepProps<Id> {
  /** Where it comes from: `https(…)`, `plainHttp(…)`, `git(…)`, or several of the first two by file name. */
  readonly from: ConfigSource<Name>;
  /**
   * Where it is written: `emptyDirectory(…)`, or `claim(…)` to have a copy that outlives the pod.
   *
   * @default - an empty directory of the step's own
   */
  readonly into?: FillableVolume<Id>;
  /**
   * How large a file, or a whole Git tree, may be. Counted while it is read.
   *
   * @default Size.mebibytes(16)
   */
  readonly maxSize?: Size;
  /**
   * How often it is tried, with growing pauses.
   *
   * @default 5
   */
  readonly attempts?: number;
  /**
   * What happens when the server is away and there is a copy of an earlier run. With a checksum nothing is asked for while
   * the copy is right.
   *
   * @default 'fail'
   */
  readonly whenUnavailable?: 'fail' | 'keep';
  /**
   * How long all of it may take.
   *
   * @default Duration.minutes(2)
   */
  readonly timeout?: Duration;
  /**
   * What the container may use; fields that are left out are taken from the default.
   *
   * @default - for the web: requests of 25m and 32Mi, limits of 1 CPU and 128Mi; for Git twice that
   */
  readonly resources?: ContainerResources;
}

const KEYS = {
  ...STEP_KEYS, from: true, into: true, maxSize: true, attempts: true, whenUnavailable: true, timeout: true, resources: true,
} as const;
const TIMEOUT = Duration.minutes(2);
const MAX_SIZE = Size.mebibytes(16);
const ATTEMPTS = 5;
const FILES = '/files';
const WORK = '/work';
/** Where the clone program publishes its tree, within the volume. */
const TREE = 'tree';

/** What is run for a kind of source. */
type Fetch = Required<Pick<StepDefinition, 'image' | 'program' | 'variables' | 'sources' | 'waitsFor'>> & {
  readonly names: readonly string[];
  readonly subPath: string | undefined;
};

/**
 * Fetches configuration before the app starts: over https with verified certificates, over http with a checksum only, or
 * from Git. A file is there whole or not at all.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers
 *
 * @example
 * const config = new FetchConfig(web, 'fetch-config', { from: https('https://config.example.com/shop.json', { sha256: '…' }) });
 * web.addContainer('app', { …, mounts: { '/app/config': config.files } });
 * // initContainers: [{ name: fetch-config, args: [--to, /files, shop.json=https://config.example.com/shop.json, …], … }]
 */
export class FetchConfig<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files, to be mounted as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * @param scope the workload
   * @param id the name of the init container
   * @param props where it comes from, and what happens when it does not come
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: FetchConfigProps<NoInfer<Id>, Name>) {
    super(scope, id);
    checkKeys(this, props, KEYS);
    const maxSize = checkSize(this, 'maxSize', props.maxSize ?? MAX_SIZE);
    const whenUnavailable = props.whenUnavailable ?? 'fail';
    if (whenUnavailable !== 'fail' && whenUnavailable !== 'keep') refuse(this, say.badWhenUnavailable, whenUnavailable);
    const attempts = checkWhole(this, 'attempts', props.attempts ?? ATTEMPTS, 1);
    const common = ['--attempts', String(attempts), '--to', FILES];
    const perFile = ['--max-bytes', String(bytes(maxSize)), '--when-unavailable', whenUnavailable];
    const isGit = props.from instanceof GitSource;
    const { names, subPath, image, program, variables, sources, waitsFor } = isGit
      ? this.clone(props.from as GitSource, maxSize, common, perFile)
      : this.fetch(props.from as Exclude<ConfigSource<string>, GitSource>, common, perFile);
    // Twice: the new content lies beside the old one until it is known to be right.
    const volume = this.volumeToFill(props.into, times(maxSize, 2 * (isGit ? 1 : names.length)));
    this.register({
      kind: 'FetchConfig',
      image,
      purpose: `fetches ${waitsFor.join(', ')}`,
      program,
      variables,
      sources,
      fills: { [FILES]: volume },
      resources: props.resources,
      defaultResources: isGit ? CLONE_RESOURCES : FETCH_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      attempts,
      waitsFor,
      gives: names.length > 0 ? names.map((name) => `file: ${name}`) : ['files'],
      after: props.after,
    });
    this.files = new Files<Id, Name>(this.proof, volume, names as readonly Name[], subPath);
  }

  /**
   * One of the files, to be mounted by itself beside what the image has in the same directory.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when there is no such file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/etc/nginx/conf.d/shop.conf': config.file('shop.conf') }
   * // - { mountPath: /etc/nginx/conf.d/shop.conf, subPath: shop.conf, readOnly: true, … }
   */
  file(name: Name): File<Id> {
    return this.files.file(name);
  }

  private fetch(from: Exclude<ConfigSource<string>, GitSource>, common: readonly string[], perFile: readonly string[]): Fetch {
    const named = from instanceof WebSource ? [[from.fileName, from] as const] : Object.entries(from ?? {});
    if (named.length === 0) refuse(this, say.notASource, from);
    const specs = named.map(([name, source], index) => {
      if (!(source instanceof WebSource)) return refuse(this, source as unknown instanceof GitSource ? say.manyFilesFromWeb : say.notASource, source);
      return { name: checkFileName(this, name), spec: source._spec(String(index + 1), this.name) };
    });
    return {
      image: helperImages.curl,
      program: {
        parts: ['common', 'attempts', 'fetch-https'],
        arguments: common.concat(specs.flatMap(({ name, spec }) => [`${name}=${spec.url}`, ...spec.flags, ...perFile])),
      },
      variables: specs.flatMap(({ spec }) => spec.env),
      sources: specs.flatMap(({ spec }) => spec.mounts),
      waitsFor: specs.map(({ spec }) => spec.url),
      names: specs.map(({ name }) => name),
      subPath: undefined,
    };
  }

  private clone(from: GitSource, maxSize: Size, common: readonly string[], perFile: readonly string[]): Fetch {
    const spec = from._spec(this.name);
    const scratch = times(maxSize, 4);
    return {
      image: helperImages.git,
      program: { parts: ['common', 'attempts', 'fetch-git'], arguments: [...common, '--work', WORK, ...spec.flags, ...perFile] },
      variables: spec.env,
      sources: [...spec.mounts, { volume: { name: labelOf(`${this.name}-work`), source: emptyDirSource(this.node.path, scratch) }, path: WORK, readOnly: false }],
      waitsFor: [spec.url],
      names: from.files,
      subPath: TREE,
    };
  }
}

const times = (size: Size, factor: number): Size => Size.kibibytes(Math.ceil(bytes(size) / 1024) * factor);
