import { Duration, Size } from 'cdk8s';
import { FETCH_RESOURCES } from '../../template/default-resources';
import { refuse } from '../../errors';
import { binaryWithoutChecksum, type BinaryWithoutChecksum } from '../../messages/compile-time';
import type { NotAFileToFetch } from '../../messages/fetching';
import type { OneSource } from './source';
import { type File, Files } from '../../volumes/files';
import type { Workload } from '../../workload/workload';
import { checkSource, FETCHING_KEYS, type FetchingProps, FILES, fromWeb, leavesFiles, times } from './fetch-base';
import { Given, size, type Table } from '../../step/properties';
import { Step } from '../../step/step';

/** Properties of {@link FetchBinary}. */
export interface FetchBinaryProps<Id extends string = any, Sha256 = any> extends FetchingProps<Id> {
  /** The source: `https(…)` or `plainHttp(…)`, with `sha256`. */
  readonly from: [Sha256] extends [string] ? OneSource<Sha256, NotAFileToFetch> : BinaryWithoutChecksum;
  /**
   * The maximum size. It is enforced during the download.
   *
   * @default Size.mebibytes(128)
   */
  readonly maxSize?: Size;
  /**
   * How long the step may take.
   *
   * @default Duration.minutes(2)
   */
  readonly timeout?: Duration;
}

const PROPERTIES = { ...FETCHING_KEYS, from: true, maxSize: size.or(Size.mebibytes(128)).as('--max-bytes') } satisfies Table<FetchBinaryProps>;
const TIMEOUT = Duration.minutes(2);

/**
 * Fetches one program before the app starts, with mode 0755. It needs a checksum, because the pod runs the program. If the correct
 * file is present, it sends no request.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
 *
 * @example
 * const tool = new FetchBinary(web, 'fetch-tool', { from: https('https://example.com/tool', { sha256: '…' }) });
 * web.addContainer('app', { …, mounts: { '/usr/local/bin/tool': tool.binary } });
 * // initContainers: [{ name: fetch-tool, args: [--to, /files, tool=https://example.com/tool, --sha256, …, --mode, '0755'], … }]
 */
export class FetchBinary<in out Id extends string = any, Sha256 = any> extends Step<Id> {
  /** The program: mount it as a single file. */
  readonly binary: File<Id>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the source
   * @throws {@link PreludeError} when there is no checksum, or a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: FetchBinaryProps<NoInfer<Id>, Sha256>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const source = checkSource(this, props.from);
    const maxSize = given.value('maxSize');
    const fetching = fromWeb(this, props, ['fetch-https'], [
      { name: source.fileName, source, flags: ['--mode', '0755', ...given.flags()] },
    ]);
    if (source.checksum === undefined) refuse(this, 'unproven-download', binaryWithoutChecksum, fetching.waitsFor.join());
    // Twice: the new one lies beside the old one until it is known to be right.
    const volume = this.volumeToFill(props.into, times(maxSize, 2));
    this._register({
      ...fetching,
      kind: 'FetchBinary',
      purpose: `fetches the program ${fetching.waitsFor.join()}`,
      fills: { [FILES]: volume },
      leaves: leavesFiles(volume, [source.fileName], 0o755),
      resources: props.resources,
      defaultResources: FETCH_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: [`program: ${source.fileName}`],
      after: props.after,
    });
    this.binary = new Files<Id>(this.proof, volume, [source.fileName]).file(source.fileName);
  }
}
