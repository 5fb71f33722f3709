/*
 * Properties that people expect from the YAML or from cdk8s-plus, and that are not there: why, and what to do instead. Each stands in the
 * table of keys of those that have it not (`checkKeys`), and in their types, where editors strike it through.
 */

import type { OfRule } from './rule-ids';

/** The properties of a table, none of which is there: nothing but the sentence would do as a value. */
export type NoneOf<Table extends Readonly<Record<string, string>>> = { readonly [K in keyof Table]?: OfRule<'unknown-property', Table[K]> };

const PROBES = 'a step runs to its end and has no probes: they belong to a container of the app, web.addContainer(…)';

/** Not of a step. */
export const NOT_OF_STEPS = {
  /** @deprecated nothing reaches a step */
  ports: 'nothing reaches a pod before its steps are done: ports belong to a container of the app, web.addContainer(…)',
  /** @deprecated of a container of the app */
  readiness: PROBES,
  /** @deprecated of a container of the app */
  liveness: PROBES,
  /** @deprecated of a container of the app */
  startup: PROBES,
  /** @deprecated steps run in the order in which they are built */
  dependsOn: 'steps run in the order in which they are built: build this one later, or give after: [a handle of the other step]',
  /** @deprecated of a pod */
  restartPolicy: 'a step that fails is run again until it succeeds: timeout says how long one run may take, restartPolicy belongs to a Job',
  /** @deprecated the image says the user */
  securityContext: 'a step runs as the user of its image without any privileges: what needs root is RunPrivileged or FixPermissions',
} as const;

const BY_NAME = 'variables are given one by one: env: { NAME: secretKey(…) }, or configMapKey(…)';
const BY_PATH = "mounts are given by path: mounts: { '/etc/app': config.files }";

/** Not of a container of the app, nor of a step that runs what its user gives. */
export const NOT_OF_COMMANDS = {
  /** @deprecated `env` takes variables one by one */
  envFrom: BY_NAME,
  /** @deprecated `env` takes variables by name */
  envVariables: BY_NAME,
  /** @deprecated `mounts` takes them by path */
  volumeMounts: BY_PATH,
} as const;

/** Not of a container of the app. */
export const NOT_OF_CONTAINERS = {
  ...NOT_OF_COMMANDS,
  /** @deprecated the image says the user */
  securityContext: 'a container runs as the user of its image without any privileges: say it by image(…, { user, group })',
} as const;

const SCHEDULING = 'where pods run is said on the workload of cdk8s-plus: web.resource.scheduling, such as .tolerate(…) or .attract(…)';
const OF_NODE = "the namespaces of the node need podSecurity: 'privileged' and a JSON patch of the workload: ApiObject.of(web.resource).addJsonPatch(…)";

/** Not of a workload. */
export const NOT_OF_WORKLOADS = {
  /** @deprecated of `resource.scheduling` */
  tolerations: SCHEDULING,
  /** @deprecated of `resource.scheduling` */
  nodeSelector: SCHEDULING,
  /** @deprecated of `resource.scheduling` */
  affinity: SCHEDULING,
  /** @deprecated at level privileged, by a patch */
  hostPID: OF_NODE,
  /** @deprecated at level privileged, by a patch */
  hostIPC: OF_NODE,
  /** @deprecated at level privileged, by a patch */
  hostNetwork: OF_NODE,
  /** @deprecated containers are added */
  containers: "containers are added one by one: web.addContainer('app', { image: image(…) })",
  /** @deprecated steps are the init containers */
  initContainers: "init containers are steps, built on the workload: new RunCommand(web, 'prepare', { … })",
} as const;

/** Not of FixPermissions. */
export const NOT_OF_PERMISSIONS = {
  /** @deprecated it is called owner here */
  user: 'did you mean owner? FixPermissions itself runs as root, and owner is the user that is to own the volume',
} as const;
