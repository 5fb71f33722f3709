/* Messages about a step and kubelet that would change the same volume back and forth. */

const either = 'or set supportsFsGroup: false if the volume\'s driver ignores fsGroup (hostPath, NFS)';

export const modeOfFsGroup = (fsGroup: number) =>
  `kubelet changes the modes of the whole volume back before every start, because the pod has fsGroup ${fsGroup} and the root of the volume would ` +
  `lack the bits that fsGroup needs (2770): give a directoryMode with these bits, such as 0o2770, remove fsGroup, ${either}.`;
export const groupOfFsGroup = (fsGroup: number) =>
  `kubelet gives the whole volume back to group ${fsGroup}, the fsGroup of the pod, before every start: give that group, remove fsGroup, ${either}.`;
