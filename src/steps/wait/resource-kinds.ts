import { API_RESOURCES, type ApiResource } from '../../manifest/api-resources';

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

interface KnownResourceKind extends ApiResource {
  /** The first is meant where the code names none. `until` is what probe-resource.sh reads. */
  readonly states: Readonly<Record<string, { readonly until: string; readonly words: string }>>;
}

const ROLLED_OUT = { until: 'rolled-out', words: 'has rolled out' };

/** How kinds are asked for. */
export const KNOWN_RESOURCES: Readonly<Record<KnownKind, KnownResourceKind>> = {
  Job: { ...API_RESOURCES.Job, states: { complete: { until: 'complete', words: 'is complete' } } },
  Deployment: { ...API_RESOURCES.Deployment, states: { available: { until: 'available', words: 'is available' }, rolledOut: ROLLED_OUT } },
  StatefulSet: { ...API_RESOURCES.StatefulSet, states: { rolledOut: ROLLED_OUT } },
  DaemonSet: { ...API_RESOURCES.DaemonSet, states: { rolledOut: ROLLED_OUT } },
  Pod: { ...API_RESOURCES.Pod, states: { ready: { until: 'ready', words: 'is ready' } } },
  PersistentVolumeClaim: { ...API_RESOURCES.PersistentVolumeClaim, states: { bound: { until: 'bound', words: 'is bound' } } },
  CustomResourceDefinition: { ...API_RESOURCES.CustomResourceDefinition, states: { established: { until: 'established', words: 'is established' } } },
};
