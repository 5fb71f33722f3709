import { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { FETCH_RESOURCES } from '../../template/default-resources';
import { bytes, quantity } from '../../checks/values';
import { refuse } from '../../errors';
import type { NotFilesToFetch } from '../../messages/fetching';
import { dataInMemory, notFilesToFetch, onlyAskedAgain, volumeTooSmall } from '../../messages/fetching';
import { parseQuantity } from '../../manifest/quantity';
import type { Sources } from './source';
import type { VolumeSpec } from '../../template/volume-spec';
import { type File, Files } from '../../volumes/files';
import type { Workload } from '../../workload/workload';
import {
  checkKept, FETCHING_KEYS, type FetchingProps, FILES, fromWeb, leavesFiles, namedSources, times, UNAVAILABILITY, type UnavailabilityProps,
} from './fetch-base';
import { nodeSpace } from '../../step/node-space';
import { Given, size, type Table } from '../../step/properties';
import { Step } from '../../step/step';

/** Properties of {@link FetchData}. */
export interface FetchDataProps<Id extends string = any, Name extends string = string> extends FetchingProps<Id>, UnavailabilityProps {
  /** The source: `https(…)` or `plainHttp(…)`, or several of them by file name. */
  readonly from: Sources<Name, NotFilesToFetch>;
  /**
   * The maximum sum of all files. The step's own volume has this size and a little more for its records, and the container requests it
   * as `ephemeral-storage`. Larger files are an error.
   */
  readonly maxSize: Size;
  /**
   * How long the step may take. A run that is ended keeps the received data, and the next run resumes.
   *
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;
}

const PROPERTIES = { ...FETCHING_KEYS, from: true, maxSize: size.needed(), ...UNAVAILABILITY } satisfies Table<FetchDataProps>;
const TIMEOUT = Duration.minutes(10);
/** For what is remembered of a file: less than 16 KiB, in blocks. */
const RECORDS = Size.mebibytes(1);

/**
 * Fetches large files once, before the app starts: models, dumps, maps. In a claim, all pods share them. A killed
 * download resumes, and the step never mixes two versions of a file.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage
 *
 * @example
 * const model = new FetchData(web, 'fetch-model', { from: https('https://example.com/model-7b.bin', { sha256: '…' }), maxSize: Size.gibibytes(4) });
 * web.addContainer('app', { …, mounts: { '/models': model.files } });
 * // initContainers: [{ name: fetch-model, resources: { requests: { ephemeral-storage: 4097Mi, … }, … }, … }]
 * // volumes: [{ name: fetch-model, emptyDir: { sizeLimit: 4097Mi } }]
 */
export class FetchData<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  /** The files: mount them as a directory. */
  readonly files: Files<Id, Name>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the source and its size
   * @throws {@link PreludeError} when a value is refused, or the volume is too small
   */
  constructor(scope: Workload<Id>, id: string, props: FetchDataProps<NoInfer<Id>, Name>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const maxSize = given.value('maxSize');
    if (given.value('whenUnavailable') !== 'fail' && props.askAgainAfter === undefined) refuse(this, 'conflicting-properties', onlyAskedAgain);
    // What does not change a program that does not ask again is not said.
    const flags = props.askAgainAfter === undefined ? [] : given.flags();
    const files = namedSources(this, props.from, notFilesToFetch).map(([name, source]) => ({ name, source, flags }));
    checkKept(this, props, files.every(({ source }) => source.checksum !== undefined));
    const fetching = fromWeb(this, props, ['fetch-data'], files, ['--total-bytes', String(bytes(maxSize))]);
    const needed = Size.kibibytes(bytes(times(maxSize, 1)) / 1024 + (bytes(RECORDS) / 1024) * files.length);
    const volume = this.volumeToFill(props.into, needed);
    this._register({
      ...fetching,
      kind: 'FetchData',
      purpose: `fetches ${fetching.waitsFor.join(', ')} (${quantity(maxSize)})`,
      fills: { [FILES]: volume },
      leaves: leavesFiles(volume, files.map(({ name }) => name)),
      resources: props.resources,
      defaultResources: this.resourcesFor(volume, needed),
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: files.map(({ name }) => `file: ${name}`),
      after: props.after,
    });
    this.files = new Files<Id, Name>(this.proof, volume, files.map(({ name }) => name as Name));
  }

  /**
   * One of the files: mount it as a single file.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when there is no such file
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath
   *
   * @example
   * mounts: { '/models/7b.bin': data.file('model-7b.bin') }
   * // - { mountPath: /models/7b.bin, subPath: model-7b.bin, readOnly: true, … }
   */
  file(name: Name): File<Id> {
    return this.files.file(name);
  }

  /** Where the files take space of the node, that is requested, however small they are said to be. */
  private resourcesFor(volume: VolumeSpec, needed: Size): ContainerResources {
    const { name, source } = volume;
    if (source?.emptyDir?.medium === 'Memory') refuse(this, 'volume-size', dataInMemory(name));
    const limit = source?.emptyDir?.sizeLimit?.value;
    if (limit !== undefined && parseQuantity(String(limit)) < bytes(needed)) refuse(this, 'volume-size', volumeTooSmall(name, String(limit), quantity(needed)));
    const request = nodeSpace(this._template, this._needs, [volume], 0);
    return request === undefined ? FETCH_RESOURCES : { ...FETCH_RESOURCES, ephemeralStorage: { request } };
  }
}
