/* What is said of claims that not every pod can have. */

/** Why there can be several pods of a workload at a time: how many there are, one on each node, an autoscaler, a roll-out. */
export type ClaimUse = number | 'each node' | 'autoscaled' | 'rolls';

const why = (workload: string, use: ClaimUse): string => {
  switch (use) {
    case 'each node': return `DaemonSet "${workload}" has a pod on each node`;
    case 'autoscaled': return `an autoscaler sets how many pods "${workload}" has`;
    case 'rolls': return `a roll-out of "${workload}" starts the new pod while the old one runs`;
    default: return `"${workload}" may have ${use} pods at a time`;
  }
};
const ways = (use: ClaimUse): string => (use === 'rolls'
  ? 'Have the roll-out stop the old pod first (strategy: cdk8s-plus\'s DeploymentStrategy.recreate()), use a StatefulSet with a claim template'
  : 'Use a StatefulSet with a claim template, which gives each pod a volume of its own, have one pod');

export const claimForOneNode = (workload: string, claim: string, use: ClaimUse) =>
  `claim "${claim}" is ReadWriteOnce, which pods of one node can mount at a time, and ${why(workload, use)}: a pod on another node never starts. ` +
  `${ways(use)}, take ReadWriteMany where the storage has it, or keep the pods on one node by affinity.`;
export const claimForOnePod = (workload: string, claim: string, use: ClaimUse) =>
  `claim "${claim}" is ReadWriteOncePod, which one pod can mount at a time, and ${why(workload, use)}: the other pod never starts. ` +
  `${ways(use)}, or take ReadWriteMany where the storage has it.`;
export const claimOfOthers = (claim: string, mode: string, other: string) =>
  `claim "${claim}" is ${mode}, and "${other}" mounts it too: a pod ${mode === 'ReadWriteOncePod' ? 'waits until the other one is gone' : 'on another node never starts'}. ` +
  `Take ReadWriteMany where the storage has it, ${mode === 'ReadWriteOncePod' ? 'or give each a claim of its own.' : 'keep the pods on one node by affinity, or give each a claim of its own.'}`;
