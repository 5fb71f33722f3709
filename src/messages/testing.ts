/* Messages of the helpers for tests and of the check of rendered manifests. */

export const noSuchContainer = (names: readonly string[]) => `there is no such container; the containers of the pod are ${names.join(', ')}.`;
