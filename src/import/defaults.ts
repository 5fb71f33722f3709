import { isEqual } from './equal';
import { isPinned } from './image-code';
import type { Json } from './read';

/* What Kubernetes puts in where a manifest says nothing: with it or without it, the pod is the same. */

/** By the end of the path; the numbers of elements are left out. */
const DEFAULTS: ReadonlyArray<readonly [path: RegExp, value: unknown]> = [
  [/spec\.dnsPolicy$/, 'ClusterFirst'], [/spec\.restartPolicy$/, 'Always'], [/spec\.hostNetwork$/, false], [/spec\.hostPID$/, false], [/spec\.hostIPC$/, false],
  [/spec\.setHostnameAsFQDN$/, false], [/spec\.shareProcessNamespace$/, false], [/spec\.terminationGracePeriodSeconds$/, 30], [/spec\.schedulerName$/, 'default-scheduler'],
  [/spec\.automountServiceAccountToken$/, true], [/spec\.enableServiceLinks$/, true], [/spec\.serviceAccountName$/, 'default'], [/spec\.securityContext$/, {}],
  [/spec\.replicas$/, 1], [/spec\.minReadySeconds$/, 0], [/spec\.progressDeadlineSeconds$/, 600], [/spec\.revisionHistoryLimit$/, 10],
  [/spec\.podManagementPolicy$/, 'OrderedReady'], [/spec\.strategy$/, { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }],
  [/spec\.strategy$/, { type: 'RollingUpdate' }], [/spec\.strategy\.rollingUpdate$/, { maxSurge: '25%', maxUnavailable: '25%' }],
  [/spec\.updateStrategy$/, { type: 'RollingUpdate' }], [/spec\.updateStrategy$/, { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
  [/spec\.updateStrategy\.rollingUpdate$/, { partition: 0 }],
  [/spec\.backoffLimit$/, 6], [/spec\.parallelism$/, 1], [/spec\.completions$/, 1], [/spec\.suspend$/, false], [/spec\.completionMode$/, 'NonIndexed'],
  [/spec\.concurrencyPolicy$/, 'Allow'], [/spec\.successfulJobsHistoryLimit$/, 3], [/spec\.failedJobsHistoryLimit$/, 1],
  [/ontainers(?:\[\])?\.terminationMessagePolicy$/, 'File'], [/ontainers(?:\[\])?\.terminationMessagePath$/, '/dev/termination-log'],
  [/ontainers(?:\[\])?\.resources$/, {}], [/ontainers(?:\[\])?\.securityContext$/, {}], [/\.protocol$/, 'TCP'], [/\.scheme$/, 'HTTP'],
  [/securityContext\.privileged$/, false], [/securityContext\.readOnlyRootFilesystem$/, false], [/securityContext\.allowPrivilegeEscalation$/, true],
  [/Probe\.timeoutSeconds$/, 1], [/Probe\.periodSeconds$/, 10], [/Probe\.successThreshold$/, 1], [/Probe\.failureThreshold$/, 3], [/Probe\.initialDelaySeconds$/, 0],
  [/Mounts(?:\[\])?\.readOnly$/, false], [/(?:configMap|secret|projected|downwardAPI)\.defaultMode$/, 420],
];

/** True where a value is what Kubernetes puts in anyway. `of` is what it stands in. */
export function isDefault(path: string, value: unknown, of: Json): boolean {
  const plain = path.replace(/\[[^\]]*\]/g, '[]');
  if (/ontainers(?:\[\])?\.imagePullPolicy$/.test(plain)) return value === (isPinned(String(of.image)) ? 'IfNotPresent' : 'Always');
  return DEFAULTS.some(([where, usual]) => where.test(plain) && isEqual(usual, value));
}
