import { type Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkFileName, volumeName } from '../../checks/names';
import { bytes, checkWhole, givenOr, isRecord } from '../../checks/values';
import { refuse } from '../../errors';
import { helperImages, NOBODY } from '../../images/catalogue';
import { neverAskedAgain, notAFileToFetch, nothingToKeep, onlyUserOfMesh, sshAsNobody } from '../../messages/fetching';
import { meshUser } from '../../standards/mesh';
import { checkProxy, type Proxy } from '../../standards/proxy';
import { standardsAt } from '../../standards/standards';
import type { ScriptName } from '../../scripts/embedded';
import { checksumFlags, GitSource, Source } from './source';
import { specOf } from './specs';
import { emptyDirSource } from '../../volumes/scratch';
import type { NotAVolumeToFill } from '../../messages/steps';
import type { VolumeSpec } from '../../template/volume-spec';
import type { FillableVolume } from '../../volumes/to-fill';
import type { StepDefinition, WrittenFileProps } from '../../step/definition';
import { writtenBy } from '../files/written-by';
import { duration, oneOf, type Table } from '../../step/properties';
import { STEP_KEYS, type StepProps } from '../../step/step';
import { type ThroughProxy, throughProxy } from '../../step/through-proxy';

/** What every step that fetches can be told. */
export interface FetchingProps<Id extends string = any> extends StepProps<Id> {
  /**
   * The target volume: `emptyDirectory(…)`, or `claim(…)` for a copy that outlives the pod; or
   * the volume of `FixPermissions` or `MakeDirectories`.
   *
   * @default - an empty directory of the step
   */
  readonly into?: FillableVolume<Id, NotAVolumeToFill<'into'>>;
  /**
   * The number of attempts, with growing pauses.
   *
   * @default 5
   */
  readonly attempts?: number;
  /**
   * The proxy; `'none'` ignores the proxy of a standard.
   *
   * @default - that of the standard
   */
  readonly proxy?: Proxy | 'none';
  /**
   * The user that it runs as, who owns the files: use the app's user if the app changes them. A clone over ssh only runs as 65534.
   *
   * @default 65534
   */
  readonly user?: number;
  /**
   * The group of the files, if the pod has no `fsGroup`.
   *
   * @default - the number of the user
   */
  readonly group?: number;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - for the web: requests of 25m and 32Mi, limits of 1 CPU and 128Mi; for Git twice that
   */
  readonly resources?: ContainerResources;
}

/** What steps are told whose server may be away. */
export interface UnavailabilityProps {
  /**
   * What happens if the server is unavailable: the step fails, or continues with the files of an earlier run in `into`. The step does not
   * ask for files that a checksum or a commit proves to be correct.
   *
   * @default 'fail'
   */
  readonly whenUnavailable?: 'fail' | 'keep';
  /**
   * How old the last request must be before the step asks the server again: `Duration.days(1)` for a source that limits requests. Before
   * that, the step uses the files in `into`. Later, it asks whether they have changed
   * (`If-None-Match`, `If-Modified-Since`; for Git, the current commit), and the server does not send unchanged files.
   *
   * @default - the step asks at every start; `FetchData` never asks again
   */
  readonly askAgainAfter?: Duration;
}

export const FETCHING_KEYS = {
  ...STEP_KEYS, into: true, proxy: true, attempts: true, user: true, group: true, timeout: true, resources: true,
} as const;

/** What happens when the server is away, as the script takes it. */
export const UNAVAILABILITY = {
  whenUnavailable: oneOf('fail', 'keep').or('fail').as('--when-unavailable'), askAgainAfter: duration.as('--ask-again-after'),
} satisfies Table<UnavailabilityProps>;

/** Where steps that fetch write, in their container. */
export const FILES = '/files';
/** The directory that is published as a whole, within the volume. */
export const TREE = 'tree';
const WORK = '/work';
const ATTEMPTS = 5;

/** What is run, and what it needs. */
type Fetching =
  & Required<Pick<StepDefinition, 'image' | 'program' | 'variables' | 'reasons' | 'sources' | 'waitsFor' | 'redirectsTo' | 'attempts'>>
  & Pick<StepDefinition, 'user' | 'group'>;

/** A file to be fetched, and what the program is told of it. */
export interface WebFile {
  readonly name: string;
  readonly source: Source;
  readonly flags: readonly string[];
}

/** Checks what stands for files: one source, or several by file name. What is none is told by a sentence of the step. */
export function namedSources(
  at: IConstruct, from: unknown, sentence: string, sentenceOfGit: string = sentence,
): readonly (readonly [string, Source])[] {
  const byName = isRecord(from) && !(from instanceof GitSource) ? Object.entries(from) : [];
  const named: readonly (readonly [string, unknown])[] = from instanceof Source ? [[from.fileName, from]] : byName;
  if (named.length === 0) refuse(at, 'source', sentence, from);
  return named.map(([name, source]) => [
    checkFileName(at, name), checkSource(at, source, source instanceof GitSource ? sentenceOfGit : sentence),
  ]);
}

/** Checks a source of one file. */
export const checkSource = (at: IConstruct, source: unknown, sentence: string = notAFileToFetch): Source =>
  (source instanceof Source ? source : refuse(at, 'source', sentence, source));

/** Files, by a program that takes them as FILE=URL with flags. */
export function fromWeb(
  at: IConstruct, { attempts, proxy, ...whose }: Asking, parts: readonly ScriptName[], files: readonly WebFile[], more: readonly string[] = [],
): Fetching {
  const specs = files
    .flatMap(({ name, source, flags }) => source._addresses.map(({ architecture, of }) => ({ name, architecture, of, flags })))
    .map(({ name, architecture, of, flags }, index) => ({
      name,
      spec: specOf(at, of, { key: String(index + 1), step: at.node.id }),
      // Right behind the address: the script leaves out what is for other nodes.
      checksum: [...(architecture === undefined ? [] : ['--architecture', architecture]), ...checksumFlags(of)],
      flags,
    }));
  const own = [...new Set(specs.flatMap(({ spec }) => spec.parts ?? []))];
  const through = behind(at, proxy, specs.map(({ spec }) => spec.url));
  return {
    image: helperImages.curl,
    program: {
      parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', ...own, ...parts],
      args: [...common(at, attempts), ...more, ...specs.flatMap(({ name, spec, checksum, flags }) => [`${name}=${spec.url}`, ...checksum, ...spec.flags ?? [], ...flags])],
    },
    variables: [...specs.flatMap(({ spec }) => spec.env ?? []), ...through.variables],
    reasons: Object.assign({}, ...specs.map(({ spec }) => spec.reasons)) as Readonly<Record<string, string>>,
    sources: [...specs.flatMap(({ spec }) => spec.mounts ?? []), ...through.mounts],
    waitsFor: specs.map(({ spec }) => spec.url),
    redirectsTo: [...new Set(specs.flatMap(({ spec }) => spec.redirectsTo ?? ['*']))],
    attempts: attempts ?? ATTEMPTS,
    ...fetchedFor(at, whose),
  };
}

/** A Git repository, which is worked on in scratch space of some times its size. */
export function fromGit(at: IConstruct, { attempts, proxy, ...whose }: Asking, source: GitSource, maxSize: Size, flags: readonly string[]): Fetching {
  const overHttps = source.url.startsWith('https:');
  if (!overHttps && whose.user !== undefined && whose.user !== NOBODY) refuse(at, 'user-id', sshAsNobody(NOBODY), whose.user);
  const spec = source._spec(at.node.id);
  const work = { name: volumeName(at.node.id, 'work'), source: emptyDirSource(at.node.path, times(maxSize, 4)) };
  const through = behind(at, proxy, overHttps ? [spec.url] : []);
  return {
    image: helperImages.git,
    program: {
      parts: ['common', 'attempts', 'trust', 'lock', 'asked', 'tree', 'fetch-git'],
      args: [...common(at, attempts), '--work', WORK, ...spec.flags ?? [], ...flags],
    },
    variables: [...spec.env ?? [], ...through.variables],
    reasons: spec.reasons ?? {},
    sources: [...spec.mounts ?? [], { volume: work, path: WORK, readOnly: false }, ...through.mounts],
    waitsFor: [spec.url],
    redirectsTo: overHttps ? ['*'] : [],
    attempts: attempts ?? ATTEMPTS,
    ...fetchedFor(at, whose),
  };
}

/** How a step asks. */
type Asking = Pick<FetchingProps, 'attempts' | 'proxy' | 'user' | 'group'>;

/** Where a mesh lets one user out past its proxy, no other one reaches anybody. */
function fetchedFor(at: IConstruct, whose: Pick<FetchingProps, 'user' | 'group'>): Pick<StepDefinition, 'user' | 'group'> {
  const only = meshUser(standardsAt(at));
  if (only !== undefined && whose.user !== undefined && whose.user !== only) refuse(at, 'user-id', onlyUserOfMesh(only), whose.user);
  return writtenBy(at, whose);
}

/** A tree that is published as a whole, writable for its owner only. */
export const leavesTree = (volume: VolumeSpec): readonly WrittenFileProps[] => [{ volume, path: TREE, mode: 0o755, directory: true }];

/** Files that are published one by one, writable for their owner only. */
export const leavesFiles = (volume: VolumeSpec, names: readonly string[], mode = 0o644): readonly WrittenFileProps[] =>
  names.map((path) => ({ volume, path, mode }));

const behind = (at: IConstruct, proxy: Asking['proxy'], urls: readonly string[]): ThroughProxy =>
  throughProxy(at.node.id, standardsAt(at), proxy === undefined ? undefined : checkProxy(at.node.path, proxy), urls);

const common = (at: IConstruct, attempts: number | undefined): readonly string[] =>
  ['--attempts', String(checkWhole(at, 'attempts', givenOr(attempts, ATTEMPTS), 1)), '--to', FILES];

/** What is there already is kept only where something outlives the pod, and asked for again only where nothing proves it. */
export function checkKept(at: IConstruct, { whenUnavailable, askAgainAfter, into }: UnavailabilityProps & Pick<FetchingProps, 'into'>, isProven: boolean): void {
  if (whenUnavailable === 'keep' && into === undefined) refuse(at, 'conflicting-properties', nothingToKeep("whenUnavailable: 'keep'"), whenUnavailable);
  if (askAgainAfter === undefined) return;
  if (into === undefined) refuse(at, 'conflicting-properties', nothingToKeep('askAgainAfter'));
  if (isProven) refuse(at, 'conflicting-properties', neverAskedAgain);
}

/** A size some times over, as Kubernetes can write it. */
export const times = (size: Size, factor: number): Size => Size.kibibytes(Math.ceil(bytes(size) / 1024) * factor);
