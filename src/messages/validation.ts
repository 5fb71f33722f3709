/* Messages about what the validation of the API server refuses: names, ports, numbers. */

export const badObjectName = (kind: string, rule: string) =>
  `this is not a valid name of a ${kind}: it must have ${rule}.`;
export const DNS_LABEL = 'at most 63 lowercase letters, digits and "-", with a letter or digit at both ends';
export const DNS_1035 = `${DNS_LABEL}, and begin with a letter (Kubernetes before 1.36)`;
export const subdomain = (longest: number) => `at most ${longest} lowercase letters, digits, "-" and ".", with a letter or digit at both ends of each part`;
export const PATH_SEGMENT = 'no "/" and no "%", and must not be "." or ".."';

export const outOfRange = (least: number, most: number | undefined) =>
  `Kubernetes refuses this number: use a whole number ${most === undefined ? `of ${least} or more` : `from ${least} to ${most}`}.`;
export const badPortName = (name: string) =>
  `"${name}" is not a valid port name: use at most 15 lowercase letters, digits and single "-", at least one letter, and no "-" at the ends.`;
export const portNameTwice = (name: string) => `two ports of the container have the name "${name}", which Kubernetes refuses: rename one.`;
export const badProtocol = 'this is not a protocol of Kubernetes: use TCP, UDP or SCTP.';
export const noContainerPort = 'this port has no containerPort, which Kubernetes refuses: set it.';
export const readinessGrace = 'Kubernetes refuses terminationGracePeriodSeconds on a readinessProbe, because this probe never stops a container: remove it.';
