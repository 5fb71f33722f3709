/* Notes of the start-up plan. */

/** The step whose timeout is the longest of those that a user gave. */
export interface LongestStep {
  readonly name: string;
  readonly seconds: number;
}
const orShorten = (longest: LongestStep | undefined) =>
  (longest === undefined ? '.' : `, or shorten the timeout of "${longest.name}" (${longest.seconds} s).`);
export const beyondProgressDeadline = (worst: number, progress: number, longest: LongestStep | undefined) =>
  `the steps may take ${worst} s together, longer than progressDeadlineSeconds (${progress} s): Kubernetes would report a slow start as a ` +
  `failed rollout while the pods keep trying. Raise progressDeadline to more than ${worst} s${orShorten(longest)}`;
export const beyondActiveDeadline = (worst: number, active: number, kind: string, longest: LongestStep | undefined) =>
  `the steps may take ${worst} s together, longer than activeDeadlineSeconds (${active} s), after which Kubernetes ends the ` +
  `${kind === 'Pod' ? 'pod' : 'Job'}: a slow start would end it before the app starts. Raise activeDeadline to more than ${worst} s${orShorten(longest)}`;
export const pathOfAnother = (step: string, path: string, container: string) =>
  `step "${step}" names ${path}, which "${container}" mounts but the step does not: the step sees what its image has there, or nothing. Give the step the same mount if it needs these files.`;
export const hostNotWaitedFor = (step: string, host: string, waited: readonly string[]) =>
  `step "${step}" names the host ${host}, but the pod waits for ${[...new Set(waited)].join(', ')}: wait for ${host}, or correct the name.`;
export const ownWithoutDeadline = (names: readonly string[]) =>
  `init container${names.length > 1 ? 's' : ''} ${names.join(', ')}: ${names.length > 1 ? 'containers' : 'a container'} of the workload without a known deadline; the worst case does not include ` +
  `${names.length > 1 ? 'them' : 'it'}.`;
/** What the container that leaves the helper is for. */
export const helperPurpose = (of: string) => `copies the static busybox that starts "${of}", because its image may have no shell`;
export const filledForNobody = (volume: string, steps: readonly string[]) =>
  `volume "${volume}" is written by ${steps.join(' and ')}, but no other container mounts it: mount the files of the step, or remove the step.`;
export const claimForNobody = (volume: string) =>
  `claim template "${volume}" is not mounted by any container: every pod gets a claim that it does not use. Mount it, or remove it.`;
export const notWritable = (volume: string, writers: ReadonlyArray<{ readonly container: string; readonly user: number }>) =>
  `volume "${volume}" is a claim that ${writers.map(({ container, user }) => `${container} (user ${user})`).join(' and ')} must write, but the pod has ` +
  'no fsGroup: on most storage the root directory of a new volume belongs to root. Give the workload an fsGroup, or check the owner with VerifyPermissions.';
export const ownInitContainer = 'an init container of the workload, without a known deadline';
export const ownSidecar = 'a sidecar of the workload, which keeps running';
export const helperCosts = (name: string, step: string) =>
  `container ${name} adds about a second to the start: it copies the static busybox that runs "${step}" in your image, because no earlier ` +
  'step runs in the busybox image and could copy it.';
export const fsGroup = (group: number) =>
  `fsGroup sets group ${group} on volumes whose root directory has another group (OnRootMismatch).`;
/** How Kubernetes starts a failed step again, and where. */
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
  /** The namespace option of commands. */
  readonly namespace: string;
}

/** What happens when a step fails, by kind and restartPolicy: what ends it, and which command to type. */
export function stepFails(kind: string, restarts: Restarts): string {
  const { policy, name, pod, namespace } = restarts;
  if (kind === 'Job') return `${stepFailsInJob(restarts)}; before you apply the fixed Job: kubectl delete job ${name}${namespace}.`;
  if (kind === 'CronJob') return `${stepFailsInJob(restarts)}; the next run starts from the beginning.`;
  if (policy === 'Never') return `if a step fails, the pod ends and stays Failed; before you apply the fixed pod: kubectl delete pod ${name}${namespace}.`;
  const end = restarts.activeDeadline === undefined
    ? 'nothing stops these retries'
    : `only activeDeadlineSeconds (${restarts.activeDeadline} s) stops these retries, and it also stops an app that is running`;
  const again = `if a step fails, Kubernetes starts it again in the same pod after pauses of up to 5 minutes, and ${end}`;
  switch (kind) {
    case 'Deployment': return `${again}; earlier pods keep running. Apply the fixed Deployment, or: kubectl rollout undo deployment ${name}${namespace}.`;
    case 'StatefulSet': return `${again}. After you apply the fixed template the pod stays as it is: kubectl delete${namespace} ${pod}.`;
    case 'Pod': return `${again}; before you apply the fixed pod: kubectl delete pod ${name}${namespace}.`;
    default: return `${again}. Apply the fixed workload, which replaces the pod.`;
  }
}

function stepFailsInJob({ policy, limit, activeDeadline }: Restarts): string {
  const ends = activeDeadline === undefined ? '' : `, or after ${activeDeadline} s (activeDeadlineSeconds)`;
  return policy === 'Never'
    ? `if a step fails, its pod ends; Kubernetes tries ${limit + 1} pods (backoffLimit ${limit}), which stay with their logs, then the Job fails${ends}`
    : `if a step fails, Kubernetes starts it again in the same pod until backoffLimit (${limit}) is reached; then the Job fails${ends}, and its pod and log are deleted`;
}
export const repaired = (name: string, what: readonly string[]) => `container ${name} was repaired to meet the level: ${what.join(', ')}.`;

/* What Kubernetes accepts but does not work well. */

export const userUnknown = (name: string, image: string) =>
  `container "${name}" must not run as root (runAsNonRoot), but no user is set: it starts only if the USER of image "${image}" is a number, ` +
  'otherwise Kubernetes reports CreateContainerConfigError. Set a user (runAsUser).';
export const throttled = (name: string, limit: string) =>
  `step "${name}" has a CPU limit of ${limit}, which throttles its shell: a step that takes less than 1 s with 200m takes 4 s with 20m. Set at least 200m, or no limit.`;
export const startAsksForMore = (name: string, asked: string, running: string) =>
  `init container "${name}" raises the requests at the start to ${asked}, but everything that runs later requests ${running}: the scheduler reserves the larger amount for the pod's ` +
  'whole life. Request less, or do that work in a Job.';
export const nothingGoesOut = (name: string, hosts: string) =>
  `step "${name}" connects to ${hosts}, but the network policies of this app allow no egress from these pods, not even DNS (isolate: true creates such a policy): ` +
  'it waits until its deadline unless another policy of the namespace allows this traffic. Allow it with resource.connections.allowTo(…), and allow DNS (port 53).';
export const noNameIsFound = (name: string, hosts: string) =>
  `step "${name}" looks up the name ${hosts}, but the network policies of this app do not allow these pods to reach the cluster's DNS (port 53): ` +
  'no name resolves unless another policy of the namespace allows it. Allow port 53 in an egress policy.';
export const governedWithoutNames = (service: string, set: string) =>
  `Service "${service}" governs this StatefulSet but is not headless, so the names of single pods, such as ${set}-0.${service}, do not resolve: ` +
  "set clusterIP: 'None', and create another Service for clients that need one address.";

export const smallVolume = (volume: string, limit: string, step: string, needed: string) =>
  `volume "${volume}" holds ${limit}, but step "${step}" can write up to ${needed} into it, because new copies lie beside old ones for a time: ` +
  'kubelet evicts a pod that writes more. Make the volume larger, or give the step a smaller maxSize if it has one.';
export const forOneArchitecture = (step: string, url: string, architecture: string) =>
  `step "${step}" fetches ${url}, which by its name is for ${architecture}, but the pod may run on any node: give an address for each kind of node with ` +
  `byArchitecture({ ${architecture === '386' ? "'386'" : architecture}: … }), or keep the pod to these nodes with the node selector kubernetes.io/arch: ${architecture}.`;
export const mayBeRedirected = (hosts: readonly string[]) => `may be redirected to ${hosts.includes('*') ? 'any host over https' : hosts.join(', ')}`;

export const tokenForNobody = (account: string) =>
  `every container has the token of ServiceAccount "${account}" (automountServiceAccountToken: true), but nothing shows that the pod asks the Kubernetes API: ` +
  'no RoleBinding of the app names the account, and no command uses it. Leave the property out if the app does not need the token.';
