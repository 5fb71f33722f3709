import { app, type Change, type Draft, init, security } from './pods';

/** One change of a minimal pod, and the rules that refuse it where a pod of the level was fine without it. */
export interface PodSecurityCase {
  readonly title: string;
  readonly change: Change;
  /** At `baseline`, upon the minimal pod of that level. */
  readonly baseline: readonly string[];
  /** At `restricted`, upon the minimal pod of that level. */
  readonly restricted: readonly string[];
  /** From this version of Kubernetes 1 on it is taken: what the lists say holds for the oldest supported one. */
  readonly since?: number;
  /** Kubernetes finds the object invalid before the admission checks it, so that a cluster cannot tell. */
  readonly invalid?: true;
}

const all = (pod: Draft): Draft[] => [...pod.spec.initContainers, ...pod.spec.containers];
const volumes = (...list: Draft[]): Change => (pod) => { pod.spec.volumes = list; };
const http = (host?: string): Draft => ({ httpGet: { port: 8080, path: '/', ...(host === undefined ? {} : { host }) } });
const tcp = (host?: string): Draft => ({ tcpSocket: { port: 8080, ...(host === undefined ? {} : { host }) } });
const annotate = (key: string, value: string): Change => (pod) => { pod.metadata.annotations = { [key]: value }; };

const allowed = (title: string, change: Change, more: Partial<PodSecurityCase> = {}): PodSecurityCase =>
  ({ title, change, baseline: [], restricted: [], ...more });
const refused = (rule: string, title: string, change: Change, more: Partial<PodSecurityCase> = {}): PodSecurityCase =>
  ({ title, change, baseline: [rule], restricted: [rule], ...more });
/** Refused at `restricted` only. */
const strict = (rule: string, title: string, change: Change, more: Partial<PodSecurityCase> = {}): PodSecurityCase =>
  ({ title, change, baseline: [], restricted: [rule], ...more });

const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID',
  'SYS_CHROOT',
];
const capabilities = (add: string[] | null, drop: string[] | null, of: (pod: Draft) => Draft = app): Change => (pod) => {
  security(of(pod)).capabilities = { ...(add && { add }), ...(drop && { drop }) };
};

const SAFE_SYSCTLS = [
  ['kernel.shm_rmid_forced', '0'], ['net.ipv4.ip_local_port_range', '1024 65535'], ['net.ipv4.ip_local_reserved_ports', '1024-4999'],
  ['net.ipv4.ip_unprivileged_port_start', '1024'], ['net.ipv4.ping_group_range', '1 0'], ['net.ipv4.tcp_fin_timeout', '60'],
  ['net.ipv4.tcp_keepalive_intvl', '75'], ['net.ipv4.tcp_keepalive_probes', '9'], ['net.ipv4.tcp_keepalive_time', '7200'],
  ['net.ipv4.tcp_rmem', '4096 87380 16777216'], ['net.ipv4.tcp_syncookies', '0'], ['net.ipv4.tcp_wmem', '4096 65536 16777216'],
];
const sysctls = (...list: string[][]): Change => (pod) => { security(pod.spec).sysctls = list.map(([name, value]) => ({ name, value })); };

const FORBIDDEN_VOLUMES: Record<string, Draft> = {
  gcePersistentDisk: { pdName: 'test' },
  awsElasticBlockStore: { volumeID: 'test' },
  gitRepo: { repository: 'github.com/kubernetes/kubernetes' },
  nfs: { server: 'test', path: '/test' },
  iscsi: { targetPortal: 'test', iqn: 'iqn.2001-04.com.example:storage.kube.sys1.xyz', lun: 0 },
  glusterfs: { path: 'test', endpoints: 'test' },
  rbd: { monitors: ['test'], image: 'test' },
  flexVolume: { driver: 'test' },
  cinder: { volumeID: 'test' },
  cephfs: { monitors: ['test'] },
  flocker: { datasetName: 'test' },
  fc: { targetWWNs: ['test'], lun: 1 },
  azureFile: { secretName: 'test', shareName: 'test' },
  vsphereVolume: { volumePath: 'test' },
  quobyte: { registry: 'localhost:1234', volume: 'test' },
  azureDisk: { diskName: 'test', diskURI: 'https://test.blob.core.windows.net/test/test.vhd' },
  portworxVolume: { volumeID: 'test', fsType: 'ext4' },
  scaleIO: { volumeName: 'test', gateway: 'localhost', system: 'test', secretRef: { name: 'test' } },
  storageos: { volumeName: 'test' },
};

const UNMASKED: Change = (pod) => { pod.spec.hostUsers = false; };
const HOST_PROCESS = { windowsOptions: { hostProcess: true } };

/** The facts of the admission's own fixtures, and what else its source says. */
export const POD_SECURITY_CASES: readonly PodSecurityCase[] = [
  allowed('nothing changed', () => undefined),

  refused('host-namespaces', 'hostNetwork', (pod) => { pod.spec.hostNetwork = true; }),
  refused('host-namespaces', 'hostPID', (pod) => { pod.spec.hostPID = true; }),
  refused('host-namespaces', 'hostIPC', (pod) => { pod.spec.hostIPC = true; }),
  allowed('host namespaces said to be false', (pod) => { Object.assign(pod.spec, { hostNetwork: false, hostPID: false, hostIPC: null }); }),

  refused('privileged', 'privileged container', (pod) => {
    security(app(pod)).privileged = true;
    delete security(app(pod)).allowPrivilegeEscalation;
  }, { restricted: ['allow-privilege-escalation', 'privileged'] }),
  refused('privileged', 'privileged init container', (pod) => {
    security(init(pod)).privileged = true;
    delete security(init(pod)).allowPrivilegeEscalation;
  }, { restricted: ['allow-privilege-escalation', 'privileged'] }),
  allowed('privileged: false', (pod) => { for (const each of all(pod)) security(each).privileged = false; }),

  refused('capabilities-baseline', 'NET_RAW added', capabilities(['NET_RAW'], ['ALL']), { restricted: ['capabilities-restricted'] }),
  refused('capabilities-baseline', 'NET_RAW added to an init container', capabilities(['NET_RAW'], ['ALL'], init), { restricted: ['capabilities-restricted'] }),
  refused('capabilities-baseline', 'a capability in lower case', capabilities(['chown'], ['ALL']), { restricted: ['capabilities-restricted'] }),
  refused('capabilities-baseline', 'a capability with CAP_', capabilities(['CAP_CHOWN'], ['ALL']), { restricted: ['capabilities-restricted'] }),
  refused('capabilities-baseline', 'ALL added', capabilities(['ALL'], ['ALL']), { restricted: ['capabilities-restricted'] }),
  strict('capabilities-restricted', 'what runtimes give anyway added', capabilities(DEFAULT_CAPABILITIES, ['ALL'])),
  strict('capabilities-restricted', 'nothing dropped', capabilities(null, [])),
  strict('capabilities-restricted', 'nothing dropped in an init container', capabilities(null, null, init)),
  strict('capabilities-restricted', 'all dropped one by one', capabilities(null, [...DEFAULT_CAPABILITIES, 'NET_RAW', 'SYS_ADMIN'])),
  strict('capabilities-restricted', 'all dropped, in lower case', capabilities(null, ['all'])),
  strict('capabilities-restricted', 'no capabilities', (pod) => { delete security(app(pod)).capabilities; }),
  allowed('NET_BIND_SERVICE added', (pod) => { for (const each of all(pod)) security(each).capabilities = { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }; }),
  allowed('ALL among others dropped', capabilities(null, ['NET_RAW', 'ALL'])),

  refused('host-path-volumes', 'hostPath', volumes({ name: 'node', hostPath: { path: '/a' } }), { restricted: ['volume-types'] }),
  refused('host-path-volumes', 'hostPath beside an emptyDir', volumes({ name: 'tmp', emptyDir: {} }, { name: 'node', hostPath: { path: '/a' } }),
    { restricted: ['volume-types'] }),
  ...Object.entries(FORBIDDEN_VOLUMES).map(([type, source]) =>
    strict('volume-types', `a volume of type ${type}`, volumes({ name: 'data', [type]: source }))),
  allowed('volumes of every allowed type', volumes(
    { name: 'a' },
    { name: 'b', emptyDir: {} },
    { name: 'c', secret: { secretName: 'test' } },
    { name: 'd', persistentVolumeClaim: { claimName: 'test' } },
    { name: 'e', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
    { name: 'f', configMap: { name: 'test' } },
    { name: 'g', projected: { sources: [] } },
    { name: 'h', csi: { driver: 'inline.storage.kubernetes.io', volumeAttributes: { foo: 'bar' } } },
    { name: 'i', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } },
  )),
  allowed('a volume of an image', volumes({ name: 'image', image: { reference: 'busybox:1.37.0' } })),
  allowed('a volume whose type is null, which becomes an emptyDir', volumes({ name: 'tmp', hostPath: null })),

  refused('host-ports', 'hostPort', (pod) => { app(pod).ports = [{ containerPort: 12345, hostPort: 12345 }, { containerPort: 12347 }]; }),
  refused('host-ports', 'hostPort of an init container', (pod) => { init(pod).ports = [{ containerPort: 12346, hostPort: 12346 }]; }),
  allowed('ports that are not of the node', (pod) => {
    app(pod).ports = [{ containerPort: 12345 }];
    init(pod).ports = [{ containerPort: 12346, hostPort: 0 }];
  }),

  refused('probe-hosts', 'a liveness probe by HTTP of another host', (pod) => { app(pod).livenessProbe = http('bad.host'); }),
  refused('probe-hosts', 'a liveness probe of 127.0.0.1', (pod) => { app(pod).livenessProbe = http('127.0.0.1'); }),
  refused('probe-hosts', 'a readiness probe by TCP of ::1', (pod) => { app(pod).readinessProbe = tcp('::1'); }),
  refused('probe-hosts', 'a start-up probe by TCP of another host', (pod) => { app(pod).startupProbe = tcp('8.8.8.8'); }),
  refused('probe-hosts', 'a readiness probe of a sidecar', (pod) => { Object.assign(init(pod), { restartPolicy: 'Always', readinessProbe: tcp('8.8.8.8') }); }),
  refused('probe-hosts', 'a postStart hook', (pod) => { app(pod).lifecycle = { postStart: http('bad.host') }; }),
  refused('probe-hosts', 'a preStop hook by TCP', (pod) => { app(pod).lifecycle = { preStop: tcp('bad.host') }; }),
  allowed('probes and hooks of the pod itself', (pod) => {
    Object.assign(app(pod), { livenessProbe: http(), readinessProbe: tcp(''), startupProbe: http(''), lifecycle: { preStop: http() } });
  }),

  refused('app-armor-profile', 'AppArmor Unconfined for the pod', (pod) => { security(pod.spec).appArmorProfile = { type: 'Unconfined' }; }),
  refused('app-armor-profile', 'AppArmor Unconfined for a container', (pod) => { security(app(pod)).appArmorProfile = { type: 'Unconfined' }; }),
  refused('app-armor-profile', 'AppArmor Unconfined for an init container', (pod) => { security(init(pod)).appArmorProfile = { type: 'Unconfined' }; }),
  refused('app-armor-profile', 'an annotation: AppArmor unconfined', annotate('container.apparmor.security.beta.kubernetes.io/app', 'unconfined')),
  refused('app-armor-profile', 'an annotation for an init container', annotate('container.apparmor.security.beta.kubernetes.io/init', 'unconfined')),
  allowed('annotation: AppArmor runtime/default', annotate('container.apparmor.security.beta.kubernetes.io/app', 'runtime/default')),
  allowed('annotation: AppArmor localhost/…', annotate('container.apparmor.security.beta.kubernetes.io/app', 'localhost/foo')),
  allowed('AppArmor profiles of the runtime and of the node', (pod) => {
    security(pod.spec).appArmorProfile = { type: 'RuntimeDefault' };
    security(app(pod)).appArmorProfile = { type: 'Localhost', localhostProfile: 'foo' };
  }),

  refused('se-linux-options', 'SELinux type of the pod', (pod) => { security(pod.spec).seLinuxOptions = { type: 'somevalue' }; }),
  refused('se-linux-options', 'SELinux type of a container', (pod) => { security(app(pod)).seLinuxOptions = { type: 'somevalue' }; }),
  refused('se-linux-options', 'SELinux type of an init container', (pod) => { security(init(pod)).seLinuxOptions = { type: 'spc_t' }; }),
  refused('se-linux-options', 'SELinux user', (pod) => { security(pod.spec).seLinuxOptions = { user: 'somevalue' }; }),
  refused('se-linux-options', 'SELinux role', (pod) => { security(app(pod)).seLinuxOptions = { role: 'somevalue' }; }),
  allowed('SELinux types of containers', (pod) => {
    security(pod.spec).seLinuxOptions = { type: 'container_t', level: '' };
    security(app(pod)).seLinuxOptions = { type: 'container_init_t', level: 'somevalue' };
    security(init(pod)).seLinuxOptions = { type: 'container_kvm_t' };
  }),
  allowed('SELinux without a type, and container_engine_t', (pod) => {
    security(init(pod)).seLinuxOptions = {};
    security(app(pod)).seLinuxOptions = { type: 'container_engine_t', user: '', role: '' };
  }),

  strict('proc-mount', 'procMount Unmasked', (pod) => { UNMASKED(pod); security(app(pod)).procMount = 'Unmasked'; }),
  strict('proc-mount', 'procMount Unmasked in an init container', (pod) => { UNMASKED(pod); security(init(pod)).procMount = 'Unmasked'; }),
  refused('proc-mount', 'procMount Unmasked outside of a user namespace', (pod) => { security(app(pod)).procMount = 'Unmasked'; }, { invalid: true }),
  allowed('procMount Default', (pod) => { for (const each of all(pod)) security(each).procMount = 'Default'; }),

  refused('seccomp-profile-baseline', 'seccomp Unconfined for the pod', (pod) => { security(pod.spec).seccompProfile = { type: 'Unconfined' }; },
    { restricted: ['seccomp-profile-restricted'] }),
  refused('seccomp-profile-baseline', 'seccomp Unconfined for a container', (pod) => { security(app(pod)).seccompProfile = { type: 'Unconfined' }; },
    { restricted: ['seccomp-profile-restricted'] }),
  refused('seccomp-profile-baseline', 'seccomp Unconfined for an init container', (pod) => { security(init(pod)).seccompProfile = { type: 'Unconfined' }; },
    { restricted: ['seccomp-profile-restricted'] }),
  strict('seccomp-profile-restricted', 'no seccomp profile', (pod) => { delete security(pod.spec).seccompProfile; }),
  strict('seccomp-profile-restricted', 'a seccomp profile of the app only', (pod) => {
    delete security(pod.spec).seccompProfile;
    security(app(pod)).seccompProfile = { type: 'RuntimeDefault' };
  }),
  strict('seccomp-profile-restricted', 'a seccomp profile of the init container only', (pod) => {
    delete security(pod.spec).seccompProfile;
    security(init(pod)).seccompProfile = { type: 'RuntimeDefault' };
  }),
  allowed('a seccomp profile of the pod, and of one container', (pod) => {
    security(pod.spec).seccompProfile = { type: 'Localhost', localhostProfile: 'testing' };
    security(app(pod)).seccompProfile = { type: 'RuntimeDefault' };
  }),
  allowed('a seccomp profile of each container', (pod) => {
    security(pod.spec).seccompProfile = null;
    security(app(pod)).seccompProfile = { type: 'RuntimeDefault' };
    security(init(pod)).seccompProfile = { type: 'Localhost', localhostProfile: 'testing' };
  }),
  allowed('an annotation of seccomp, which is read no more', annotate('container.seccomp.security.alpha.kubernetes.io/app', 'unconfined')),

  refused('sysctls', 'a sysctl that is not known', sysctls(['othersysctl', 'other'])),
  refused('sysctls', 'a sysctl of the node among safe ones', sysctls(...SAFE_SYSCTLS, ['kernel.msgmax', '65536'])),
  allowed('all safe sysctls', sysctls(...SAFE_SYSCTLS)),
  refused('sysctls', 'a sysctl that is safe from 1.37 on', sysctls(['net.ipv4.tcp_notsent_lowat', '16384']), { since: 37 }),
  refused('sysctls', 'another that is safe from 1.37 on', sysctls(['net.ipv4.tcp_slow_start_after_idle', '0']), { since: 37 }),

  refused('windows-host-process', 'hostProcess of the pod', (pod) => {
    pod.spec.hostNetwork = true;
    Object.assign(security(pod.spec), HOST_PROCESS);
  }, { baseline: ['host-namespaces', 'windows-host-process'], restricted: ['host-namespaces', 'windows-host-process'] }),
  refused('windows-host-process', 'hostProcess of the containers', (pod) => {
    pod.spec.hostNetwork = true;
    for (const each of all(pod)) Object.assign(security(each), HOST_PROCESS);
  }, { baseline: ['host-namespaces', 'windows-host-process'], restricted: ['host-namespaces', 'windows-host-process'] }),

  strict('allow-privilege-escalation', 'allowPrivilegeEscalation', (pod) => { security(app(pod)).allowPrivilegeEscalation = true; }),
  strict('allow-privilege-escalation', 'allowPrivilegeEscalation of an init container', (pod) => { security(init(pod)).allowPrivilegeEscalation = true; }),
  strict('allow-privilege-escalation', 'allowPrivilegeEscalation left out', (pod) => { delete security(app(pod)).allowPrivilegeEscalation; }),
  strict('allow-privilege-escalation', 'no security context', (pod) => { delete app(pod).securityContext; },
    { restricted: ['allow-privilege-escalation', 'capabilities-restricted'] }),

  strict('run-as-non-root', 'runAsNonRoot nowhere', (pod) => { delete security(pod.spec).runAsNonRoot; }),
  strict('run-as-non-root', 'runAsNonRoot: false for the pod', (pod) => { security(pod.spec).runAsNonRoot = false; }),
  strict('run-as-non-root', 'runAsNonRoot: false for the pod, true for each container', (pod) => {
    security(pod.spec).runAsNonRoot = false;
    for (const each of all(pod)) security(each).runAsNonRoot = true;
  }),
  strict('run-as-non-root', 'runAsNonRoot: false for a container', (pod) => { security(app(pod)).runAsNonRoot = false; }),
  strict('run-as-non-root', 'runAsNonRoot: false for an init container', (pod) => { security(init(pod)).runAsNonRoot = false; }),
  strict('run-as-non-root', 'runAsNonRoot for the app only', (pod) => {
    delete security(pod.spec).runAsNonRoot;
    security(app(pod)).runAsNonRoot = true;
  }),
  allowed('runAsNonRoot nowhere, in a user namespace', (pod) => {
    pod.spec.hostUsers = false;
    security(pod.spec).runAsNonRoot = null;
  }),
  allowed('runAsNonRoot: false for an init container, in a user namespace', (pod) => {
    pod.spec.hostUsers = false;
    security(init(pod)).runAsNonRoot = false;
  }),
  strict('run-as-non-root', 'runAsNonRoot nowhere, in the users of the node', (pod) => {
    pod.spec.hostUsers = true;
    security(pod.spec).runAsNonRoot = null;
  }),
  allowed('runAsNonRoot for each container', (pod) => {
    delete security(pod.spec).runAsNonRoot;
    for (const each of all(pod)) security(each).runAsNonRoot = true;
  }),

  strict('run-as-user', 'runAsUser 0 for the pod', (pod) => { security(pod.spec).runAsUser = 0; }),
  strict('run-as-user', 'runAsUser 0 for a container', (pod) => { security(app(pod)).runAsUser = 0; }),
  strict('run-as-user', 'runAsUser 0 for an init container', (pod) => { security(init(pod)).runAsUser = 0; }),
  allowed('runAsUser 0 in a user namespace', (pod) => {
    pod.spec.hostUsers = false;
    security(app(pod)).runAsUser = 0;
  }),
  allowed('runAsUser 1000', (pod) => {
    for (const each of [pod.spec, ...all(pod)]) security(each).runAsUser = 1000;
  }),

  refused('privileged', 'a privileged ephemeral container', (pod) => {
    pod.spec.ephemeralContainers = [{ ...app(pod), name: 'debug', securityContext: { ...app(pod).securityContext, privileged: true } }];
  }, { invalid: true }),
  strict('run-as-user', 'an ephemeral container as root', (pod) => {
    pod.spec.ephemeralContainers = [{ ...app(pod), name: 'debug', securityContext: { ...app(pod).securityContext, runAsUser: 0 } }];
  }, { invalid: true }),
];
