/*
 * Which fields and values of a pod or a workload take effect from which version of Kubernetes on. Data only: the rule
 * kubernetes-version judges by it, and test/rules/versioned-fields.test.ts compares it with Kubernetes' own list of feature gates
 * (tools/feature-gates.json, an extract of the list of one release, made by `npx tsx tools/feature-gates.ts`).
 */

/** One field, or some values of it, that not every version of Kubernetes honours. Versions are the number behind `1.`. */
export interface VersionedField {
  /** Whether the path begins at the pod spec or at the whole object. */
  readonly of: 'pod' | 'workload';
  /** The kind of the object, where other kinds have a field of that path too. */
  readonly kind?: string;
  /** The path; `*` stands for every member of a list. */
  readonly field: string;
  /** The values that are meant, where others are older. */
  readonly values?: readonly string[];
  /** The feature gate that turns it on. */
  readonly gate: string;
  /** True where newer releases no longer list the gate, because the feature can no longer be turned off. */
  readonly unlisted?: true;
  /** The first version that has it on by default; undefined where it is off in every version. */
  readonly since?: number;
  /** The version from which on it is stable. */
  readonly stable?: number;
  /** The first version that no longer has it. */
  readonly gone?: number;
  /** True where a version without it refuses the object; elsewhere it drops the field, and says nothing. */
  readonly refused?: true;
  /** What happens without it: the end of a sentence that begins with "so that". */
  readonly loss: string;
}

type Row = Omit<VersionedField, 'of' | 'field'>;

/** The same for the containers of each group. */
const inContainers = (field: string, row: Row, groups: readonly string[] = ['containers', 'initContainers']): readonly VersionedField[] =>
  groups.map((group) => ({ of: 'pod', field: `${group}.*.${field}`, ...row }));
const inPod = (field: string, row: Row): VersionedField => ({ of: 'pod', field, ...row });
const inWorkload = (kind: string, field: string, row: Row): readonly VersionedField[] => [
  { of: 'workload', kind, field: `spec.${field}`, ...row },
  ...(kind === 'Job' ? [{ of: 'workload', kind: 'CronJob', field: `spec.jobTemplate.spec.${field}`, ...row } as const] : []),
];

const RESTART: Row = { gate: 'ContainerRestartRules', since: 35, loss: 'the container is restarted as the pod says' };
const SLEEP: Row = { gate: 'PodLifecycleSleepAction', unlisted: true, since: 30, stable: 34, loss: 'the hook does nothing' };
const APP_ARMOR: Row = { gate: 'AppArmorFields', unlisted: true, since: 30, stable: 31, loss: 'the container runs with the AppArmor profile of the runtime' };
const RESIZE: Row = { gate: 'InPlacePodVerticalScaling', since: 33, stable: 35, loss: 'no resource can change while the container runs' };
const OWNER: Row = { gate: 'AtomicWriteVolumeUserFields', since: 38, loss: 'the files belong to root' };
const CERTIFICATE: Row = { gate: 'PodCertificateRequest', since: 37, stable: 37, loss: 'the volume has no certificate' };
const BUNDLE: Row = { gate: 'ClusterTrustBundleProjection', since: 37, stable: 37, loss: 'the volume has no bundle of CAs' };
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** The table. */
export const VERSIONED_FIELDS: readonly VersionedField[] = Object.freeze([
  /* Containers. */
  ...inContainers('restartPolicy', { gate: 'SidecarContainers', unlisted: true, since: 29, stable: 33, values: ['Always'], loss: 'the container is an init container that never ends' }, ['initContainers']),
  ...inContainers('restartPolicy', { ...RESTART, values: ['Never', 'OnFailure'] }, ['initContainers']),
  ...inContainers('restartPolicy', RESTART, ['containers']),
  ...inContainers('restartPolicyRules', RESTART),
  ...inContainers('restartPolicyRules.*.action', {
    gate: 'RestartAllContainersOnContainerExits', since: 36, values: ['RestartAllContainers'], refused: true, loss: 'no pod is made',
  }),
  ...inContainers('env.*.valueFrom.fileKeyRef', { gate: 'EnvFiles', since: 35, stable: 38, loss: 'the variable has no value; 1.34, where the gate is on, keeps the quotes as a part of it' }),
  ...inContainers('resizePolicy', RESIZE, ['containers']),
  ...inContainers('resizePolicy', { ...RESIZE, gate: 'InPlacePodVerticalScalingInitContainers', since: 36, stable: 37 }, ['initContainers']),
  ...inContainers('volumeMounts.*.recursiveReadOnly', { gate: 'RecursiveReadOnlyMounts', since: 31, stable: 33, loss: 'what is mounted below the volume can be written' }),
  ...inContainers('volumeMounts.*.bindMountOptions', { gate: 'VolumeBindMountOptions', loss: 'the volume is mounted without noexec, nodev and nosuid' }),
  ...inContainers('securityContext.appArmorProfile', APP_ARMOR),
  ...inContainers('securityContext.procMount', { gate: 'ProcMountType', since: 33, stable: 36, values: ['Unmasked'], loss: '/proc stays masked' }),
  ...inContainers('lifecycle.preStop.sleep', SLEEP),
  ...inContainers('lifecycle.postStart.sleep', SLEEP),
  ...inContainers('lifecycle.stopSignal', { gate: 'ContainerStopSignals', loss: 'the container is stopped by the signal of its image, or SIGTERM' }),
  ...PROBES.flatMap((probe) => [
    ...inContainers(`${probe}.grpc.mode`, { gate: 'GRPCContainerProbeTLS', loss: 'the probe speaks without TLS' }),
    ...inContainers(`${probe}.httpGet.protocol`, { gate: 'H2CContainerProbe', loss: 'the probe speaks HTTP/1.1' }),
  ]),

  /* Pods. */
  inPod('hostUsers', { gate: 'UserNamespacesSupport', since: 33, stable: 36, loss: 'root in the pod is root on the node' }),
  inPod('resources', { gate: 'PodLevelResources', since: 34, loss: 'only the requests and limits of the containers count' }),
  inPod('hostnameOverride', { gate: 'HostnameOverride', since: 35, stable: 37, loss: 'the pod has the host name that Kubernetes gives it' }),
  inPod('schedulingGroup', { gate: 'GenericWorkload', loss: 'the pods of the group are scheduled one by one' }),
  inPod('securityContext.appArmorProfile', APP_ARMOR),
  inPod('securityContext.supplementalGroupsPolicy', { gate: 'SupplementalGroupsPolicy', since: 33, stable: 35, loss: 'the groups of the image are merged with those of the pod' }),
  inPod('securityContext.seLinuxChangePolicy', { gate: 'SELinuxChangePolicy', since: 33, stable: 36, loss: 'the node chooses how volumes get their SELinux label' }),

  /* Volumes. */
  inPod('volumes.*.image', { gate: 'ImageVolume', since: 35, stable: 36, loss: 'the volume is an empty directory, or the pod is refused' }),
  inPod('volumes.*.emptyDir.mode', { gate: 'EmptyDirVolumeMode', loss: 'the directory has mode 0777' }),
  inPod('volumes.*.gitRepo', { gate: 'GitRepoVolumeDriver', gone: 33, loss: 'the pod never starts; clone with a CloneRepository step' }),
  inPod('volumes.*.projected.sources.*.podCertificate', CERTIFICATE),
  inPod('volumes.*.projected.sources.*.clusterTrustBundle', BUNDLE),
  ...['configMap', 'secret', 'downwardAPI', 'projected'].map((type) => inPod(`volumes.*.${type}.defaultUser`, OWNER)),
  ...['configMap', 'secret', 'downwardAPI', 'projected.sources.*.configMap', 'projected.sources.*.secret', 'projected.sources.*.downwardAPI']
    .map((type) => inPod(`volumes.*.${type}.items.*.user`, OWNER)),
  ...['serviceAccountToken', 'clusterTrustBundle', 'podCertificate'].map((type) => inPod(`volumes.*.projected.sources.*.${type}.user`, OWNER)),

  /* Workloads. */
  ...inWorkload('Job', 'podReplacementPolicy', { gate: 'JobPodReplacementPolicy', unlisted: true, since: 29, stable: 34, loss: 'a new pod starts beside one that still ends' }),
  ...inWorkload('Job', 'backoffLimitPerIndex', { gate: 'JobBackoffLimitPerIndex', unlisted: true, since: 29, stable: 33, loss: 'one index that fails takes the tries of all' }),
  ...inWorkload('Job', 'successPolicy', { gate: 'JobSuccessPolicy', unlisted: true, since: 31, stable: 33, loss: 'the Job waits for every index' }),
  ...inWorkload('Job', 'managedBy', { gate: 'JobManagedBy', since: 32, stable: 35, loss: 'the Job controller of Kubernetes runs the Job too' }),
  ...inWorkload('StatefulSet', 'updateStrategy.type', {
    gate: 'StatefulSetRecreateStrategy', since: 38, values: ['Recreate'], refused: true, loss: 'no StatefulSet is made; RollingUpdate and OnDelete are older',
  }),
  ...inWorkload('StatefulSet', 'updateStrategy.rollingUpdate.maxUnavailable', { gate: 'MaxUnavailableStatefulSet', since: 37, loss: 'the pods are replaced one by one' }),
]);
