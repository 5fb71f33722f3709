import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { PERMISSIONS_RESOURCES } from '../../template/default-resources';
import { refuse } from '../../errors';
import { checkHandle } from '../../handles/handle';
import { helperImages } from '../../images/catalogue';
import * as say from '../../messages/steps';
import { Claim } from '../../volumes/claim';
import { Owned } from '../../volumes/owned';
import type { Workload } from '../../workload/workload';
import { claimFlags, PERMISSION_ROWS, words } from '../files/fix-permissions';
import { accountId, flag, Given, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** Properties of {@link VerifyPermissions}. */
export interface VerifyPermissionsProps<Id extends string = any> extends StepProps<Id> {
  /** The volume: `claim(…)` or a claim template of a StatefulSet. */
  readonly volume: Claim<Id>;
  /** The user of the app, and of this check, with its group. Not root, because NFS maps root to nobody. */
  readonly user: number;
  /**
   * Whether that user must be able to write.
   *
   * @default true
   */
  readonly writable?: boolean;
  /**
   * The user that must own everything.
   *
   * @default - not checked
   */
  readonly owner?: number;
  /**
   * The group that must own everything.
   *
   * @default - not checked
   */
  readonly group?: number;
  /**
   * The mode that directories must have.
   *
   * @default - not checked
   */
  readonly directoryMode?: number;
  /**
   * The mode that files must have.
   *
   * @default - not checked
   */
  readonly fileMode?: number;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 50m and 16Mi, limits of 1 CPU and 64Mi
   */
  readonly resources?: ContainerResources;
}

const PROPERTIES = {
  ...STEP_KEYS, volume: true, user: accountId.needed(), writable: flag.or(true), ...PERMISSION_ROWS, timeout: true, resources: true,
} satisfies Table<VerifyPermissionsProps>;
const TIMEOUT = Duration.minutes(1);
const PATH = '/volume';

/**
 * Checks the owner of a volume and whether the user can write to it, and changes nothing: for volumes that cannot be changed from
 * a pod, such as NFS with root_squash. If the check fails, the pod reports the reason instead of starting an app that fails
 * later. It runs as the app's user, so it is possible at every level.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#nfs
 *
 * @example
 * const data = new VerifyPermissions(web, 'verify-data', { volume: claim(web, 'data', 'nfs-data'), user: 1000 });
 * web.addContainer('app', { …, mounts: { '/data': writable(data.volume) } });
 * // initContainers: [{ name: verify-data, args: [--path, /volume, --verify-only, --writable, …] }]
 */
export class VerifyPermissions<in out Id extends string = any> extends Step<Id> {
  /** The verified volume. */
  readonly volume: Owned<Id>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the volume, the app's user, and the requirements
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Workload<Id>, id: string, props: VerifyPermissionsProps<NoInfer<Id>>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const user = given.value('user');
    if (user === 0) refuse(this, 'user-id', say.rootVerifies, user);
    if (!(props.volume instanceof Claim)) refuse(this, 'claim-needed', say.notAClaim, props.volume);
    const volume = checkHandle(this, this._template, 'volume', props.volume as Claim<Id>);
    const mustWrite = given.value('writable');
    const flags = given.flags();
    const asked = [words(props), ...(mustWrite ? [`written by user ${user}`] : [])].filter((word) => word !== '').join(', ');
    this._register({
      kind: 'VerifyPermissions',
      image: helperImages.busybox,
      purpose: `looks whether volume ${volume._volume.name} is as asked (${asked}), changes nothing`,
      program: {
        parts: ['common', 'entries', 'volume', 'fix-permissions'],
        args: ['--path', PATH, ...claimFlags(volume._volume), ...flags, '--verify-only', ...(mustWrite ? ['--writable'] : [])],
      },
      sources: [{ volume: volume._volume, path: PATH, readOnly: !mustWrite, tries: mustWrite }],
      user,
      resources: props.resources,
      defaultResources: PERMISSIONS_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: [`owned: ${volume._volume.name}`],
      after: props.after,
    });
    this.volume = new Owned<Id>(this.proof, volume._volume);
  }
}
