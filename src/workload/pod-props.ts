import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { Programs } from '../standards/props';
import { type NotOfWorkloads, NOT_OF_WORKLOADS } from '../messages/expected-properties';
import type { PodSecurity } from '../manifest/pod-security';

/** What every kind of workload can say of its pods. */
export interface PodProps<S extends PodSecurity = 'restricted'> {
  /**
   * The Pod Security level that the pods meet: `'restricted'`, which every cluster takes; `'baseline'`, for steps and containers that run as
   * root with what a runtime gives root anyway; `'privileged'`, for what reaches beyond the container.
   *
   * @default 'restricted'
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: S;
  /**
   * Why a weaker level than `restricted` is needed; shown in the YAML.
   *
   * @default - the level is shown without a reason
   */
  readonly podSecurityBecause?: string;
  /**
   * Where the programs of the steps stand: `'config-map'` in immutable ConfigMaps of the same chart and namespace, which change
   * their name with their content; `'inline'` in the pod spec, for a pod that needs nothing else; `'helm-hook'` in ConfigMaps that
   * Helm makes as hooks, for `helm rollback` before Helm 3.22 and 4.2. Workloads that are hooks of Helm or Argo CD are always inline.
   *
   * @default - what standards say, else 'config-map'
   */
  readonly programs?: Programs;
  /**
   * The group that owns the pod's volumes; changed only where the root of a volume differs (OnRootMismatch).
   *
   * @default - volumes keep their group
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods
   */
  readonly fsGroup?: number;
  /**
   * When the images of all its containers are pulled, those of the steps among them: `'Always'` asks the registry at each start, `'Never'`
   * takes what is on the node. A container of the app can say otherwise.
   *
   * @default 'IfNotPresent'
   * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
   */
  readonly imagePullPolicy?: `${kplus.ImagePullPolicy}`;
  /**
   * Settings of the kernel for the pods alone, by their names, such as `{ 'net.ipv4.ip_unprivileged_port_start': '0' }`. Those that are
   * safe in every version of Kubernetes are taken at every level; others need `podSecurity: 'privileged'` and a kubelet that allows them.
   *
   * @default - those of the node
   * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
   */
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /**
   * Metadata of the workload.
   *
   * @default - a name made of the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Metadata of its pods.
   *
   * @default - a label that selects them
   */
  readonly podMetadata?: ApiObjectMetadata;
  /**
   * The account that the pods run as: a `kplus.ServiceAccount` or a `kplus.IServiceAccount`
   * (`ServiceAccount.fromServiceAccountName(…)`).
   *
   * @default - the namespace's default account
   * @see https://kubernetes.io/docs/concepts/security/service-accounts/
   */
  readonly serviceAccount?: kplus.ServiceAccount | kplus.IServiceAccount;
  /**
   * Mounts the account's token into the containers.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;
  /**
   * A Secret with which the images are pulled: a `kplus.Secret` or a `kplus.ISecret`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
   */
  readonly dockerRegistryAuth?: kplus.Secret | kplus.ISecret;
  /**
   * How long containers have between SIGTERM and SIGKILL.
   *
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;
  /**
   * DNS settings of the pods.
   *
   * @default - those of the cluster
   */
  readonly dns?: kplus.PodDnsProps;
  /**
   * Denies all traffic to and from the pods that no network policy allows.
   *
   * @default false
   */
  readonly isolate?: boolean;
  /** @deprecated Where pods run is said on `resource.scheduling`. */
  readonly tolerations?: NotOfWorkloads['tolerations'];
  /** @deprecated Where pods run is said on `resource.scheduling`. */
  readonly nodeSelector?: NotOfWorkloads['nodeSelector'];
  /** @deprecated Where pods run is said on `resource.scheduling`. */
  readonly affinity?: NotOfWorkloads['affinity'];
  /** @deprecated It needs a level and a patch. */
  readonly hostPID?: NotOfWorkloads['hostPID'];
  /** @deprecated It needs a level and a patch. */
  readonly hostIPC?: NotOfWorkloads['hostIPC'];
  /** @deprecated It needs a level and a patch. */
  readonly hostNetwork?: NotOfWorkloads['hostNetwork'];
  /** @deprecated Containers are added; see `addContainer`. */
  readonly containers?: NotOfWorkloads['containers'];
  /** @deprecated Init containers are steps. */
  readonly initContainers?: NotOfWorkloads['initContainers'];
}

/** One pod at a time only where their number is known to be no more. */
export type PodsOf<N extends number> = number extends N ? 'many' : [N] extends [0 | 1] ? 'one' : 'many';

/** What the kinds can say besides whose pods are replaced when the template changes. */
export interface RollingPodProps {
  /**
   * Whether the pods are replaced when a ConfigMap of the app that they read changes: its hash stands in an annotation of the
   * pod template. False where the app sees changes by itself. Immutable ConfigMaps and Secrets are never looked at.
   *
   * @default true
   * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
   */
  readonly rollOnConfigChange?: boolean;
}

/** What the kinds whose pods a Job restarts can say besides. */
export interface FinitePodProps {
  /**
   * What happens to a pod whose container fails: `OnFailure` starts the container again, `Never` makes a new pod.
   *
   * @default RestartPolicy.NEVER
   */
  readonly restartPolicy?: kplus.RestartPolicy;
  /**
   * How many failed pods make the Job fail.
   *
   * @default - 6, as Kubernetes has it
   */
  readonly backoffLimit?: number;
  /**
   * How long the Job may be active, all its pods together. The clock covers the app as well.
   *
   * @default - forever
   */
  readonly activeDeadline?: Duration;
  /**
   * After how long a finished Job is deleted. Not for a Job that others wait for.
   *
   * @default - never
   */
  readonly ttlAfterFinished?: Duration;
}

export const POD_KEYS = {
  ...NOT_OF_WORKLOADS,
  podSecurity: true, podSecurityBecause: true, programs: true, fsGroup: true, imagePullPolicy: true, sysctls: true,
  metadata: true, podMetadata: true, serviceAccount: true,
  automountServiceAccountToken: true, dockerRegistryAuth: true, terminationGracePeriod: true, dns: true, isolate: true,
} as const;

export const ROLLING_KEYS = { rollOnConfigChange: true } as const;

export const FINITE_KEYS = { restartPolicy: true, backoffLimit: true, activeDeadline: true, ttlAfterFinished: true } as const;
