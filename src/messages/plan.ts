/* Notes of the start-up plan. */

export const beyondProgressDeadline = (worst: number, progress: number) =>
  `the steps may take ${worst} s together, longer than progressDeadlineSeconds (${progress} s): a slow start would be reported as a ` +
  'failed rollout while the pods go on trying. Raise progressDeadline, or shorten timeouts.';
export const helperCosts = (name: string, step: string) =>
  `container ${name} costs the start about a second: it leaves the static busybox that runs "${step}" in your image, and no earlier ` +
  'step runs in the busybox image to do it on the way.';
export const fsGroup = (group: number) =>
  `volumes get group ${group} by fsGroup, where the root of a volume differs (OnRootMismatch).`;
export const brokenPodStays = (name: string) =>
  `a pod whose step fails stays as it is after the fixed template is applied: kubectl delete pod ${name}-0.`;
export const repaired = (name: string, what: readonly string[]) => `container ${name} was repaired to meet the level: ${what.join(', ')}.`;
