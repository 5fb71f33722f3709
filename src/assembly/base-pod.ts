import type { k8s } from 'cdk8s-plus-28';

/** What cdk8s-plus made of the pod, and the objects that its containers came from, in the same order. */
export interface BasePod {
  readonly spec: k8s.PodSpec;
  readonly containers: readonly object[];
  readonly initContainers: readonly object[];
}
