import { isIP } from 'node:net';
import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { PERMISSIONS_RESOURCES } from '../../template/default-resources';
import { checkPathsWithin } from '../../checks/names';
import { checkList, givenOr } from '../../checks/values';
import { refuse } from '../../errors';
import { helperImages, NOBODY } from '../../images/catalogue';
import * as say from '../../messages/verify';
import { hostName, type ServiceLike } from '../wait/host';
import { configurationFile, type FileSource, isFileSource } from '../../volumes/file-source';
import { VerifiedFiles } from '../../volumes/verified';
import type { Workload } from '../../workload/workload';
import { checkVerifiable, looking, type VerifySource } from './verify-base';
import { checkSourceNames } from '../files/source-names';
import { accountId, duration, Given, oneOf, type Table } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** Properties of {@link VerifyCertificate}. */
export interface VerifyCertificateProps<
  Id extends string = any, Certificate extends string = 'tls.crt', Key extends string = 'tls.key',
> extends StepProps<Id> {
  /** The certificate and its key: `secretFiles(…)` of a Secret of type `kubernetes.io/tls`, or files of an earlier step. */
  readonly from: VerifySource<Id>;
  /**
   * The names and addresses that the certificate must be for, each a `string` or a `kplus.Service`. Empty for a client's.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
   */
  readonly hosts: readonly (string | ServiceLike)[];
  /**
   * The trusted certificate authorities: `configMapKey(…)`, `secretKey(…)`, or `'public'` for the public authorities in the image.
   *
   * @default - the file `ca.crt` beside the certificate, which cert-manager writes
   */
  readonly ca?: FileSource | 'public';
  /**
   * How long it must still be valid, with its chain. Less is an error, so that there is time to renew it.
   *
   * @default Duration.days(7)
   */
  readonly validFor?: Duration;
  /**
   * Whether it is a server or a client certificate.
   *
   * @default 'server'
   */
  readonly usage?: 'server' | 'client';
  /**
   * The file with the certificate, followed by its chain.
   *
   * @default 'tls.crt'
   */
  readonly certificate?: Certificate;
  /**
   * The file with the private key.
   *
   * @default 'tls.key'
   */
  readonly key?: Key;
  /**
   * The user of the check, and its group: set the app's user if other users cannot read the files.
   *
   * @default 65534
   */
  readonly user?: number;
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
  ...STEP_KEYS, from: true, hosts: true, ca: true, validFor: duration.or(Duration.days(7)), usage: oneOf('server', 'client').or('server'),
  certificate: true, key: true, user: accountId.or(NOBODY), timeout: true, resources: true,
} satisfies Table<VerifyCertificateProps>;
const TIMEOUT = Duration.minutes(1);
const PATH = '/certificate';
const CA = 'ca.crt';

/**
 * Checks a certificate before the app starts: its key, the order of its chain, its authority,
 * its dates, the names in its subjectAltName. Changes nothing, and shows no part of the key.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets
 *
 * @example
 * const tls = new VerifyCertificate(web, 'verify-tls', { from: secretFiles('shop-tls'), hosts: ['shop.example.com'] });
 * web.addContainer('nginx', { …, mounts: { '/etc/tls': tls.verified } });
 * // initContainers: [{ name: verify-tls, args: [--in, /certificate, --host, shop.example.com, …], … }]
 */
export class VerifyCertificate<
  in out Id extends string = any, in out Certificate extends string = 'tls.crt', in out Key extends string = 'tls.key',
> extends Step<Id> {
  /** Certificate and key: mount them as a directory, or as single files. */
  readonly verified: VerifiedFiles<Id, Certificate | Key>;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the certificate, and its required names
   * @throws {@link PreludeError} when a value is refused; at synth, when the Secret is in this app and lacks a key
   */
  constructor(scope: Workload<Id>, id: string, props: VerifyCertificateProps<NoInfer<Id>, Certificate, Key>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const from = checkVerifiable(this, this._template, props.from);
    const files = [givenOr(props.certificate, 'tls.crt'), givenOr(props.key, 'tls.key')] as const;
    checkPathsWithin(this, files);
    const validations = checkSourceNames(this, from, props.ca === undefined ? [...files, CA] : files);
    const authority = this.authority(props.ca);
    const usage = given.value('usage');
    const hosts = this.hosts(props.hosts, usage);
    const validFor = given.value('validFor');
    const { mount, what, definition } = looking(from, PATH, props);
    const words = `${hosts.length > 0 ? `for ${hosts.join(', ')}` : 'of a client'}, valid for ${validFor.toDays({ integral: false })} days`;
    this._register({
      validations,
      ...definition,
      kind: 'VerifyCertificate',
      image: helperImages.openssl,
      purpose: `looks whether the certificate of ${what} is fit for use (${words})`,
      program: {
        parts: ['common', 'files', 'verify-certificate'],
        args: [
          '--in', PATH, '--certificate', files[0], '--key', files[1], '--valid-for', String(validFor.toSeconds()), ...authority.flags,
          ...(usage === 'client' ? ['--client'] : []), ...hosts.flatMap((host) => [isIP(host) === 0 ? '--host' : '--address', host]),
        ],
      },
      sources: [...definition.sources, ...authority.mounts],
      user: given.value('user'),
      defaultResources: PERMISSIONS_RESOURCES,
      defaultTimeout: TIMEOUT,
      gives: files.map((name) => `verified: ${name}`),
    });
    this.verified = new VerifiedFiles(this.proof, mount.volume, files as readonly string[] as (Certificate | Key)[], mount.subPath, `a certificate ${words}`);
  }

  private authority(ca: FileSource | 'public' | undefined) {
    if (ca === undefined) return { flags: ['--ca', `${PATH}/${CA}`], mounts: [] };
    if (ca === 'public') return { flags: ['--public'], mounts: [] };
    if (!isFileSource(ca)) return refuse(this, 'file-source', say.notAnAuthority, ca);
    const { file, mount } = configurationFile(this.name, 'ca', '/authority', ca);
    return { flags: ['--ca', file], mounts: [mount] };
  }

  private hosts(hosts: VerifyCertificateProps['hosts'], usage: 'server' | 'client'): readonly string[] {
    const names = checkList(this, 'hosts', hosts).map((host) => hostName(this.node.path, host));
    return names.length > 0 || usage === 'client' ? names : refuse(this, 'nothing-to-do', say.noHosts, hosts);
  }
}
