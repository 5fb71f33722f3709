import { Duration, Size } from 'cdk8s';
import { CLONE_RESOURCES } from '../../template/default-resources';
import { refuse } from '../../errors';
import type { NotAGitSource } from '../../messages/fetching';
import { historyOfAll, notAGitSource } from '../../messages/fetching';
import { GitSource, type Repository } from './source';
import { type File, Files } from '../../volumes/files';
import type { Workload } from '../../workload/workload';
import {
  checkKept, FETCHING_KEYS, type FetchingProps, FILES, fromGit, leavesTree, times, TREE, UNAVAILABILITY, type UnavailabilityProps,
} from './fetch-base';
import { flag, Given, size, type Table } from '../../step/properties';
import { Step } from '../../step/step';

/** Properties of {@link CloneRepository}. */
export interface CloneRepositoryProps<Id extends string = any, Name extends string = string> extends FetchingProps<Id>, UnavailabilityProps {
  /** The repository, and the part to use: `git(…)`. */
  readonly from: Repository<Name, NotAGitSource>;
  /**
   * Whether to keep `.git` beside the files: the fetched commits (`depth` of `git(…)`), the branch or tag, the URL as
   * `origin`. Its configuration contains no login.
   *
   * @default false
   */
  readonly keepHistory?: boolean;
  /**
   * The maximum sum of the files, and of the received data.
   *
   * @default Size.mebibytes(128)
   */
  readonly maxSize?: Size;
  /**
   * How long the step may take.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
}

const PROPERTIES = {
  ...FETCHING_KEYS, from: true, keepHistory: flag.or(false), maxSize: size.or(Size.mebibytes(128)).as('--max-bytes'), ...UNAVAILABILITY,
} satisfies Table<CloneRepositoryProps>;
const TIMEOUT = Duration.minutes(5);

/**
 * Clones a Git repository before the app starts: code, pages, DAGs. The files are published all at once, without links that
 * lead out of them, without the token, and without `.git` by default.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers
 *
 * @example
 * const code = new CloneRepository(web, 'clone', { from: git('https://git.example.com/shop/pages.git', { ref: 'v3' }) });
 * web.addContainer('nginx', { …, mounts: { '/usr/share/nginx/html': hiding(code.files) } });
 * // initContainers: [{ name: clone, args: [--to, /files, --work, /work, --repository, https://git.example.com/shop/pages.git, --ref, v3, …], … }]
 */
export class CloneRepository<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files: mount them as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the repository
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: CloneRepositoryProps<NoInfer<Id>, Name>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const { from } = props;
    if (!(from instanceof GitSource)) refuse(this, 'source', notAGitSource, from);
    const keepHistory = given.value('keepHistory');
    if (keepHistory && from.path !== undefined) refuse(this, 'conflicting-properties', historyOfAll, from.path);
    const maxSize = given.value('maxSize');
    const flags = [...(keepHistory ? ['--history', 'keep'] : []), ...given.flags()];
    checkKept(this, props, from.isPinned);
    const fetching = fromGit(this, props, from, maxSize, flags);
    // Twice: the new tree lies beside the old one until it is known to be right.
    const volume = this.volumeToFill(props.into, times(maxSize, keepHistory ? 4 : 2));
    this._register({
      ...fetching,
      kind: 'CloneRepository',
      purpose: `clones ${from.url.replace(/[?#].*$/, '')}`,
      fills: { [FILES]: volume },
      leaves: leavesTree(volume),
      resources: props.resources,
      defaultResources: CLONE_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: from.files.length > 0 ? from.files.map((name) => `file: ${name}`) : ['files'],
      after: props.after,
    });
    this.files = new Files<Id, Name>(this.proof, volume, from.files, TREE);
  }

  /**
   * One of the `files` of `git(…)`: mount it as a single file, beside the image's files in the same directory.
   *
   * @param name its path in what is published
   * @throws {@link PreludeError} when it is not among them
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/etc/nginx/conf.d/shop.conf': code.file('shop.conf') }
   * // - { mountPath: /etc/nginx/conf.d/shop.conf, subPath: tree/shop.conf, readOnly: true, … }
   */
  file(name: Name): File<Id> {
    return this.files.file(name);
  }
}
