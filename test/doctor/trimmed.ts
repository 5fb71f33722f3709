import type { Json } from '../cluster/support/kubectl';

/** What nobody looks at, and what is long: doctor must not need it. */
const LEFT_OUT = new Set(['managedFields', 'uid', 'resourceVersion', 'generation', 'observedGeneration', 'containerID', 'imageID', 'hostIP', 'hostIPs', 'podIPs', 'tolerations',
  'schedulerName', 'terminationMessagePath', 'reportingInstance', 'reportingComponent', 'allocatedResources', 'enableServiceLinks',
  'kubectl.kubernetes.io/last-applied-configuration', 'qosClass', 'internalTrafficPolicy', 'ipFamilies', 'ipFamilyPolicy', 'sessionAffinity', 'clusterIPs', 'user']);

/** Objects without it. Texts of the library's programs are cut: they are long, and not what is recorded. */
export function trimmed<T extends Json>(value: T): T {
  if (typeof value === 'string') return (value.length > 4000 ? `${value.slice(0, 200)}…` : value) as T;
  if (Array.isArray(value)) return value.map((one) => trimmed(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const left = Object.entries(value).filter(([key, inner]) => inner !== null && !LEFT_OUT.has(key) && !isProjectedToken(key, inner));
  return Object.fromEntries(left.map(([key, inner]) => [key, trimmed(inner)])) as T;
}

/** The volume of the service account's token, and its mounts. */
function isProjectedToken(key: string, value: Json): boolean {
  return (key === 'volumeMounts' || key === 'volumes') && Array.isArray(value) && value.length === 1 && String(value[0]?.name).startsWith('kube-api-access-');
}
