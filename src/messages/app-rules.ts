/* Messages about the workloads of an app that wait for each other, or refer to objects that the app does not have. */

export const waitsForItself = (step: string, service: string) =>
  `step "${step}" waits for Service "${service}", which selects this pod itself: the pod is not ready until its steps have finished, so the step waits forever. ` +
  'Remove the wait, wait for a Service that selects only other pods, or let the app check once it runs.';
export const waitsForOwnPeer = (step: string, host: string) =>
  `step "${step}" waits for an answer from ${host}, a pod of its own StatefulSet: all pods of the set run the same steps, so that pod waits for itself. ` +
  'Wait for its name with dns(…), and let the app contact its peers once it runs.';
export const waitsForOwnWorkload = (step: string, kind: string, name: string) =>
  `step "${step}" waits for ${kind} "${name}", to which this pod belongs: it is not ready until the steps of its pods have finished, so the step waits forever. Remove the wait.`;
export const waitsForJobThatGoes = (step: string, job: string, seconds: number) =>
  `step "${step}" waits for Job "${job}", which is deleted ${seconds} s after it has ended (ttlSecondsAfterFinished): a pod that starts later waits forever. ` +
  'Remove the time to live, or ask for what the Job has done, such as migrated(…).';
export const waitsInCircle = (path: string) =>
  `${path}: none of them can start. Remove one of these waits, make it optional(…), or let the app check once it runs.`;
export const peersNotPublished = (step: string, host: string, service: string) =>
  `step "${step}" waits for the name ${host}, but Service "${service}" publishes this name only when the pod is ready, which is after its steps: ` +
  'set publishNotReadyAddresses: true on the StatefulSet, or on the Service that you gave it.';
export const noSuchPeer = (step: string, host: string, set: string, [first, last]: readonly [number, number]) =>
  `step "${step}" waits for ${host}, but StatefulSet "${set}" has ${last < first ? 'no pods' : `only the pods ${first} to ${last}`}: the name never resolves. ` +
  'Wait for a pod that exists, or raise replicas.';
export const peerOfLaterPod = (step: string, host: string) =>
  `step "${step}" waits for the name ${host}, but the StatefulSet creates that pod only after the pods before it are ready, and they run this step too: ` +
  'set podManagementPolicy: PodManagementPolicy.PARALLEL.';
export const publishOfGivenService =
  'publishNotReadyAddresses applies only to the headless Service that the StatefulSet creates: set it on the Service that you give.';
export const hookNeedsObject = (hook: string, kind: string, name: string) =>
  `this pod is a hook (${hook}), which runs before ${kind} "${name}" of the same release is there: at the first install it never starts. ` +
  `Make the ${kind} a hook with a lower weight, or run the pod after the install.`;
export const hookAsksPods = (hook: string, step: string, service: string) =>
  `step "${step}" of this hook (${hook}) waits for Service "${service}", whose pods are installed only after the hook has ended: at the first install it waits in vain. Run it after the install.`;
export const waitsForLaterHook = (step: string, job: string, hook: string) =>
  `step "${step}" waits for "${job}", a hook (${hook}) that runs after this pod is ready where Helm is called with --wait or --atomic, as Flux and Terraform do: each waits for the other. ` +
  'Make the Job an ordinary object, or a hook that runs before.';
export const noWayToDns = (step: string, host: string, policies: readonly string[]) =>
  `step "${step}" asks ${host}, but ${policies.length === 1 ? `NetworkPolicy "${policies[0]}"` : `the NetworkPolicies ${policies.map((name) => `"${name}"`).join(', ')}`} ` +
  'of this pod let no traffic out to the DNS server (port 53, UDP and TCP): the name does not resolve. Allow it in a rule of egress.';
export const noSuchPort = (step: string, service: string, port: number, ports: readonly number[]) =>
  `step "${step}" connects to Service "${service}" at port ${port}, but the Service has only ${ports.join(', ')}: nothing answers there. ` +
  'Use a port that the Service has, or add this one to it.';
export const noSuchKey = (kind: string, name: string, key: string, keys: readonly string[]) =>
  `${kind} "${name}" has no key "${key}", only ${someOf(keys)}: Kubernetes does not start the pod. Use a key that it has, or add this one to it.`;
export const programMissing = (name: string, namespace: string) =>
  `ConfigMap "${name}", which contains a program of the steps, is not among the manifests${namespace === '' ? '' : ` of namespace "${namespace}"`}: the pod does not start until it exists. ` +
  "Apply it with the pod, or set programs: 'inline'.";
export const programChanged = (name: string) =>
  `ConfigMap "${name}" does not contain the program that its name stands for: the steps would run an untested program. ` +
  'Undo the change of its data or name; to run your own program, write a step.';
export const objectElsewhere = (kind: string, name: string, elsewhere: string, own: string) =>
  `${kind} "${name}" is in namespace "${elsewhere}" of this app, but the pod is in "${own}", which has no such object: Kubernetes looks only in the pod's own namespace. ` +
  'Create it there.';
export const serviceElsewhere = (step: string, host: string, elsewhere: string, own: string) =>
  `step "${step}" connects to "${host}", which is a Service in namespace "${elsewhere}" of this app, but the pod is in "${own}", which has no such Service: ` +
  `use the name "${host}.${elsewhere}", or give the Service object itself.`;
export const workloadTwice = (kind: string, name: string, first: string) =>
  `${kind} "${name}" exists twice, here and at ${first}, but Kubernetes allows one object per name: rename one of them.`;
export const waitsForLoopback = (step: string, host: string) =>
  `step "${step}" waits for ${host}, which is the pod itself: its containers start after the steps, so nothing answers there. ` +
  'Remove the wait, use the name of the Service that you mean, or add a native sidecar before the step that listens there.';

const MOST_NAMED = 8;
const someOf = (keys: readonly string[]) => {
  const named = keys.slice(0, MOST_NAMED).map((key) => `"${key}"`).join(', ');
  return keys.length > MOST_NAMED ? `${named} and ${keys.length - MOST_NAMED} more` : named;
};
