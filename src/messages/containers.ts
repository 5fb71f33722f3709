/* Messages about containers: their names, their variables, and how they are restarted. */

import { container } from './words';

/* Names. */

const notAName = (name: string) => (name === '' ? 'a container has no name' : `"${name}" is not a valid container name`);
const label = 'lowercase letters, digits and "-", at most 63 characters, with a letter or digit at both ends';
const taken = (name: string) => `the pod already has a container "${name}"`;

export const containerNotALabel = (name: string) => `${notAName(name)}: use ${label}.`;
export const stepNotALabel = (id: string) => `${notAName(id)}: the id of a step becomes the name of its container, so use ${label}.`;
export const idTakenInPod = (name: string) => `${taken(name)}: choose another id.`;
export const containerNameTwice = (name: string, other: string) =>
  `${taken(name)}: every container needs its own name, init containers included; rename this one, or ${other}.`;

/* Variables. */

const notAVariableName = (name: string) => (name === '' ? 'a variable has no name' : `"${name}" is not a valid variable name`);

export const notAnEnvName = (name: string) => `${notAVariableName(name)}: use letters, digits and "_", and do not begin with a digit.`;
export const envName = (variable: string) =>
  `${notAVariableName(variable)}: use letters, digits, "_", "-" and ".", and do not begin with a digit: every version of Kubernetes accepts such names.`;
export const envTwice = (name: string, variable: string) =>
  `${container(name)} has variable ${variable} twice, and the way the manifest is applied decides which one remains: remove one.`;

/* How they run. */

export const podRestartPolicy = (kind: string, allowed: readonly string[]) =>
  `Kubernetes accepts a ${kind} only with restartPolicy ${allowed.join(' or ')}: set it.`;
export const noSuchRestartPolicy = (name: string, policies: readonly string[]) =>
  `${container(name)} has a restartPolicy that does not exist: use ${policies.join(', ')}, from Kubernetes 1.35 on; or remove it, and the pod's restartPolicy applies.`;
export const rulesWithoutPolicy = (name: string) =>
  `${container(name)} has restartPolicyRules but no restartPolicy, which Kubernetes refuses: set restartPolicy for the exit codes that no rule matches.`;
export const emptyHandler = (name: string, field: string) =>
  `${container(name)} has a ${field} without an action, which Kubernetes refuses: give it exec, httpGet or tcpSocket, or remove it.`;
const noPort = 'no port is given';
export const probeWithoutPort = (what: string, ports: readonly number[]) =>
  `${noPort}: give ${what} { port: … }, because the container has ${ports.length === 0 ? 'no ports' : `the ports ${ports.join(', ')}`}.`;
export const handlerWithoutPort = (field: string) =>
  `${noPort}: give ${field} a port; in a patch of a cdk8s-plus object, write k8s.IntOrString.fromNumber(8080).`;
export const initProbe = (name: string, field: string) =>
  `init container "${name}" has a ${field}, which Kubernetes refuses because an init container runs to its end and is never ready: ` +
  `remove ${field}, or make the container a sidecar with restartPolicy: Always.`;
export const activeDeadline = (kind: string) =>
  `the pod template of a ${kind} has activeDeadlineSeconds, which Kubernetes refuses: remove it; each step has its own deadline.`;
export const serviceLinks =
  'enableServiceLinks is not false, so every Service of the namespace adds variables to each container, and a Service named "db" ' +
  'changes the value of $(DB_PORT) in commands and variables: set enableServiceLinks to false.';
