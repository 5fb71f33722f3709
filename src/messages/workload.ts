/* Messages about workloads. */

import type { OfRule } from './rule-ids';

/** How to refer to an object that exists already. */
const BY_NAME: Readonly<Record<string, readonly [method: string, id: string]>> = {
  ServiceAccount: ['fromServiceAccountName', 'sa'], Secret: ['fromSecretName', 'secret'],
};
export const notNamed = (what: string, kind: string, name: string) => {
  const [method, id] = BY_NAME[kind] ?? [];
  return `${what} must be a ${kind} of cdk8s-plus, because its name is needed: for one that exists already, use kplus.${kind}.${method}(chart, '${id}', '${name}').`;
};
export const notAContainerPort = "a port must be a number such as 8080, or { number: 8080, name: 'http' }.";
export const portTwice = (port: string) => `port ${port} is given twice: a container can use each number and protocol only once.`;
export const portNameTwice = (name: string) => `two ports have the name "${name}": give each its own name.`;
export const badHostIp = 'hostIp must be an IP address of the node.';
export const nameBeforeProps = "the first argument must be the container's name: addContainer('app', { image: image(…), … }).";
export const notATimeZone = 'timeZone must be a name of the time zone database, with the same upper and lower case, such as "Europe/Berlin".';
export const startingDeadlineTooShort = (least: number) =>
  `startingDeadline must be at least ${least} s: Kubernetes checks every ${least} s which runs are due, and would skip a run that is on time.`;
export const retainedAndDeleted =
  'give either ttlAfterFinished, or successfulJobsRetained and failedJobsRetained: the first deletes what the others keep.';
export const minReadyTooLong = (progressDeadline: number) =>
  `minReady must be shorter than progressDeadline (${progressDeadline} s): otherwise no rollout can succeed.`;
export const ownAnnotation = (what: string) => `${what} contains an annotation that begins with "cdk8s-prelude/", which is reserved for the library: choose another key.`;
export const notAnAnnotation = (what: string) => `${what} contains labels or annotations that are not texts by name: Kubernetes accepts no numbers and no lists.`;
export const notALabelValue = (what: string) =>
  `${what} contains a label that is not valid: key and value must have at most 63 letters, digits, "-", "_" and ".", the key optionally after "domain/".`;
export const selectorEmpty = "select needs a label, such as { app: 'shop' }: an empty selector would match every pod of the namespace.";
export const selectorAgainstLabels = (key: string, selected: string, label: string) =>
  `select has ${key}: ${selected}, but the pods have the label ${key}: ${label} (podMetadata), so the selector would not match them.`;
export const refusedByKplus = (what: string | undefined, why: string) =>
  `cdk8s-plus does not accept ${what === undefined ? 'this' : `"${what}"`}: ${why.replace(/\.$/, '')}.`;
export const notASysctl = "sysctls must have names such as net.core.somaxconn, with whole numbers or texts as values: { 'net.core.somaxconn': '1024' }.";
export const noContainers = (id: string) => `pod "${id}" has no container: add one with addContainer(…).`;
export const otherId = (given: string, own: string) =>
  `the id of the workload is "${own}", not "${given}": write adopt(workload, "${own}"), so that the compiler knows it.`;
export const adoptedTwice = 'this workload is already adopted: use what adopt(…) returned.';
/** What has no pods: a chart, a ConfigMap, a workload of this library. */
export const notAdoptable =
  'adopt(…) needs a Pod, Deployment, StatefulSet, DaemonSet, Job or CronJob of cdk8s-plus, or an ApiObject with a pod template.' as const;
/** An `ApiObject` whose manifest has no container where kinds with pods have them. */
export const noPodIn = (kind: string) =>
  `adopt(…) finds no containers in this ${kind}: it reads those of a Pod, of spec.jobTemplate.spec.template of a CronJob, and of spec.template of all other kinds.`;
export const objectOfWorkload = 'this ApiObject belongs to a workload of cdk8s-plus or of this library: adopt the workload, not its object.';
export const madeByLibrary =
  'the pods of this object have steps of this library already (annotation cdk8s-prelude/steps.facts): add steps to the program that wrote it, or include a manifest without them.';
export const noContainerNamed = (name: string, names: readonly string[]) => `the pod has no container "${name}": it has ${names.join(', ')}.`;
export type NotAdoptable = OfRule<'adopt', typeof notAdoptable>;

export const accessModesMissing = 'a claim template needs at least one access mode.';
export const portOfServiceTwice = 'this port is given twice: a Service can have each port only once.';
export const portsOfGivenService = 'ports applies only to the headless Service that the StatefulSet creates: set them on the Service that you give.';
export const portsOrService = 'a StatefulSet needs a governing Service: give service, or ports to create a headless one.';
