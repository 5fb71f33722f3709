/* What is said of workloads of an app that wait for each other, or read what it has not. */

export const waitsForItself = (step: string, service: string) =>
  `step "${step}" waits for Service "${service}", which selects this very pod: it is not ready before its steps have ended, so the step waits forever. ` +
  'Take the wait out, wait for a Service that selects others only, or let the app ask once it runs.';
export const waitsForOwnPeer = (step: string, host: string) =>
  `step "${step}" waits for an answer of ${host}, a pod of this very StatefulSet: all its pods run the same steps, so that one waits for itself. ` +
  'Wait for its name with dns(…), and let the app ask its peers once it runs.';
export const waitsInCircle = (path: string) =>
  `${path}: none of them can start. Take one of these waits out, make it optional(…), or let the app ask once it runs.`;
export const peersNotPublished = (step: string, host: string, service: string) =>
  `step "${step}" waits for the name ${host}, which Service "${service}" publishes when the pod is ready, and that is after its steps: ` +
  'set publishNotReadyAddresses: true on the StatefulSet, or on the Service that it was given.';
export const noSuchPeer = (step: string, host: string, set: string, [first, last]: readonly [number, number]) =>
  `step "${step}" waits for ${host}, and StatefulSet "${set}" has ${last < first ? 'no pod' : `the pods ${first} to ${last} only`}: the name never resolves. ` +
  'Wait for one that there is, or raise replicas.';
export const peerOfLaterPod = (step: string, host: string) =>
  `step "${step}" waits for the name ${host}, of a pod that is made once those before it are ready, and they run this step as well: ` +
  'set podManagementPolicy: PodManagementPolicy.PARALLEL.';
export const publishOfGivenService =
  'publishNotReadyAddresses is said of the headless Service that is made here: set it on the Service that you give.';
export const noSuchPort = (step: string, service: string, port: number, ports: readonly number[]) =>
  `step "${step}" asks Service "${service}" at port ${port}, and it has only ${ports.join(', ')}: nobody answers there. ` +
  'Give a port that it has, or add this one to the Service.';
export const noSuchKey = (kind: string, name: string, key: string, keys: readonly string[]) =>
  `${kind} "${name}" has no key "${key}", only ${someOf(keys)}: Kubernetes does not start the pod. Give a key that it has, or add this one to it.`;
export const programMissing = (name: string, namespace: string) =>
  `ConfigMap "${name}", which holds a program of the steps, is not among the manifests${namespace === '' ? '' : ` of namespace "${namespace}"`}: the pod does not start until it is there. ` +
  "Apply it with the pod, or say programs: 'inline'.";
export const programChanged = (name: string) =>
  `ConfigMap "${name}" does not hold the program that its name says: the steps would run what nobody has tested. ` +
  'Take the change of its data or of its name back; for a program of your own write a step.';
export const objectElsewhere = (kind: string, name: string, elsewhere: string, own: string) =>
  `${kind} "${name}" is in namespace "${elsewhere}" of this app, and the pod is in "${own}", which has none: Kubernetes looks in the pod's own namespace only. ` +
  'Make it there.';
export const serviceElsewhere = (step: string, host: string, elsewhere: string, own: string) =>
  `step "${step}" asks "${host}", which is a Service in namespace "${elsewhere}" of this app, and the pod is in "${own}", which has none: ` +
  `name it "${host}.${elsewhere}", or give the Service itself.`;
export const workloadTwice = (kind: string, name: string, first: string) =>
  `${kind} "${name}" is there twice, here and at ${first}, and Kubernetes has one object of a name: give one of them another name.`;
export const waitsForLoopback = (step: string, host: string) =>
  `step "${step}" waits for ${host}, which is the pod itself: its containers start when the steps are done, so nobody answers there. ` +
  'Take the wait out, give the name of the Service that is meant, or put a native sidecar before it that listens there.';

const MOST_NAMED = 8;
const someOf = (keys: readonly string[]) => {
  const named = keys.slice(0, MOST_NAMED).map((key) => `"${key}"`).join(', ');
  return keys.length > MOST_NAMED ? `${named} and ${keys.length - MOST_NAMED} more` : named;
};
