/* What is said of amounts: of what containers may use, and of what Linux takes. */

import { container } from './words';

export const notResources = 'resources are given as { cpu, memory, ephemeralStorage }, each with request and limit.';
export const cpuNotPositive = 'a CPU amount is above zero, such as Cpu.millis(50).';
export const requestAboveLimit = (resource: string) =>
  `the ${resource} request is above its limit, which Kubernetes refuses: raise the limit, or lower the request.`;
export const resourceMissing = (name: string, field: string, example: string) =>
  `${container(name)} has no ${field}, so that a namespace with a quota refuses the pod or one container starves the others: set ${example}.`;
export const podRequestTooSmall = (resource: string) =>
  `the pod's own ${resource} request is below what its containers request together, which Kubernetes refuses: raise it, or lower theirs.`;
export const limitAbovePod = (name: string, resource: string, limit: string) =>
  `${container(name)} has a ${resource} limit above the pod's own limit of ${limit}, which Kubernetes refuses: lower it, or raise the pod's.`;
export const notOfPods = (resource: string) =>
  `a pod itself has amounts of cpu, memory and hugepages-… only, and Kubernetes refuses ${resource}: give it to the containers.`;
export const podNotAQuantity = (field: string) =>
  `the pod has a ${field} that is no quantity: write a number with a unit of Kubernetes, such as 100m of CPU or 64Mi of memory.`;
export const podNegativeQuantity = (field: string) => `the pod has a ${field} below zero: give an amount of zero or more.`;
export const notAQuantity = (name: string, field: string) =>
  `${container(name)} has a ${field} that is no quantity: write a number with a unit of Kubernetes, such as 100m of CPU or 64Mi of memory.`;
export const negativeQuantity = (name: string, field: string) => `${container(name)} has a ${field} below zero: give an amount of zero or more.`;
export const fractionOfAByte = (name: string, field: string) =>
  `${container(name)} has a ${field} that is no whole number of bytes: "m" means thousandths, write Mi for mebibytes.`;

export const argumentTooLong = (what: string, bytes: number) =>
  `${what} has ${bytes} bytes, and Linux starts no program with an argument or a variable of 128 KiB or more: ` +
  'put it into a file (a ConfigMap, or FetchConfig).';
