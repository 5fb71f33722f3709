import type { k8s } from 'cdk8s-plus-28';

/** What the pod is without what is ours, and the objects that its containers came from, in the same order. */
export interface BasePod {
  readonly spec: k8s.PodSpec;
  readonly containers: readonly object[];
  readonly initContainers: readonly object[];
  /**
   * True where the pod was written by hand: below `restricted` its containers run as whom they ran before, also where they do not say it.
   *
   * @default - cdk8s-plus has made it, whose containers say it
   */
  readonly byHand?: boolean;
}
