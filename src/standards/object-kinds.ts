/** Kinds of objects that charts are made of most: a kind that is nearly one of them is a typing error, any other is a custom resource. */
export const OBJECT_KINDS: readonly string[] = Object.freeze([
  'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'CronJob', 'CustomResourceDefinition', 'DaemonSet', 'Deployment', 'HorizontalPodAutoscaler', 'Ingress',
  'Job', 'LimitRange', 'Namespace', 'NetworkPolicy', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodDisruptionBudget', 'PriorityClass',
  'ReplicaSet', 'ResourceQuota', 'Role', 'RoleBinding', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet', 'StorageClass',
]);
