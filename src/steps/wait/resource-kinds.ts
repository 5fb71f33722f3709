/** The states that an object of a kind can be waited for, as the code says them. */
export interface States {
  readonly Job: 'complete';
  readonly Deployment: 'available' | 'rolledOut';
  readonly StatefulSet: 'rolledOut';
  readonly DaemonSet: 'rolledOut';
  readonly Pod: 'ready';
  readonly PersistentVolumeClaim: 'bound';
  readonly CustomResourceDefinition: 'established';
}

/** A kind whose states are known. */
export type KnownKind = keyof States;

interface KnownResourceKind {
  readonly apiVersion: string;
  readonly plural: string;
  readonly clusterScoped: boolean;
  /** The first is meant where the code names none. `until` is what probe-resource.sh reads. */
  readonly states: Readonly<Record<string, { readonly until: string; readonly words: string }>>;
}

const ROLLED_OUT = { until: 'rolled-out', words: 'has rolled out' };

/** How kinds are asked for. */
export const KNOWN_RESOURCES: Readonly<Record<KnownKind, KnownResourceKind>> = {
  Job: { apiVersion: 'batch/v1', plural: 'jobs', clusterScoped: false, states: { complete: { until: 'complete', words: 'is complete' } } },
  Deployment: {
    apiVersion: 'apps/v1', plural: 'deployments', clusterScoped: false,
    states: { available: { until: 'available', words: 'is available' }, rolledOut: ROLLED_OUT },
  },
  StatefulSet: { apiVersion: 'apps/v1', plural: 'statefulsets', clusterScoped: false, states: { rolledOut: ROLLED_OUT } },
  DaemonSet: { apiVersion: 'apps/v1', plural: 'daemonsets', clusterScoped: false, states: { rolledOut: ROLLED_OUT } },
  Pod: { apiVersion: 'v1', plural: 'pods', clusterScoped: false, states: { ready: { until: 'ready', words: 'is ready' } } },
  PersistentVolumeClaim: { apiVersion: 'v1', plural: 'persistentvolumeclaims', clusterScoped: false, states: { bound: { until: 'bound', words: 'is bound' } } },
  CustomResourceDefinition: {
    apiVersion: 'apiextensions.k8s.io/v1', plural: 'customresourcedefinitions', clusterScoped: true,
    states: { established: { until: 'established', words: 'is established' } },
  },
};
