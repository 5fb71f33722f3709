/* Messages about amounts: the resources of containers, and limits of Linux. */

import { container } from './words';

export const notResources = 'resources must be { cpu, memory, ephemeralStorage }, each with request and limit.';
export const cpuNotPositive = 'a CPU amount must be greater than 0, such as Cpu.millis(50).';
export const requestAboveLimit = (resource: string) =>
  `the ${resource} request is above its limit, which Kubernetes refuses: raise the limit, or lower the request.`;
export const resourceMissing = (name: string, field: string, example: string) =>
  `${container(name)} has no ${field}, so a namespace with a quota refuses the pod, or the container starves others: set ${example}.`;
export const podRequestTooSmall = (resource: string) =>
  `the pod-level ${resource} request is below the sum of its containers' requests, which Kubernetes refuses: raise it, or lower theirs.`;
export const limitAbovePod = (name: string, resource: string, limit: string) =>
  `${container(name)} has a ${resource} limit above the pod-level limit of ${limit}, which Kubernetes refuses: lower it, or raise the pod-level limit.`;
export const notOfPods = (resource: string) =>
  `pod-level resources can only be cpu, memory and hugepages-…, and Kubernetes refuses ${resource}: set it on the containers.`;
export const podNotAQuantity = (field: string) =>
  `the pod has a ${field} that is not a quantity: write a number with a unit of Kubernetes, such as 100m of CPU or 64Mi of memory.`;
export const podNegativeQuantity = (field: string) => `the pod has a ${field} below 0: set an amount of 0 or more.`;
export const notAQuantity = (name: string, field: string) =>
  `${container(name)} has a ${field} that is not a quantity: write a number with a unit of Kubernetes, such as 100m of CPU or 64Mi of memory.`;
export const negativeQuantity = (name: string, field: string) => `${container(name)} has a ${field} below 0: set an amount of 0 or more.`;
export const fractionOfAByte = (name: string, field: string) =>
  `${container(name)} has a ${field} that is not a whole number of bytes: "m" means thousandths; write Mi for mebibytes.`;

export const argumentTooLong = (what: string, bytes: number) =>
  `${what} has ${bytes} bytes, but Linux cannot start a program with an argument or a variable of 128 KiB or more: ` +
  'move it to a file (a ConfigMap, or FetchConfig).';
