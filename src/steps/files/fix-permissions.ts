import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { checkResources, PERMISSIONS_RESOURCES } from '../../template/default-resources';
import { octal, PERMISSIONS } from '../../checks/modes';
import { refuse } from '../../errors';
import { helperImages } from '../../images/catalogue';
import { type NotOfPermissions, NOT_OF_PERMISSIONS } from '../../messages/expected-properties';
import { rootInRestricted } from '../../messages/privileges';
import type { NotAVolumeToFill } from '../../messages/steps';
import * as say from '../../messages/steps';
import type { PodSecurity } from '../../manifest/pod-security';
import { checkGroup } from '../../standards/platform';
import { Prepared } from '../../volumes/prepared';
import { checkFillable, type FillableVolume } from '../../volumes/to-fill';
import type { VolumeSpec } from '../../template/volume-spec';
import type { Workload } from '../../workload/workload';
import type { RootAllowed } from '../../step/privileges';
import { accountId, flag, Given, mode, oneOf, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';
import { stepsBefore } from '../../step/steps-before';

/** Properties of {@link FixPermissions}. */
export interface FixPermissionsProps<Id extends string = any> extends StepProps<Id> {
  /** The volume: `claim(…)`, a claim template of a StatefulSet, `emptyDirectory(…)`, or the volume of `MakeDirectories`. */
  readonly volume: FillableVolume<Id, NotAVolumeToFill<'volume'>>;
  /**
   * The user that will own all files.
   *
   * @default - owners stay
   */
  readonly owner?: number;
  /**
   * The group that will own all files. If only the group matters, use `fsGroup` of the workload without this step.
   *
   * @default - groups stay
   */
  readonly group?: number;
  /**
   * Whether the volume's driver changes the group by fsGroup. hostPath, NFS and some CSI drivers do not.
   *
   * @default true
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#delegating-volume-permission-and-ownership-change-to-csi-driver
   */
  readonly supportsFsGroup?: boolean;
  /**
   * The mode of directories, such as `0o750`. It must not let everyone write. In a pod with fsGroup it must have the bits 2770, or kubelet
   * would change the volume back before every start.
   *
   * @default - modes stay
   */
  readonly directoryMode?: number;
  /**
   * The mode of files, such as `0o640`. It must not let everyone write.
   *
   * @default - modes stay
   */
  readonly fileMode?: number;
  /**
   * What the step checks to find out whether the volume is correct: its root, which is changed last, or every file. Use `'tree'` for
   * a volume whose root can be correct while files below are not: a volume that was restored or copied, that others write to, or
   * that a driver or fsGroup has changed before the first run.
   *
   * @default 'root'
   */
  readonly check?: 'root' | 'tree';
  /**
   * How long it may take.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 50m and 16Mi, limits of 1 CPU and 64Mi
   */
  readonly resources?: ContainerResources;
  /** @deprecated It is called `owner` here. */
  readonly user?: NotOfPermissions['user'];
}

/** What {@link FixPermissions} and {@link VerifyPermissions} are told of a volume. */
type Permissions = Pick<FixPermissionsProps, 'owner' | 'group' | 'directoryMode' | 'fileMode'>;

export const PERMISSION_ROWS = {
  owner: accountId.as('--owner'), group: accountId.as('--group'), directoryMode: mode(0o3777).as('--directory-mode'), fileMode: mode(PERMISSIONS).as('--file-mode'),
} satisfies Table<Permissions>;

const PROPERTIES = {
  ...STEP_KEYS, ...NOT_OF_PERMISSIONS, volume: true, ...PERMISSION_ROWS, supportsFsGroup: flag.or(true), check: oneOf('root', 'tree').or('root').as('--check'),
  timeout: true, resources: true,
} satisfies Table<FixPermissionsProps>;
const TIMEOUT = Duration.minutes(5);
const PATH = '/volume';

/** What the log calls the volume where it is a claim: people know that by its name, and not by where the step mounts it. */
export function claimFlags({ name, source }: VolumeSpec): readonly string[] {
  if (source === undefined) return ['--volume', `claim ${name}`];
  return source.persistentVolumeClaim === undefined ? [] : ['--volume', `claim ${source.persistentVolumeClaim.claimName}`];
}
/** chmod after chown is on files of others by then; a directory of another user with 0700 is entered. */
const CAPABILITIES = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'] as const;

/**
 * Sets the owner, group and modes of a volume in the cheapest way that works: `fsGroup` without a container if you only set the
 * group; otherwise as root with only three capabilities, and it ends at once if the volume is already correct.
 * Use {@link VerifyPermissions} for volumes that cannot be changed (NFS with root_squash). It is not possible in a `restricted`
 * pod: if only the group matters, use `fsGroup` there.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods
 *
 * @example
 * const data = new FixPermissions(db, 'own-data', { volume: db.claimTemplate('data', { size }), owner: 999, group: 999 });
 * db.addContainer('postgres', { …, mounts: { '/var/lib/postgresql/data': writable(data.volume) } });
 * // securityContext: { runAsUser: 0, capabilities: { drop: [ALL], add: [CHOWN, DAC_OVERRIDE, FOWNER] }, … }
 */
export class FixPermissions<in out Id extends string = any, out S extends PodSecurity = PodSecurity> extends Step<Id> {
  /** The level of the pod. */
  readonly podSecurity: S;
  /** The volume with the requested owner. */
  readonly volume: Prepared<Id>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload; not one whose pods are `restricted`
   * @param id the name of the init container
   * @param props the volume, its owner, group and modes
   * @throws {@link PreludeError} when the pod is `restricted`, a mode is writable by all, or there is nothing to do; at synth where
   * kubelet would change the volume back, by fsGroup
   */
  constructor(scope: RootAllowed<Id, S, 'FixPermissions'>, id: string, props: FixPermissionsProps<NoInfer<Id>>) {
    super(scope as Workload<Id, S>, id);
    const given = new Given(this, props, PROPERTIES);
    const { podSecurity } = this._template.facts;
    if (podSecurity === 'restricted') refuse(this, 'run-as-user', rootInRestricted('FixPermissions'));
    this.podSecurity = podSecurity as S;
    const volume = checkFillable<Id>(this, this._template, 'volume', props.volume);
    const flags = given.flags();
    if (words(props) === '') refuse(this, 'nothing-to-do', say.nothingToFix);
    const supportsFsGroup = given.value('supportsFsGroup');
    this.volume = new Prepared<Id>(this.proof, volume._volume);
    if (fsGroupIsEnough(props)) {
      this.checkKind('FixPermissions');
      this.checkLeftOut(props);
      this.leaveToFsGroup(volume, props.group);
      return;
    }
    this._register({
      kind: 'FixPermissions',
      image: helperImages.busybox,
      purpose: `gives volume ${volume._volume.name} ${words(props)}, as root`,
      program: { parts: ['common', 'entries', 'volume', 'fix-permissions'], args: ['--path', PATH, ...claimFlags(volume._volume), ...flags] },
      fills: { [PATH]: volume._volume },
      leaves: [{ volume: volume._volume, path: '', mode: props.owner === undefined ? undefined : props.directoryMode, directory: true, owner: props.owner, group: props.group }],
      ownership: supportsFsGroup ? { directoryMode: props.directoryMode, group: props.group } : undefined,
      user: 0,
      // The group too: the kernel drops setgid from a directory whose group is not one of the caller's.
      group: props.group ?? 0,
      capabilities: CAPABILITIES,
      resources: props.resources,
      defaultResources: PERMISSIONS_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: [`owned: ${volume._volume.name}`],
      after: props.after,
    });
  }

  /** What a container would have been told: of no use without one, and wrong all the same where it is wrong. */
  private checkLeftOut({ after, timeout, resources }: FixPermissionsProps<Id>): void {
    stepsBefore(this, this._template, undefined, after);
    this.deadline('FixPermissions', timeout, TIMEOUT);
    checkResources(this.node.path, resources, PERMISSIONS_RESOURCES);
  }

  /** kubelet changes the group itself, before any container starts, and only where the root of the volume differs. */
  private leaveToFsGroup(volume: FillableVolume<Id>, group: number): void {
    checkGroup(this.node.path, this._template.standards, group);
    this._template.askFsGroup(this.node.path, group);
    this._template.addVolume(this.node.path, volume._volume);
    this._template.carrier.annotate(this.name, `volume ${volume._volume.name} gets group ${group} by fsGroup, without a container`);
    this._isDeclared = true;
  }
}

/** True where nothing but the group is asked for, and kubelet can give it. */
const fsGroupIsEnough = (props: FixPermissionsProps): props is FixPermissionsProps & { readonly group: number } =>
  props.group !== undefined && props.owner === undefined && props.directoryMode === undefined && props.fileMode === undefined
  && props.supportsFsGroup !== false;

/** What is asked of the volume, in words. */
export const words = ({ owner, group, directoryMode, fileMode }: Permissions): string => [
  ...(owner === undefined ? [] : [`owner ${owner}`]),
  ...(group === undefined ? [] : [`group ${group}`]),
  ...(directoryMode === undefined ? [] : [`directories ${octal(directoryMode)}`]),
  ...(fileMode === undefined ? [] : [`files ${octal(fileMode)}`]),
].join(', ');
