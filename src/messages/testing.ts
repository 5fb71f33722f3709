/* What the helpers for tests and the check of rendered manifests say. */

export const noSuchContainer = (names: readonly string[]) => `there is no such container: the pod has ${names.join(', ')}.`;
