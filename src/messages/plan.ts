/* Notes of the start-up plan. */

export const beyondProgressDeadline = (worst: number, progress: number) =>
  `the steps may take ${worst} s together, longer than progressDeadlineSeconds (${progress} s): a slow start would be reported as a ` +
  'failed rollout while the pods go on trying. Raise progressDeadline, or shorten timeouts.';
export const helperCosts = (name: string, step: string) =>
  `container ${name} costs the start about a second: it leaves the static busybox that runs "${step}" in your image, and no earlier ` +
  'step runs in the busybox image to do it on the way.';
export const fsGroup = (group: number) =>
  `volumes get group ${group} by fsGroup, where the root of a volume differs (OnRootMismatch).`;
/** How Kubernetes begins again, and where. */
export interface Restarts {
  /** The restartPolicy of the pods. */
  readonly policy: string;
  /** The backoffLimit of a Job. */
  readonly limit: number;
  /** After how many seconds Kubernetes ends a pod, whatever it does. */
  readonly activeDeadline: number | undefined;
  readonly namespace: string | undefined;
}

/** What a failed step comes to, under a kind and a restartPolicy, what ends it and what to type. */
export function stepFails(kind: string, name: string, { policy, limit, activeDeadline, namespace }: Restarts): string {
  const inNamespace = namespace === undefined ? '' : ` -n ${namespace}`;
  if (kind === 'Job' || kind === 'CronJob') {
    const tries = policy === 'Never'
      ? `a step that fails ends its pod; ${limit + 1} pods are tried (backoffLimit ${limit}) and stay with their logs, then the Job has failed`
      : `a step that fails is started again in its pod, until backoffLimit (${limit}) is reached; then the Job has failed, and the pod is gone with its log`;
    return kind === 'CronJob' ? `${tries}; the next run begins anew.` : `${tries}; before the fixed one can be applied: kubectl delete job ${name}${inNamespace}.`;
  }
  if (policy === 'Never') return `a step that fails ends the pod, which stays Failed; before the fixed one can be applied: kubectl delete pod ${name}${inNamespace}.`;
  const end = activeDeadline === undefined ? 'nothing ends that' : `only activeDeadlineSeconds (${activeDeadline} s) ends that, which ends an app at work as well`;
  const again = `a step that fails is started again in its pod after pauses of up to 5 minutes, and ${end}`;
  switch (kind) {
    case 'Deployment': return `${again}; pods of before go on. Apply the fixed one, or: kubectl rollout undo deployment ${name}${inNamespace}.`;
    case 'StatefulSet': return `${again}. The pod stays as it is after the fixed template is applied: kubectl delete pod ${name}-0${inNamespace}.`;
    case 'Pod': return `${again}; before the fixed one can be applied: kubectl delete pod ${name}${inNamespace}.`;
    default: return `${again}. Apply the fixed one, which replaces the pod.`;
  }
}
export const repaired = (name: string, what: readonly string[]) => `container ${name} was repaired to meet the level: ${what.join(', ')}.`;
