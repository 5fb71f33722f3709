import { Duration, Size } from 'cdk8s';
import { CLONE_RESOURCES, FETCH_RESOURCES } from '../../template/default-resources';
import type { NotASource } from '../../messages/fetching';
import { manyFiles, notASource } from '../../messages/fetching';
import { GitSource, type Source } from './source';
import { type File, Files } from '../../volumes/files';
import type { Workload } from '../../workload/workload';
import {
  checkKept, FETCHING_KEYS, type FetchingProps, FILES, fromGit, fromWeb, leavesFiles, leavesTree, namedSources, times, TREE,
  UNAVAILABILITY, type UnavailabilityProps,
} from './fetch-base';
import { Given, size, type Table } from '../../step/properties';
import { Step } from '../../step/step';

/** Where configuration comes from: one source, or several files from the web by their names. `_Why` is what the compiler says of anything else. */
export type ConfigSource<Name extends string, _Why = NotASource> = Source<Name> | GitSource<Name> | { readonly [K in Name]: Source };

/** Properties of {@link FetchConfig}. */
export interface FetchConfigProps<Id extends string = any, Name extends string = string> extends FetchingProps<Id>, UnavailabilityProps {
  /** The source: `https(…)`, `plainHttp(…)`, `git(…)`, or several of the first two by file name. */
  readonly from: ConfigSource<Name>;
  /**
   * The maximum size of a file, or of a whole Git tree. It is enforced during the download.
   *
   * @default Size.mebibytes(16)
   */
  readonly maxSize?: Size;
  /**
   * How long the step may take.
   *
   * @default Duration.minutes(2)
   */
  readonly timeout?: Duration;
}

const PROPERTIES = {
  ...FETCHING_KEYS, from: true, maxSize: size.or(Size.mebibytes(16)).as('--max-bytes'), ...UNAVAILABILITY,
} satisfies Table<FetchConfigProps>;
const TIMEOUT = Duration.minutes(2);

/**
 * Fetches configuration before the app starts: over https with verified certificates, over http with a checksum only, or
 * from Git. Each file is published completely or not at all.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers
 *
 * @example
 * const config = new FetchConfig(web, 'fetch-config', { from: https('https://config.example.com/shop.json', { sha256: '…' }) });
 * web.addContainer('app', { …, mounts: { '/app/config': config.files } });
 * // initContainers: [{ name: fetch-config, args: [--to, /files, shop.json=https://config.example.com/shop.json, …], … }]
 */
export class FetchConfig<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files: mount them as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the source, and what happens if it is unavailable
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: FetchConfigProps<NoInfer<Id>, Name>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const { from } = props;
    const maxSize = given.value('maxSize');
    const flags = given.flags();
    const isGit = from instanceof GitSource;
    const files = isGit ? [] : namedSources(this, from, notASource, manyFiles).map(([name, source]) => ({ name, source, flags }));
    const names: readonly string[] = isGit ? from.files : files.map(({ name }) => name);
    checkKept(this, props, isGit ? from.isPinned : files.every(({ source }) => source.checksum !== undefined));
    const fetching = isGit ? fromGit(this, props, from, maxSize, flags) : fromWeb(this, props, ['fetch-https'], files);
    // Twice: the new content lies beside the old one until it is known to be right.
    const volume = this.volumeToFill(props.into, times(maxSize, 2 * Math.max(files.length, 1)));
    this._register({
      ...fetching,
      kind: 'FetchConfig',
      purpose: `fetches ${fetching.waitsFor.join(', ')}`,
      fills: { [FILES]: volume },
      leaves: isGit ? leavesTree(volume) : leavesFiles(volume, names),
      resources: props.resources,
      defaultResources: isGit ? CLONE_RESOURCES : FETCH_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: names.length > 0 ? names.map((name) => `file: ${name}`) : ['files'],
      after: props.after,
    });
    this.files = new Files<Id, Name>(this.proof, volume, names as readonly Name[], isGit ? TREE : undefined);
  }

  /**
   * One of the files: mount it as a single file, beside the image's files in the same directory.
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
}
