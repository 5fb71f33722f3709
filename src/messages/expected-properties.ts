/*
 * Properties that people expect from the YAML or from cdk8s-plus, and that are not there: why, and what to do instead. Each stands in the
 * table of keys of those that have it not (`checkKeys`), and in their types as a property that editors strike through.
 */

import type { OfRule } from './rule-ids';

/** The types of the properties of a table, none of which is there: nothing but the sentence would do as a value. */
type NoneOf<Table extends Readonly<Record<string, string>>> = { readonly [K in keyof Table]: OfRule<'unknown-property', Table[K]> };

const PROBES = 'a step runs to its end and has no probes: they belong to a container of the app, web.addContainer(…)';

/** Not of a step. */
export const NOT_OF_STEPS = {
  ports: 'nothing reaches a pod before its steps are done: ports belong to a container of the app, web.addContainer(…)',
  readiness: PROBES,
  liveness: PROBES,
  startup: PROBES,
  dependsOn: 'steps run in the order in which they are built: build this one later, or give after: [a handle of the other step]',
  restartPolicy: 'a failed step runs again until it succeeds: timeout limits one run, and restartPolicy belongs to a Job',
  securityContext: 'a step runs as the user of its image without any privileges: if it needs root, use RunPrivileged or FixPermissions',
} as const;
export type NotOfSteps = NoneOf<typeof NOT_OF_STEPS>;

const BY_NAME = 'set variables one by one: env: { NAME: secretKey(…) }, or configMapKey(…)';
const BY_PATH = "set mounts by path: mounts: { '/etc/app': config.files }";

/** Not of a container of the app, nor of a step that runs what its user gives. */
export const NOT_OF_COMMANDS = {
  envFrom: BY_NAME,
  envVariables: BY_NAME,
  volumeMounts: BY_PATH,
} as const;
export type NotOfCommands = NoneOf<typeof NOT_OF_COMMANDS>;

/** Not of a container of the app. */
export const NOT_OF_CONTAINERS = {
  ...NOT_OF_COMMANDS,
  securityContext: 'a container runs as the user of its image without any privileges: set the user with image(…, { user, group })',
} as const;
export type NotOfContainers = NoneOf<typeof NOT_OF_CONTAINERS>;

const SCHEDULING = 'set scheduling on the workload of cdk8s-plus: web.resource.scheduling, such as .tolerate(…) or .attract(…)';
const OF_NODE = "the namespaces of the node need podSecurity: 'privileged' and a JSON patch of the workload: ApiObject.of(web.resource).addJsonPatch(…)";

/** Not of a workload. */
export const NOT_OF_WORKLOADS = {
  tolerations: SCHEDULING,
  nodeSelector: SCHEDULING,
  affinity: SCHEDULING,
  hostPID: OF_NODE,
  hostIPC: OF_NODE,
  hostNetwork: OF_NODE,
  containers: "containers are added one by one: web.addContainer('app', { image: image(…) })",
  initContainers: "init containers are steps, built on the workload: new RunCommand(web, 'prepare', { … })",
} as const;
export type NotOfWorkloads = NoneOf<typeof NOT_OF_WORKLOADS>;

/** Not of FixPermissions. */
export const NOT_OF_PERMISSIONS = {
  user: 'did you mean owner? FixPermissions itself runs as root, and owner is the user that will own the volume',
} as const;
export type NotOfPermissions = NoneOf<typeof NOT_OF_PERMISSIONS>;
