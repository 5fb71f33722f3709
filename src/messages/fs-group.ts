/* What is said where a step and kubelet would change the same volume back and forth. */

const either = 'or say supportsFsGroup: false where the volume\'s driver leaves it alone (hostPath, NFS)';

export const modeOfFsGroup = (fsGroup: number) =>
  `kubelet changes the modes of the whole volume back before every start, for the pod has fsGroup ${fsGroup} and the root of the volume would lack ` +
  `what that asks for (2770): give a directoryMode with these bits, such as 0o2770, take fsGroup away, ${either}.`;
export const groupOfFsGroup = (fsGroup: number) =>
  `kubelet gives the whole volume back to group ${fsGroup}, the fsGroup of the pod, before every start: give that group, take fsGroup away, ${either}.`;
