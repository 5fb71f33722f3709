/* What is said of containers: their names, their variables, and how they are restarted. */

import { container } from './words';

/* Names. */

const notAName = (name: string) => (name === '' ? 'a container has no name' : `"${name}" is no name for a container`);
const label = 'lower case letters, digits and "-", at most 63 characters, a letter or digit at both ends';
const taken = (name: string) => `the pod has a container "${name}" already`;

export const containerNotALabel = (name: string) => `${notAName(name)}: use ${label}.`;
export const stepNotALabel = (id: string) => `${notAName(id)}: choose an id of ${label}, for the id of a step becomes the name of its container.`;
export const idTakenInPod = (name: string) => `${taken(name)}: choose another id.`;
export const containerNameTwice = (name: string, other: string) =>
  `${taken(name)}: Kubernetes wants one name for each, init containers included; rename this one, or ${other}.`;

/* Variables. */

const notAVariableName = (name: string) => (name === '' ? 'a variable has no name' : `"${name}" is no name for a variable`);

export const notAnEnvName = (name: string) => `${notAVariableName(name)}: use letters, digits and "_", and no digit first.`;
export const envName = (variable: string) =>
  `${notAVariableName(variable)}: use letters, digits, "_", "-" and ".", and no digit first, which every Kubernetes takes.`;
export const envTwice = (name: string, variable: string) =>
  `${container(name)} has variable ${variable} twice, and which one is left depends on how the manifest is applied: remove one.`;

/* How they run. */

export const podRestartPolicy = (kind: string, allowed: readonly string[]) =>
  `Kubernetes takes a ${kind} only with restartPolicy ${allowed.join(' or ')}: give that.`;
export const noSuchRestartPolicy = (name: string, policies: readonly string[]) =>
  `${container(name)} has a restartPolicy that there is not: it is ${policies.join(', ')}, from Kubernetes 1.35 on; take it out, and the pod's holds.`;
export const rulesWithoutPolicy = (name: string) =>
  `${container(name)} has restartPolicyRules and no restartPolicy, which Kubernetes refuses: say what holds where no rule fits.`;
export const emptyHandler = (name: string, field: string) =>
  `${container(name)} has a ${field} that says nothing of what is asked, which Kubernetes refuses: give it exec, httpGet or tcpSocket, or take it out.`;
const noPort = 'nothing says which port is asked';
export const probeWithoutPort = (what: string, ports: readonly number[]) =>
  `${noPort}: give ${what} { port: … }, for the container has ${ports.length === 0 ? 'none' : ports.join(', ')}.`;
export const handlerWithoutPort = (field: string) =>
  `${noPort}: give ${field} one; a patch of an object of cdk8s-plus takes k8s.IntOrString.fromNumber(8080).`;
export const initProbe = (name: string, field: string) =>
  `init container "${name}" has a ${field}, which Kubernetes refuses, for it runs to its end and is never ready: ` +
  `take ${field} out, or make it a sidecar with restartPolicy: Always.`;
export const activeDeadline = (kind: string) =>
  `activeDeadlineSeconds stands in the pod template of a ${kind}, which Kubernetes refuses: take it out; each step has a deadline of its own.`;
export const serviceLinks =
  'enableServiceLinks is not false, so every Service of the namespace adds variables to each container, and a Service named "db" ' +
  'changes what $(DB_PORT) means in commands and values: set enableServiceLinks to false.';
