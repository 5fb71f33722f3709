/* What the helpers for tests and the check of rendered manifests say. */

export const noSuchContainer = (names: readonly string[]) => `there is no such container: the pod has ${names.join(', ')}.`;
export const nothingToCheck =
  'no pod in here carries annotations of cdk8s-prelude: nothing was checked. Was the input empty, or were the annotations taken away?';
export const usage =
  'usage: cdk8s-prelude check [FILE…], or manifests on standard input: kustomize build overlays/prod | cdk8s-prelude check';
