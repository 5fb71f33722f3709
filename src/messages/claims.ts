/* Messages about claims that not every pod can mount. */

/** Why a workload can have several pods at the same time: its number of replicas, one pod per node, an autoscaler, a rollout. */
export type ClaimUse = number | 'each node' | 'autoscaled' | 'rolls';

const why = (workload: string, use: ClaimUse): string => {
  switch (use) {
    case 'each node': return `DaemonSet "${workload}" has a pod on each node`;
    case 'autoscaled': return `an autoscaler sets how many pods "${workload}" has`;
    case 'rolls': return `a rollout of "${workload}" starts the new pod while the old one runs`;
    default: return `"${workload}" can have ${use} pods at the same time`;
  }
};
const ways = (use: ClaimUse): string => (use === 'rolls'
  ? 'Let the rollout stop the old pod first (strategy: cdk8s-plus\'s DeploymentStrategy.recreate()), use a StatefulSet with a claim template'
  : 'Use a StatefulSet with a claim template, which gives each pod its own volume, run only one pod');

export const claimForOneNode = (workload: string, claim: string, use: ClaimUse) =>
  `claim "${claim}" is ReadWriteOnce, which only pods on one node can mount at the same time, but ${why(workload, use)}: a pod on another node never starts. ` +
  `${ways(use)}, use ReadWriteMany if the storage supports it, or keep the pods on one node with affinity.`;
export const claimForOnePod = (workload: string, claim: string, use: ClaimUse) =>
  `claim "${claim}" is ReadWriteOncePod, which only one pod can mount at the same time, but ${why(workload, use)}: the other pod never starts. ` +
  `${ways(use)}, or use ReadWriteMany if the storage supports it.`;
export const claimOfOthers = (claim: string, mode: string, other: string) =>
  `claim "${claim}" is ${mode}, but "${other}" mounts it too: a pod ${mode === 'ReadWriteOncePod' ? 'waits until the other one is gone' : 'on another node never starts'}. ` +
  `Use ReadWriteMany if the storage supports it, ${mode === 'ReadWriteOncePod' ? 'or give each its own claim.' : 'keep the pods on one node with affinity, or give each its own claim.'}`;
