import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { PERMISSIONS_RESOURCES } from '../../template/default-resources';
import { checkPathsWithin } from '../../checks/names';
import { checkList, checkSha256 } from '../../checks/values';
import { refuse } from '../../errors';
import { helperImages, NOBODY } from '../../images/catalogue';
import * as say from '../../messages/verify';
import { ProjectedFiles } from '../../volumes/projected';
import { VerifiedFiles } from '../../volumes/verified';
import type { Workload } from '../../workload/workload';
import { checkVerifiable, looking, type VerifySource } from './verify-base';
import { checkSourceNames } from '../files/source-names';
import { accountId, Given, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** Properties of {@link VerifyFiles}. */
export interface VerifyFilesProps<
  Id extends string = any, Name extends string = string, Summed extends Name = Name, Filled extends Name = Name,
> extends StepProps<Id> {
  /** The files to check: files of an earlier step, `claim(…)` or another volume, `configMapFiles(…)`, `secretFiles(…)`. */
  readonly from: VerifySource<Id, Name>;
  /**
   * The SHA-256 of each file, in hexadecimal digits. The list is complete: unlisted files and
   * links are refused. Not for Secrets, because an attacker could guess their values from it.
   *
   * @default - no checksum is checked, and other files are allowed
   */
  readonly sha256?: { readonly [N in Summed]: string };
  /**
   * Files that must exist and contain more than white space.
   *
   * @default - none
   */
  readonly notEmpty?: readonly Filled[];
  /**
   * The user of the check, and its group: set the app's user if other users cannot read the files.
   *
   * @default 65534
   */
  readonly user?: number;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(2)
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
  ...STEP_KEYS, from: true, sha256: true, notEmpty: true, user: accountId.or(NOBODY), timeout: true, resources: true,
} satisfies Table<VerifyFilesProps>;
const TIMEOUT = Duration.minutes(2);
const PATH = '/files';

/**
 * Checks files before the app starts, by their checksums, or that they are not empty:
 * plugins that an earlier step has fetched, models on a claim, keys of a Secret from elsewhere. Changes nothing.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#init-containers-in-use
 *
 * @example
 * const plugins = new VerifyFiles(web, 'verify-plugins', { from: claim(web, 'plugins', 'plugins'), sha256: { 'auth.jar': '9f86…' } });
 * web.addContainer('app', { …, mounts: { '/app/plugins': onlyVerified(plugins.verified) } });
 * // initContainers: [{ name: verify-plugins, args: [--in, /files, --complete, --, auth.jar, 9f86…], … }]
 */
export class VerifyFiles<
  in out Id extends string = any, in out Name extends string = string, in out Summed extends Name = never, in out Filled extends Name = never,
> extends Step<Id> {
  /** The verified files. If a container can write to them, the proof is invalid. */
  readonly verified: VerifiedFiles<Id, Summed | Filled>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the files, and the required content
   * @throws {@link PreludeError} when a value is refused; at synth, when the ConfigMap or Secret is in this app and lacks a key
   */
  constructor(scope: Workload<Id>, id: string, props: VerifyFilesProps<NoInfer<Id>, Name, Summed, Filled>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const from = checkVerifiable(this, this._template, props.from);
    const isSecret = from instanceof ProjectedFiles && from.kind === 'Secret';
    if (isSecret && props.sha256 !== undefined) refuse(this, 'plain-secrets', say.checksumOfSecret);
    const checks = checksOf(this, props);
    const names = [...new Set(checks.map(([name]) => name))];
    checkPathsWithin(this, names);
    const validations = checkSourceNames(this, from, names);
    const { mount, what, definition } = looking(from, PATH, props);
    const finding = findingOf(props);
    this._register({
      validations,
      ...definition,
      kind: 'VerifyFiles',
      image: helperImages.busybox,
      purpose: `looks whether ${what} is as asked (${finding}), changes nothing`,
      program: {
        parts: ['common', 'files', 'volume', 'verify-files'],
        args: [
          '--in', PATH, ...(props.sha256 ? ['--complete'] : []), ...(from instanceof ProjectedFiles ? ['--projected'] : []), '--', ...checks.flat(),
        ],
      },
      user: given.value('user'),
      defaultResources: PERMISSIONS_RESOURCES,
      defaultTimeout: TIMEOUT,
      gives: names.map((name) => `verified: ${name}`),
    });
    this.verified = new VerifiedFiles(this.proof, mount.volume, names as (Summed | Filled)[], mount.subPath, finding);
  }
}

/** Names and what must hold of them, as the script takes them. */
function checksOf(at: Step, { sha256, notEmpty }: VerifyFilesProps): readonly (readonly [string, string])[] {
  if (sha256 !== undefined && (typeof sha256 !== 'object' || sha256 === null || Array.isArray(sha256))) refuse(at, 'checksum', say.notChecksums, sha256);
  const checks = [
    ...Object.entries(sha256 ?? {}).map(([name, sum]) => [name, checkSha256(at, sum)] as const),
    ...checkList(at, 'notEmpty', notEmpty ?? []).map((name) => [name, 'not-empty'] as const),
  ];
  return checks.length > 0 ? checks : refuse(at, 'nothing-to-do', say.nothingToVerify);
}

const counted = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

const findingOf = ({ sha256, notEmpty }: VerifyFilesProps): string => [
  ...(sha256 ? [`${counted(Object.keys(sha256).length)} by checksum, and no others`] : []),
  ...(notEmpty ? [`${notEmpty.join(', ')} not empty`] : []),
].join('; ');
