/* What the validation of the API server refuses: names, ports, numbers. */

export const badObjectName = (kind: string, rule: string) =>
  `this is not a name that Kubernetes takes for a ${kind}: it has ${rule}.`;
export const DNS_LABEL = 'at most 63 lowercase letters, digits and "-", with a letter or digit at both ends';
export const DNS_1035 = `${DNS_LABEL}, and begins with a letter (Kubernetes before 1.36)`;
export const subdomain = (longest: number) => `at most ${longest} lowercase letters, digits, "-" and ".", with a letter or digit at both ends of each part`;
export const PATH_SEGMENT = 'no "/" and no "%", and is not "." or ".."';

export const outOfRange = (least: number, most: number | undefined) =>
  `Kubernetes refuses this number: give a whole number ${most === undefined ? `of ${least} or more` : `from ${least} to ${most}`}.`;
export const badPortName = (name: string) =>
  `"${name}" is not a name that Kubernetes takes for a port: use at most 15 lowercase letters, digits and single "-", at least one letter, and no "-" at the ends.`;
export const portNameTwice = (name: string) => `two ports of the container are called "${name}", which Kubernetes refuses: rename one.`;
export const badProtocol = 'Kubernetes knows the protocols TCP, UDP and SCTP: use one of these.';
export const noContainerPort = 'this port says no containerPort, which Kubernetes refuses: give one.';
export const readinessGrace = 'Kubernetes refuses terminationGracePeriodSeconds on a readinessProbe, which stops nothing: take it out.';
