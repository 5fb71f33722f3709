import type { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { SecretLike } from '../env/secret-key';
import type { HelperName } from '../images/catalogue';
import type { AnyImage } from '../images/image';
import type { NotAnImage } from '../messages/images';
import type { Rule, RuleReference, RuleSeverity } from '../rules';
import type { PodSecurity } from '../manifest/pod-security';
import type { Features } from './flags';
import type { Mesh } from './mesh';
import type { Proxy } from './proxy';

/** What the clusters run. */
export type Platform = 'kubernetes' | 'openshift';

/** How the programs of steps reach their containers: from ConfigMaps beside the pods, which Helm may make as hooks, or in the pod spec itself. */
export type Programs = 'config-map' | 'helm-hook' | 'inline';

export const PROGRAM_DELIVERIES: readonly Programs[] = Object.freeze(['config-map', 'helm-hook', 'inline'] as const);

export const PLATFORMS: readonly Platform[] = Object.freeze(['kubernetes', 'openshift'] as const);

/** The form of the lines that steps say. */
export type LogFormat = 'text' | 'json';

export const LOG_FORMATS: readonly LogFormat[] = Object.freeze(['text', 'json'] as const);

/** How workloads are named. */
export interface Naming {
  /** The pattern that the ids of workloads must match. */
  readonly pattern: RegExp;
  /** Why, in words that can follow a comma, such as `the team first`. */
  readonly because: string;
}

/** A warning that becomes an error. */
export interface ErrorFrom {
  /** The version of the standard from which it is an error, such as `2.0`. */
  readonly errorFrom: string;
}

/** What findings do, by the id of the rule. */
export type Severities = Readonly<Record<string, RuleSeverity | ErrorFrom>>;

/**
 * Properties of {@link defineStandard}. The type parameters contain the values that the compiler can check.
 */
export interface StandardProps<
  Name extends string = string, Registries extends readonly string[] = readonly string[], Moved extends string = string,
  Digests extends boolean = boolean, Level extends PodSecurity = PodSecurity,
  Forbidden extends Readonly<Record<string, string | false>> = Readonly<Record<string, string | false>>,
> {
  /** Its name in messages, such as `Acme 2026`. */
  readonly name: Name;
  /**
   * The allowed registries of images, after `registryMap`: registries, or registries with the beginning of a repository. Other images
   * are refused. `'any'` cancels the list of a standard further up.
   *
   * @default - all registries
   */
  readonly registries?: Registries | 'any';
  /**
   * The new registries of images, by their old registry: images of users, of steps and of helpers.
   *
   * @default - registries do not change
   */
  readonly registryMap?: { readonly [From in Moved]: string };
  /**
   * Whether every image needs a digest. The library's own images then have their digests, if the release knows them; set `helperImages`
   * with digests for the others.
   *
   * @default false
   */
  readonly digests?: Digests;
  /**
   * The image pull Secrets: names, or Secrets of cdk8s-plus.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly pullSecrets?: readonly (string | SecretLike)[];
  /**
   * Images for the library's own steps, instead of those of the catalogue. They must have the same tools: a static
   * busybox, curl on busybox, git with ssh on busybox, openssl, the clients of PostgreSQL and of MariaDB.
   *
   * @default - those of the catalogue
   */
  readonly helperImages?: Partial<Readonly<Record<HelperName, AnyImage<any, NotAnImage>>>>;
  /**
   * The directories of images that have files, by the end of the repository (`'acme/java'`, or with the registry), or
   * `'*'` for every image: a volume mounted over one of them is an error, unless it is `hiding(…)`. They are added to the known directories.
   *
   * @default - the known directories of well-known images, and the system directories of every image
   * @example
   * defineStandard({ name: 'Acme', filledDirectories: { 'acme/java': ['/opt/acme'], '*': ['/etc/acme'] } });
   */
  readonly filledDirectories?: Readonly<Record<string, readonly string[]>>;
  /**
   * The default resources of containers: `app` for containers of the app, `steps` for all steps, or by the kind
   * of step. Omitted fields use standards further up, then the library's default.
   *
   * @default - the library's defaults
   */
  readonly resources?: Readonly<Record<string, ContainerResources>>;
  /**
   * The default timeout of steps: `steps` for all, or by the kind of step.
   *
   * @default - the library's defaults
   */
  readonly deadlines?: Readonly<Record<string, Duration>>;
  /**
   * The weakest level that a pod may request: `'restricted'`, which every cluster accepts; `'baseline'`, with root and its usual privileges in a container;
   * `'privileged'`, with access beyond the container. The default of pods stays `restricted`.
   *
   * @default 'privileged'
   */
  readonly podSecurity?: Level;
  /**
   * The kinds of steps that are forbidden, and why, such as `{ FixPermissions: 'ask #storage for a volume of your group' }`;
   * false cancels the ban of a standard further up.
   *
   * @default - none
   */
  readonly forbiddenSteps?: Forbidden;
  /**
   * Labels of every object and pod below; an object's own labels stay.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Who is responsible for everything below: a person, a team, a channel. An annotation of every object and pod, and a line of the
   * start-up plan.
   *
   * @default - no owner
   */
  readonly owner?: string;
  /**
   * Annotations by kind of object, such as `{ Job: { 'argocd.argoproj.io/sync-wave': '-1' } }`; `'*'` for every object,
   * `pods` for pods and pod templates. An object's own annotations stay.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * The domain of the cluster. Hosts from a Service with a namespace are then fully qualified.
   *
   * @default - short names: `db.shop`
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
   */
  readonly clusterDomain?: string;
  /**
   * The proxy through which steps fetch, clone and wait over https. `'none'` cancels the value of a standard further up.
   *
   * @default 'none'
   */
  readonly proxy?: Proxy | 'none';
  /**
   * The oldest version of Kubernetes for the manifests, such as `1.31`. Fields that it does not support are refused.
   *
   * @default - the oldest version that the library supports
   */
  readonly kubernetesVersion?: `1.${number}`;
  /**
   * The service mesh, and how its proxy is added to the pods. `'none'` cancels the value of a standard further up.
   *
   * @default 'none'
   */
  readonly mesh?: Mesh;
  /**
   * The platform of the clusters: on `openshift`, the library sets no user and no group, because the namespace chooses them.
   *
   * @default 'kubernetes'
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/managing-pod-security-policies
   */
  readonly platform?: Platform;
  /**
   * How the programs of steps are delivered: `'config-map'` in ConfigMaps beside the pods, `'inline'` in the pod spec; `'helm-hook'` in
   * ConfigMaps that Helm creates as hooks, for `helm rollback` before Helm 3.22 and 4.2. A workload can override it.
   *
   * @default 'config-map'
   */
  readonly programs?: Programs;
  /**
   * The format of the logs of steps: lines of text, or one JSON object per line, for log stores. The output of your own commands does not
   * change.
   *
   * @default 'text'
   */
  readonly logFormat?: LogFormat;
  /**
   * How workloads are named.
   *
   * @default - any DNS label
   */
  readonly naming?: Naming;
  /**
   * Your own rules over rendered pods. They are added to the rules of standards further up.
   *
   * @default - none
   */
  readonly rules?: readonly Rule[];
  /**
   * The only rules that `suppressRule(…)` may suppress, by id, or your own rules themselves. The rules of
   * `registries`, `digests` and `kubernetesVersion` can be suppressed only if you list them here: `allowed-registries`,
   * `image-digests`, `kubernetes-version`.
   *
   * @default - every rule that can be suppressed, except the rules of `registries`, `digests` and `kubernetesVersion`
   */
  readonly suppressible?: readonly RuleReference[];
  /**
   * The severity of findings, for the library's rules and your own: `'error'` stops the synth, `'warning'` is printed and counted.
   * `{ errorFrom: '2.0' }` is a warning until the `version` of this standard is 2.0, to give teams time. Rules that
   * cannot be suppressed stay errors.
   *
   * @default - the severity of the rule, mostly an error
   * @example
   * defineStandard({ name: 'Acme', version: '1.4', severities: { 'image-digests': { errorFrom: '2.0' }, 'endless-loops': 'error' } });
   */
  readonly severities?: Severities;
  /**
   * The version of this standard, such as `1.4`, which `severities` are compared with.
   *
   * @default '0'
   */
  readonly version?: string;
  /**
   * Whether warnings stop the synth as well. The variable `CDK8S_PRELUDE_STRICT=true` does the same for one run.
   *
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Defaults of the next major version that you want to use now.
   *
   * @default - the defaults of this version
   */
  readonly features?: Features;
}
