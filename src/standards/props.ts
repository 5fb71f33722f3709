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
  /** What the ids of workloads fit. */
  readonly pattern: RegExp;
  /** Why, in words that go on after a comma, such as `the team first`. */
  readonly because: string;
}

/** A warning that becomes an error. */
export interface ErrorFrom {
  /** The version of the standard from which on it is an error, such as `2.0`. */
  readonly errorFrom: string;
}

/** What findings do, by the id of the rule. */
export type Severities = Readonly<Record<string, RuleSeverity | ErrorFrom>>;

/**
 * Properties of {@link defineStandard}. The type parameters hold what the compiler can check.
 */
export interface StandardProps<
  Name extends string = string, Registries extends readonly string[] = readonly string[], Moved extends string = string,
  Digests extends boolean = boolean, Level extends PodSecurity = PodSecurity,
  Forbidden extends Readonly<Record<string, string | false>> = Readonly<Record<string, string | false>>,
> {
  /** What messages call it, such as `Acme 2026`. */
  readonly name: Name;
  /**
   * Where images come from, after they were moved: registries, or registries with the beginning of a repository. An image
   * from elsewhere is refused. `'any'` takes back what a standard further up says.
   *
   * @default - from everywhere
   */
  readonly registries?: Registries | 'any';
  /**
   * What images are moved to: those of users, of steps and of helpers.
   *
   * @default - images stay where they are
   */
  readonly registryMap?: { readonly [From in Moved]: string };
  /**
   * True where every image needs a digest. The library's own images then have theirs, as far as the release knows them; give `helperImages`
   * with digests for the others.
   *
   * @default false
   */
  readonly digests?: Digests;
  /**
   * The Secrets with which images are pulled: names, or Secrets of cdk8s-plus.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly pullSecrets?: readonly (string | SecretLike)[];
  /**
   * Images in which the library's own steps run, in the place of those of the catalogue. They have the same tools: a static
   * busybox, curl on busybox, git with ssh on busybox, openssl, the clients of PostgreSQL and of MariaDB.
   *
   * @default - those of the catalogue
   */
  readonly helperImages?: Partial<Readonly<Record<HelperName, AnyImage<any, NotAnImage>>>>;
  /**
   * The directories that images fill and that their programs need, by the end of the repository (`'acme/java'`, or with the registry), or
   * `'*'` for every image: a volume mounted over one of them is an error, unless it is `hiding(…)`. They add to those that are known.
   *
   * @default - those that are known of well-known images, and the system directories of every image
   * @example
   * defineStandard({ name: 'Acme', filledDirectories: { 'acme/java': ['/opt/acme'], '*': ['/etc/acme'] } });
   */
  readonly filledDirectories?: Readonly<Record<string, readonly string[]>>;
  /**
   * What containers may use where their user says nothing: `app` for those of the app, `steps` for all steps, or by the kind
   * of step. Fields that are left out are taken from standards further up, then from the library's default.
   *
   * @default - the library's defaults
   */
  readonly resources?: Readonly<Record<string, ContainerResources>>;
  /**
   * How long steps may take where their user says nothing: `steps` for all, or by the kind of step.
   *
   * @default - the library's defaults
   */
  readonly deadlines?: Readonly<Record<string, Duration>>;
  /**
   * The weakest level that a pod may ask for: `'restricted'`, which every cluster takes; `'baseline'`, root with what a runtime gives root anyway;
   * `'privileged'`, what reaches beyond the container. What it is without asking stays `restricted`.
   *
   * @default 'privileged'
   */
  readonly podSecurity?: Level;
  /**
   * The kinds of steps that are forbidden, and why, such as `{ FixPermissions: 'ask #storage for a volume of your group' }`;
   * false takes back what a standard further up says.
   *
   * @default - none
   */
  readonly forbiddenSteps?: Forbidden;
  /**
   * Labels of every object and pod below; what an object has of its own stays.
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
   * `pods` for pods and pod templates. What an object has of its own stays.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * The domain of the cluster. Hosts that are given as a Service with a namespace are then written out in full.
   *
   * @default - hosts as short as they can be: `db.shop`
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
   */
  readonly clusterDomain?: string;
  /**
   * The proxy through which steps fetch, clone and wait over https. `'none'` takes back what a standard further up says.
   *
   * @default 'none'
   */
  readonly proxy?: Proxy | 'none';
  /**
   * The oldest version of Kubernetes that the manifests are for, such as `1.31`. Fields that it does not know are refused.
   *
   * @default - any that the library supports
   */
  readonly kubernetesVersion?: `1.${number}`;
  /**
   * The service mesh, and how its proxy comes into the pods. `'none'` takes back what a standard further up says.
   *
   * @default 'none'
   */
  readonly mesh?: Mesh;
  /**
   * What the clusters run: on `openshift` no user and no group is fixed, for the namespace gives them.
   *
   * @default 'kubernetes'
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/managing-pod-security-policies
   */
  readonly platform?: Platform;
  /**
   * Where the programs of steps stand: `'config-map'` in ConfigMaps beside the pods, `'inline'` in the pod spec; `'helm-hook'` in
   * ConfigMaps that Helm makes as hooks, for `helm rollback` before Helm 3.22 and 4.2. What a workload says of itself counts more.
   *
   * @default 'config-map'
   */
  readonly programs?: Programs;
  /**
   * The form of what steps say in their logs: lines of text, or JSON objects, one a line, for log stores. What a command of yours prints stays as
   * it is.
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
   * Rules of your own over rendered pods. They add to those of standards further up.
   *
   * @default - none
   */
  readonly rules?: readonly Rule[];
  /**
   * The only rules that `suppressRule(…)` may suppress, by id, or your own rules themselves. The rules of
   * `registries`, `digests` and `kubernetesVersion` can be suppressed only if you list them here: `allowed-registries`,
   * `image-digests`, `kubernetes-version`.
   *
   * @default - every rule that takes suppressions, but for what `registries`, `digests` and `kubernetesVersion` ask
   */
  readonly suppressible?: readonly RuleReference[];
  /**
   * What findings of a rule do, the library's rules and your own: `'error'` stops the synth, `'warning'` is printed and counted.
   * `{ errorFrom: '2.0' }` is a warning until the `version` of this standard is 2.0, so that sixty teams have time. Rules that
   * take no suppression stay errors.
   *
   * @default - what the rule says, which is an error for most
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
   * True where warnings stop the synth as well. The variable `CDK8S_PRELUDE_STRICT=true` does the same for one run.
   *
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Defaults of the next major version that are wanted now.
   *
   * @default - the defaults of this version
   */
  readonly features?: Features;
}
