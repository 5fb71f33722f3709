import type { ApiObjectMetadata, Duration } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { Programs } from '../standards/props';
import { type NotOfWorkloads, NOT_OF_WORKLOADS } from '../messages/expected-properties';
import type { PodSecurity } from '../manifest/pod-security';

/** The properties of pods, for every kind of workload. */
export interface PodProps<S extends PodSecurity = 'restricted'> {
  /**
   * The Pod Security level that the pods meet: `'restricted'`, which every cluster accepts; `'baseline'`, for steps and containers that run as
   * root with the usual privileges of root in a container; `'privileged'`, for access beyond the container.
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
   * How the programs of the steps are delivered: `'config-map'` in immutable ConfigMaps of the same chart and namespace, whose
   * name changes with their content; `'inline'` in the pod spec, for a pod that needs no other object; `'helm-hook'` in ConfigMaps that
   * Helm creates as hooks, for `helm rollback` before Helm 3.22 and 4.2. Workloads that are hooks of Helm or Argo CD are always inline.
   *
   * @default - the value of standards, or 'config-map'
   */
  readonly programs?: Programs;
  /**
   * The group that owns the pod's volumes. kubelet changes it only if the root of a volume differs (OnRootMismatch).
   *
   * @default - volumes keep their group
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods
   */
  readonly fsGroup?: number;
  /**
   * When the images of all containers are pulled, including those of steps: `'Always'` asks the registry at each start, `'Never'`
   * uses the image on the node. A container of the app can override it.
   *
   * @default 'IfNotPresent'
   * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
   */
  readonly imagePullPolicy?: `${kplus.ImagePullPolicy}`;
  /**
   * Kernel settings of the pods by name, such as `{ 'net.ipv4.ip_unprivileged_port_start': '0' }`. Settings that are
   * safe in every version of Kubernetes are allowed at every level; others need `podSecurity: 'privileged'` and a kubelet that allows them.
   *
   * @default - those of the node
   * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
   */
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /**
   * Metadata of the workload.
   *
   * @default - a name from the construct's path
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
   * Denies all traffic of the pods, except traffic that a network policy allows.
   *
   * @default false
   */
  readonly isolate?: boolean;
  /** @deprecated Set scheduling on `resource.scheduling`. */
  readonly tolerations?: NotOfWorkloads['tolerations'];
  /** @deprecated Set scheduling on `resource.scheduling`. */
  readonly nodeSelector?: NotOfWorkloads['nodeSelector'];
  /** @deprecated Set scheduling on `resource.scheduling`. */
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
   * Whether the pods are replaced when a ConfigMap of the app that they read changes: its hash is in an annotation of the
   * pod template. Set it to false if the app detects changes itself. Immutable ConfigMaps and Secrets never count.
   *
   * @default true
   * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
   */
  readonly rollOnConfigChange?: boolean;
}

/** What the kinds whose pods a Job restarts can say besides. */
export interface FinitePodProps {
  /**
   * What happens to a pod whose container fails: `OnFailure` restarts the container, `Never` creates a new pod.
   *
   * @default RestartPolicy.NEVER
   */
  readonly restartPolicy?: kplus.RestartPolicy;
  /**
   * How many failed pods make the Job fail.
   *
   * @default - 6, like Kubernetes
   */
  readonly backoffLimit?: number;
  /**
   * How long the Job may be active, with all its pods. This includes the app.
   *
   * @default - forever
   */
  readonly activeDeadline?: Duration;
  /**
   * After how long a finished Job is deleted. Do not set it if other pods wait for the Job.
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
