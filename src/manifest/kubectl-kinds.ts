/** Kinds by the names that kubectl takes: in full, in the plural, short. */
const KINDS: Readonly<Record<string, string>> = {
  deploy: 'Deployment', deployment: 'Deployment', deployments: 'Deployment',
  sts: 'StatefulSet', statefulset: 'StatefulSet', statefulsets: 'StatefulSet',
  ds: 'DaemonSet', daemonset: 'DaemonSet', daemonsets: 'DaemonSet',
  rs: 'ReplicaSet', replicaset: 'ReplicaSet', replicasets: 'ReplicaSet',
  job: 'Job', jobs: 'Job', cronjob: 'CronJob', cronjobs: 'CronJob', cj: 'CronJob',
  pod: 'Pod', pods: 'Pod', po: 'Pod',
  pvc: 'PersistentVolumeClaim', persistentvolumeclaim: 'PersistentVolumeClaim', crd: 'CustomResourceDefinition', customresourcedefinition: 'CustomResourceDefinition',
};

/** The kind that a name of kubectl means, if it is one of some kinds. */
export function kindCalled<Kind extends string>(name: string, kinds: readonly Kind[]): Kind | undefined {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  return kinds.find((one) => one === kind);
}
