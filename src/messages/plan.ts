/* Notes of the start-up plan. */

/** The step whose timeout is the longest of those that a user gave. */
export interface LongestStep {
  readonly name: string;
  readonly seconds: number;
}
const orShorten = (longest: LongestStep | undefined) =>
  (longest === undefined ? '.' : `, or shorten the timeout of "${longest.name}" (${longest.seconds} s).`);
export const beyondProgressDeadline = (worst: number, progress: number, longest: LongestStep | undefined) =>
  `the steps may take ${worst} s together, longer than progressDeadlineSeconds (${progress} s): a slow start would be reported as a ` +
  `failed rollout while the pods go on trying. Raise progressDeadline to more than ${worst} s${orShorten(longest)}`;
export const beyondActiveDeadline = (worst: number, active: number, kind: string, longest: LongestStep | undefined) =>
  `the steps may take ${worst} s together, longer than activeDeadlineSeconds (${active} s), after which Kubernetes ends the ` +
  `${kind === 'Pod' ? 'pod' : 'Job'}: a slow start would end it before the app has begun. Raise activeDeadline to more than ${worst} s${orShorten(longest)}`;
export const pathOfAnother = (step: string, path: string, container: string) =>
  `step "${step}" names ${path}, which is mounted by "${container}" and not by the step: it sees what its image has there, or nothing. Give it the same mount if it needs it.`;
export const hostNotWaitedFor = (step: string, host: string, waited: readonly string[]) =>
  `step "${step}" names the host ${host}, and the pod waits for ${[...new Set(waited)].join(', ')}: wait for ${host}, or correct the name.`;
export const ownWithoutDeadline = (names: readonly string[]) =>
  `init container${names.length > 1 ? 's' : ''} ${names.join(', ')}: of the workload's own, with no deadline that is known; the worst case leaves ` +
  `${names.length > 1 ? 'them' : 'it'} out.`;
/** What the container that leaves the helper is for. */
export const helperPurpose = (of: string) => `leaves the static busybox that starts "${of}", whose image may have no shell`;
export const filledForNobody = (volume: string, steps: readonly string[]) =>
  `volume "${volume}" is written by ${steps.join(' and ')} and mounted by nobody else: mount what the step gives, or leave the step out.`;
export const claimForNobody = (volume: string) =>
  `claim template "${volume}" is mounted by nobody: every pod gets a claim for nothing. Mount it, or leave it out.`;
export const notWritable = (volume: string, writers: ReadonlyArray<{ readonly container: string; readonly user: number }>) =>
  `volume "${volume}" is a claim, to be written by ${writers.map(({ container, user }) => `${container} (user ${user})`).join(' and ')}, and the pod has ` +
  'no fsGroup: on most storage the root of a new volume belongs to root. Give the workload an fsGroup, or say with VerifyPermissions that it is right.';
export const ownInitContainer = "an init container of the workload's own, with no deadline that is known";
export const ownSidecar = "a sidecar of the workload's own, which runs on";
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
  /** After how many seconds Kubernetes ends a Job or a pod, whatever it does. */
  readonly activeDeadline: number | undefined;
  /** The name of the workload's object. */
  readonly name: string;
  /** The newest pod, as commands name it. */
  readonly pod: string;
  /** What a command says of the namespace. */
  readonly namespace: string;
}

/** What a failed step comes to, under a kind and a restartPolicy, what ends it and what to type. */
export function stepFails(kind: string, restarts: Restarts): string {
  const { policy, name, pod, namespace } = restarts;
  if (kind === 'Job') return `${stepFailsInJob(restarts)}; before the fixed one can be applied: kubectl delete job ${name}${namespace}.`;
  if (kind === 'CronJob') return `${stepFailsInJob(restarts)}; the next run begins anew.`;
  if (policy === 'Never') return `a step that fails ends the pod, which stays Failed; before the fixed one can be applied: kubectl delete pod ${name}${namespace}.`;
  const end = restarts.activeDeadline === undefined
    ? 'nothing ends that'
    : `only activeDeadlineSeconds (${restarts.activeDeadline} s) ends that, which ends an app at work as well`;
  const again = `a step that fails is started again in its pod after pauses of up to 5 minutes, and ${end}`;
  switch (kind) {
    case 'Deployment': return `${again}; pods of before go on. Apply the fixed one, or: kubectl rollout undo deployment ${name}${namespace}.`;
    case 'StatefulSet': return `${again}. The pod stays as it is after the fixed template is applied: kubectl delete${namespace} ${pod}.`;
    case 'Pod': return `${again}; before the fixed one can be applied: kubectl delete pod ${name}${namespace}.`;
    default: return `${again}. Apply the fixed one, which replaces the pod.`;
  }
}

function stepFailsInJob({ policy, limit, activeDeadline }: Restarts): string {
  const ends = activeDeadline === undefined ? '' : `, as it has after ${activeDeadline} s (activeDeadlineSeconds)`;
  return policy === 'Never'
    ? `a step that fails ends its pod; ${limit + 1} pods are tried (backoffLimit ${limit}) and stay with their logs, then the Job has failed${ends}`
    : `a step that fails is started again in its pod, until backoffLimit (${limit}) is reached; then the Job has failed${ends}, and the pod is gone with its log`;
}
export const repaired = (name: string, what: readonly string[]) => `container ${name} was repaired to meet the level: ${what.join(', ')}.`;

/* What Kubernetes takes, and does not go well as it stands. */

export const userUnknown = (name: string, image: string) =>
  `container "${name}" must not run as root (runAsNonRoot), and nobody says as whom it runs: it starts only if the USER of image "${image}" is a number, ` +
  'else Kubernetes says CreateContainerConfigError. Give it a user (runAsUser).';
export const throttled = (name: string, limit: string) =>
  `step "${name}" has a CPU limit of ${limit}, and a shell that is throttled is slow: what takes under 1 s with 200m takes 4 s with 20m. Give at least 200m, or no limit.`;
export const startAsksForMore = (name: string, asked: string, running: string) =>
  `init container "${name}" brings the start to ${asked}, and all that runs later asks for ${running}: the scheduler sets the larger one aside for the pod's ` +
  'whole life. Ask for less, or do that work in a Job.';
export const nothingGoesOut = (name: string, hosts: string) =>
  `step "${name}" asks ${hosts}, and the network policies of this app let nothing out of these pods, DNS included (isolate: true makes such a policy): ` +
  'it waits until its deadline, unless another policy of the namespace allows it. Allow it: resource.connections.allowTo(…), and DNS, which is port 53.';
export const noNameIsFound = (name: string, hosts: string) =>
  `step "${name}" looks up the name ${hosts}, and the network policies of this app do not let these pods out to the cluster's DNS (port 53): ` +
  'no name is found, unless another policy of the namespace allows it. Allow port 53 in a policy of egress.';
export const governedWithoutNames = (service: string, set: string) =>
  `Service "${service}" governs this StatefulSet and has an address of its own, so that no pod is found by its name, such as ${set}-0.${service}: ` +
  "give it clusterIP: 'None', and clients that need one address another Service.";

export const smallVolume = (volume: string, limit: string, step: string, needed: string) =>
  `volume "${volume}" holds ${limit}, and step "${step}" may come to write ${needed} into it, new copies beside the old ones: ` +
  'kubelet evicts a pod that writes more. Make the volume larger, or give the step a smaller maxSize where it has one.';
export const mayBeRedirected = (hosts: readonly string[]) => `may be redirected to ${hosts.includes('*') ? 'any host over https' : hosts.join(', ')}`;
