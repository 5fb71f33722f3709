import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { PERMISSIONS_RESOURCES, STEP_RESOURCES } from '../../template/default-resources';
import { checkKeys } from '../../checks/known-keys';
import { checkAbsolutePath, checkList } from '../../checks/values';
import type { AnyEnvironment } from '../../env/env';
import { refuse } from '../../errors';
import { helperImages, NOBODY } from '../../images/catalogue';
import type { AnyImage } from '../../images/image';
import type { NotAnImage } from '../../messages/images';
import * as say from '../../messages/verify';
import type { AnyMounts } from '../../volumes/mounts';
import { ProjectedFiles } from '../../volumes/projected';
import { VerifiedFiles } from '../../volumes/verified';
import type { Mountable } from '../../volumes/volume';
import type { Workload } from '../../workload/workload';
import type { StepDefinition } from '../../step/definition';
import { checkVerifiable, looking } from './verify-base';
import { accountId, Given, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

const KINDS = ['world-writable', 'setuid', 'special', 'leading-out', 'executable'] as const;

/**
 * What a volume must not contain: files that everyone can write to (and such directories without the sticky bit), files with setuid or
 * setgid, devices, sockets and pipes, links that are absolute or lead out of it, executable files.
 */
export type ScanFinding = (typeof KINDS)[number];

/** A scanner of your own: its exit code decides. */
export interface Scanner<Id extends string = any> {
  /** The image. */
  readonly image: AnyImage<any, NotAnImage>;
  /** The program and its arguments; the volume is at `mountPath`. */
  readonly command: readonly string[];
  /**
   * Where the volume is mounted for it, read-only.
   *
   * @default '/volume'
   */
  readonly mountPath?: string;
  /**
   * Its variables.
   *
   * @default - none
   */
  readonly env?: AnyEnvironment;
  /**
   * Its other mounts, such as its signatures, or scratch space.
   *
   * @default - nothing
   */
  readonly mounts?: AnyMounts<Id>;
}

/** Properties of {@link ScanVolume}. */
export interface ScanVolumeProps<Id extends string = any> extends StepProps<Id> {
  /** The volume to scan: `claim(…)`, files of an earlier step, a claim template of a StatefulSet. */
  readonly volume: Mountable<Id>;
  /**
   * What the volume must not contain.
   *
   * @default ['world-writable', 'setuid', 'special', 'leading-out']
   */
  readonly refuse?: readonly ScanFinding[];
  /**
   * The required owner of all files.
   *
   * @default - not checked
   */
  readonly owner?: number;
  /**
   * The required group of all files.
   *
   * @default - not checked
   */
  readonly group?: number;
  /**
   * A scanner that runs instead, with the same deadline.
   *
   * @default - the library's own script
   */
  readonly scanner?: Scanner<Id>;
  /**
   * The user of the check, and its group: set the app's user if other users cannot read the files.
   *
   * @default - 65534, or that of the scanner's image
   */
  readonly user?: number;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 50m and 16Mi, limits of 1 CPU and 64Mi; of a scanner 64Mi and 512Mi
   */
  readonly resources?: ContainerResources;
}

const PROPERTIES = {
  ...STEP_KEYS, volume: true, refuse: true, owner: accountId.as('--owner'), group: accountId.as('--group'), scanner: true, user: accountId, timeout: true, resources: true,
} satisfies Table<ScanVolumeProps>;
const SCANNER_KEYS = { image: true, command: true, mountPath: true, env: true, mounts: true } as const;
const DEFAULT: readonly ScanFinding[] = ['world-writable', 'setuid', 'special', 'leading-out'];
const TIMEOUT = Duration.minutes(5);
const PATH = '/volume';

/**
 * Scans a volume before the app starts, with built-in checks, or with your own scanner, whose exit
 * code decides. Changes nothing.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 *
 * @example
 * const uploads = new ScanVolume(web, 'scan-uploads', { volume: claim(web, 'uploads', 'uploads'), refuse: ['setuid', 'executable'] });
 * web.addContainer('app', { …, mounts: { '/uploads': onlyVerified(uploads.verified) } });
 * // initContainers: [{ name: scan-uploads, args: [--in, /volume, --refuse, setuid, --refuse, executable], … }]
 */
export class ScanVolume<in out Id extends string = any> extends Step<Id> {
  /** The scanned volume. If a container can write to it, the proof is invalid. */
  readonly verified: VerifiedFiles<Id>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the volume, and what it must not contain
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: ScanVolumeProps<NoInfer<Id>>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const volume = checkVerifiable(this, this._template, props.volume);
    if (volume instanceof ProjectedFiles) refuse(this, 'source', say.nothingToScan, volume.name);
    const { scanner, refuse: kinds = DEFAULT, owner, group } = props;
    const own = props.refuse !== undefined || owner !== undefined || group !== undefined;
    if (scanner !== undefined && own) refuse(this, 'conflicting-properties', say.scannerDecides);
    const at = scanner === undefined ? PATH : scannersPath(this, scanner);
    const { mount, what, definition } = looking(volume, at, props);
    const finding = scanner === undefined ? `no ${checkKinds(this, kinds).join(', no ')}` : `scanned by ${String(scanner.command?.[0])}`;
    this._register({
      ...definition,
      kind: 'ScanVolume',
      purpose: `looks through ${what} (${finding}), changes nothing`,
      ...(scanner === undefined ? this.ownScan([...kinds.flatMap((kind) => ['--refuse', kind]), ...given.flags()]) : foreignScan(scanner)),
      ...(props.user === undefined ? {} : { user: given.value('user') }),
      defaultTimeout: TIMEOUT,
      gives: [`verified: ${mount.volume.name}`],
    });
    this.verified = new VerifiedFiles<Id>(this.proof, mount.volume, [], mount.subPath, finding);
  }

  private ownScan(flags: readonly string[]) {
    if (flags.length === 0) refuse(this, 'choice', say.badKinds(KINDS));
    return {
      image: helperImages.busybox, user: NOBODY, defaultResources: PERMISSIONS_RESOURCES,
      program: { parts: ['common', 'entries', 'volume', 'scan-volume'], args: ['--in', PATH, ...flags] },
    } satisfies Partial<StepDefinition>;
  }
}

const foreignScan = ({ image, command, env, mounts }: Scanner) =>
  ({ image, program: { command }, env, mounts, defaultResources: STEP_RESOURCES }) satisfies Partial<StepDefinition>;

function scannersPath(at: Step, scanner: Scanner): string {
  checkKeys(at, scanner, SCANNER_KEYS);
  return checkAbsolutePath(at, 'mountPath', scanner.mountPath ?? PATH);
}

function checkKinds(at: Step, kinds: readonly ScanFinding[]): readonly ScanFinding[] {
  for (const kind of checkList(at, 'refuse', kinds)) if (!KINDS.includes(kind)) refuse(at, 'choice', say.badKinds(KINDS), kind);
  return kinds;
}
