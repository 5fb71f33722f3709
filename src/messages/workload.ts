/* What is said of workloads. */

/** What is there already is taken by its name. */
const BY_NAME: Readonly<Record<string, readonly [method: string, id: string]>> = {
  ServiceAccount: ['fromServiceAccountName', 'sa'], Secret: ['fromSecretName', 'secret'],
};
export const notNamed = (what: string, kind: string, name: string) => {
  const [method, id] = BY_NAME[kind] ?? [];
  return `${what} takes a ${kind} of cdk8s-plus, whose name it needs: for one that is there already, kplus.${kind}.${method}(chart, '${id}', '${name}').`;
};
export const notAContainerPort = "a port is a number such as 8080, or { number: 8080, name: 'http' }.";
export const portTwice = (port: string) => `port ${port} is given twice: a container has each number and protocol once.`;
export const portNameTwice = (name: string) => `two ports have the name "${name}": give each a name of its own.`;
export const badHostIp = 'hostIp is an address of the node.';
export const nameBeforeProps = "a container's name comes first: addContainer('app', { image: image(…), … }).";
export const notATimeZone = 'timeZone is a name of the time zone database, letter by letter, such as "Europe/Berlin".';
export const startingDeadlineTooShort = (least: number) =>
  `startingDeadline must be at least ${least} s: Kubernetes looks every ${least} s which runs are due, and would drop a run that is on time.`;
export const retainedAndDeleted =
  'give ttlAfterFinished, or successfulJobsRetained and failedJobsRetained: the one deletes what the others keep.';
export const minReadyTooLong = (progressDeadline: number) =>
  `minReady must be shorter than progressDeadline (${progressDeadline} s), or no rollout ever succeeds.`;
export const ownAnnotation = (what: string) => `${what} holds an annotation that begins with "cdk8s-prelude/": those belong to the library.`;
export const notAnAnnotation = (what: string) => `${what} holds labels or annotations that are no texts by name: Kubernetes takes no numbers and no lists.`;
export const notALabelValue = (what: string) =>
  `${what} holds a label that is none: key and value have letters, digits, "-", "_" and ".", at most 63, the key optionally after "domain/".`;
export const selectorEmpty = "select needs a label, such as { app: 'shop' }: an empty selector would find every pod of the namespace.";
export const selectorAgainstLabels = (key: string, selected: string, label: string) =>
  `select asks for ${key}: ${selected}, but the label of the pods is ${key}: ${label} (podMetadata), so that the selector would not find them.`;
export const noContainers = (id: string) => `pod "${id}" has no container: add one with addContainer(…).`;
export const otherId = (given: string, own: string) =>
  `the workload's own id is "${own}", not "${given}": adopt(workload, "${own}") gives it to the compiler.`;
export const adoptedTwice = 'this workload has been adopted already: keep what adopt(…) returned.';
export const notAdoptable = 'adopt(…) takes a Pod, Deployment, StatefulSet, DaemonSet, Job or CronJob of cdk8s-plus.';
export const accessModesMissing = 'a claim template needs at least one access mode.';
export const portOfServiceTwice = 'this port is given twice: a Service has each once.';
export const portsOfGivenService = 'ports is said of the headless Service that is made here: give them to the Service that you give.';
export const portsOrService = 'a StatefulSet needs a governing Service: give service, or the ports of a headless one to be made.';
