import { ApiObject, Lazy, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { podOf } from '../manifest/pod-of';
import { refuse } from '../errors';
import { namespaceNeeded, usesDefaultAccount } from '../messages/api-access';
import type { MountSpec } from '../template/volume-spec';
import type { BroughtObject, LibraryDefinition } from './definition';

/** The token of the pod's account, mounted into the container that asks the API server and into no other; scripts: `kube-api.sh`. */
export const TOKEN: MountSpec = Object.freeze({
  volume: {
    name: 'prelude-token',
    source: {
      projected: {
        sources: [
          { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          { downwardApi: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
        ],
      },
    },
  },
  path: '/prelude-token',
  readOnly: true,
});

/** What a container may do with one object. */
export interface Access {
  readonly apiGroup: string;
  /** The plural, as roles have it: `leases`. */
  readonly resource: string;
  /** The name of the object. */
  readonly name: string;
  readonly verbs: readonly string[];
  /**
   * Its namespace.
   *
   * @default - that of the pod
   */
  readonly namespace?: string | undefined;
  /**
   * True for an object without a namespace.
   *
   * @default false
   */
  readonly clusterScoped?: boolean;
}

const API = 'rbac.authorization.k8s.io';

/**
 * A Role for this one object, and its binding to the account of the step's pods, as objects that the step brings.
 *
 * @param at the step
 * @param prefix what their ids begin with, such as `job-`
 * @param role the name of both
 * @param access the object, and what may be done with it
 */
export function accessTo(
  at: IConstruct, prefix: string, role: string, { apiGroup, resource, name, verbs, namespace, clusterScoped = false }: Access,
): Readonly<Record<string, BroughtObject>> {
  const own = namespaceOf(at);
  const elsewhere = clusterScoped || (namespace !== undefined && namespace !== own);
  // A subject without a namespace is one of the namespace of the binding.
  const home = elsewhere ? { namespace: own ?? refuse(at, 'wait-target', namespaceNeeded(at.node.id)) } : {};
  const [kind, metadata] = clusterScoped
    ? ['ClusterRole', { name: `${home.namespace}-${role}` }] as const
    : ['Role', { name: role, ...(elsewhere ? { namespace } : {}) }] as const;
  return {
    [`${prefix}role`]: { apiVersion: `${API}/v1`, kind, metadata, rules: [{ apiGroups: [apiGroup], resources: [resource], resourceNames: [name], verbs }] },
    [`${prefix}role-binding`]: {
      apiVersion: `${API}/v1`, kind: `${kind}Binding`, metadata,
      roleRef: { apiGroup: API, kind, name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: Lazy.any({ produce: () => accountOf(at) }), ...home }],
    },
  };
}

/** What a step that asks for objects needs: a token for its container alone, and for each object a Role that allows this and nothing else. */
export type AskingObjects = Pick<LibraryDefinition, 'brings' | 'notes'> & { readonly mounts: readonly MountSpec[] };

/**
 * What a step needs that asks for some objects; nothing where there are none.
 *
 * @param at the step
 * @param prefix what the ids of its Roles begin with, such as `job-`
 * @param accesses the objects, each once
 */
export function accessToAll(at: IConstruct, prefix: string, accesses: readonly Access[]): AskingObjects {
  if (accesses.length === 0) return { mounts: [] };
  return {
    mounts: [TOKEN],
    brings: Object.assign({}, ...accesses.map((access, index) => {
      const one = index === 0 ? prefix : `${prefix}${index + 1}-`;
      return accessTo(at, one, Names.toDnsLabel(at, { extra: [`${one}reader`] }), access);
    })),
    notes: notesOfAccess(at, accesses),
  };
}

/** What stands behind the workload of a step. */
const resourceOf = (at: IConstruct): IConstruct & { readonly serviceAccount?: unknown } =>
  (at.node.scope as unknown as { readonly resource: IConstruct }).resource;

/** The namespace of the step's pods, where the code says it. */
export const namespaceOf = (at: IConstruct): string | undefined => ApiObject.of(resourceOf(at)).metadata.namespace;

/** What a person should know where the pods have no account of their own: all others of the namespace that have none are given the same rights. */
export function notesOfAccess(at: IConstruct, accesses: readonly Access[]): readonly string[] {
  if (hasAccount(at)) return [];
  return [usesDefaultAccount(at.node.id, accesses.map(({ verbs, resource, name }) => `${verbs.join(' and ')} ${resource}/${name}`).join(', '))];
}

/** True where the pods have an account of their own. */
function hasAccount(at: IConstruct): boolean {
  const resource = resourceOf(at);
  return ApiObject.isApiObject(resource) ? accountOf(at) !== DEFAULT_ACCOUNT : resource.serviceAccount !== undefined;
}

const DEFAULT_ACCOUNT = 'default';

/** Known when all is declared: the workload's own, or that of all pods of the namespace. */
function accountOf(at: IConstruct): string {
  const { serviceAccountName } = podOf(ApiObject.of(resourceOf(at)).toJson() as object).spec as { readonly serviceAccountName?: string };
  return serviceAccountName ?? DEFAULT_ACCOUNT;
}
