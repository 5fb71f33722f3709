import { Duration, Size } from 'cdk8s';
import { FETCH_RESOURCES } from '../../template/default-resources';
import type { NotAFileToFetch } from '../../messages/fetching';
import { notAPathInArchive, notAPattern } from '../../messages/fetching';
import type { OneSource } from './source';
import { type File, Files } from '../../volumes/files';
import type { Workload } from '../../workload/workload';
import {
  checkKept, checkSource, FETCHING_KEYS, type FetchingProps, FILES, fromWeb, leavesTree, times, TREE, UNAVAILABILITY, type UnavailabilityProps,
} from './fetch-base';
import { directories, Given, paths, size, type Table, whole } from '../../step/properties';
import { Step } from '../../step/step';

/** Properties of {@link FetchArchive}. */
export interface FetchArchiveProps<Id extends string = any, Name extends string = string> extends FetchingProps<Id>, UnavailabilityProps {
  /** The source: `https(…)` or `plainHttp(…)`. The step recognizes a tar, a tar.gz or a zip by its content. */
  readonly from: OneSource<string | undefined, NotAFileToFetch>;
  /**
   * How many leading directories to remove from the paths. Each must be the only entry of its parent.
   *
   * @default 0
   */
  readonly strip?: number;
  /**
   * The part to unpack, by paths in the archive: files, or directories with their content; `*` matches any text.
   *
   * @default - all
   */
  readonly only?: readonly string[];
  /**
   * Files that the archive must contain, by their published paths; `archive.file(…)` accepts these names.
   *
   * @default - none is known by name
   */
  readonly files?: readonly Name[];
  /**
   * The maximum size of the whole unpacked archive, with 512 bytes for each entry, as in a tar, even if `only` selects a part. It is checked
   * before anything is written.
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
  ...FETCHING_KEYS, from: true, strip: whole(0).as('--strip'), only: directories(notAPattern).as('--only'), files: paths(notAPathInArchive).as('--require'),
  maxSize: size.or(Size.mebibytes(128)).as('--max-bytes'), ...UNAVAILABILITY,
} satisfies Table<FetchArchiveProps>;
const TIMEOUT = Duration.minutes(5);

/**
 * Fetches an archive before the app starts, and publishes its files all at once. It refuses an archive with a path or a link that
 * leads out of it, and with devices; setuid is removed.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers
 *
 * @example
 * const pages = new FetchArchive(web, 'fetch-pages', { from: https('https://example.com/pages-1.2.tar.gz', { sha256: '…' }), strip: 1 });
 * web.addContainer('nginx', { …, mounts: { '/usr/share/nginx/html': hiding(pages.files) } });
 * // initContainers: [{ name: fetch-pages, args: [--to, /files, pages-1.2.tar.gz=https://…, --sha256, …, --strip, '1', …], … }]
 */
export class FetchArchive<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files of the archive: mount them as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the source, and the part that is unpacked
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: FetchArchiveProps<NoInfer<Id>, Name>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const source = checkSource(this, props.from);
    const maxSize = given.value('maxSize');
    const flags = given.flags();
    checkKept(this, props, source.checksum !== undefined);
    const names = (given.value('files') ?? []) as readonly Name[];
    const fetching = fromWeb(this, props, ['tree', 'fetch-archive'], [{ name: source.fileName, source, flags }]);
    // The archive, what is unpacked of it, and what was there before.
    const volume = this.volumeToFill(props.into, times(maxSize, 3));
    this._register({
      ...fetching,
      kind: 'FetchArchive',
      purpose: `fetches and unpacks ${fetching.waitsFor.join()}`,
      fills: { [FILES]: volume },
      leaves: leavesTree(volume),
      resources: props.resources,
      defaultResources: FETCH_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: names.length > 0 ? names.map((name) => `file: ${name}`) : ['files'],
      after: props.after,
    });
    this.files = new Files<Id, Name>(this.proof, volume, names, TREE);
  }

  /**
   * One of the `files`: mount it as a single file, beside the image's files in the same directory.
   *
   * @param name its path in what is published
   * @throws {@link PreludeError} when it is not among `files`
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/usr/local/bin/tool': archive.file('bin/tool') }
   * // - { mountPath: /usr/local/bin/tool, subPath: tree/bin/tool, readOnly: true, … }
   */
  file(name: Name): File<Id> {
    return this.files.file(name);
  }
}
