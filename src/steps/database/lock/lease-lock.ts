import { ApiObject, Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkKeys } from '../../../checks/known-keys';
import { checkLabel } from '../../../checks/names';
import { podOf } from '../../../manifest/pod-of';
import type { BroughtObject } from '../../../step/definition';
import type { MountSpec } from '../../../template/volume-spec';
import { type LockContext, type LockSpec, OneAtATime } from '../one-at-a-time';

/** Properties of {@link leaseLock}. */
export interface LeaseLockProps {
  /**
   * The name of the Lease.
   *
   * @default - the ids of the workload and of the step
   */
  readonly name?: string;
}

const TOKEN: MountSpec = {
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
};

/**
 * A Lease of Kubernetes is held around the migration, for databases that have no lock of a session, or are reached through a pooler. The step brings
 * the Lease, and a Role that may get and patch this one Lease; the token is mounted into its container alone. A Lease that cannot be renewed for 10 s stops the
 * migration; where its holder is gone, another one takes it over after the grace and 20 s more.
 *
 * @param props the name of the Lease
 * @throws {@link PreludeError} when the name is no DNS label
 * @see https://kubernetes.io/docs/concepts/architecture/leases/
 *
 * @example
 * oneAtATime: leaseLock()
 * // args: [--timeout, '300', --grace, '20', …, --alone, lease, --lease, web-migrate, --clients, /prelude-client, --, migrate-mongo, up]
 * // kind: Lease, Role, RoleBinding
 */
export function leaseLock(props: LeaseLockProps = {}): OneAtATime {
  const at = 'leaseLock()';
  checkKeys<LeaseLockProps>(at, props, { name: true });
  if (props.name !== undefined) checkLabel(at, 'the name of a Lease', props.name);
  return new OneAtATime('one at a time by a Lease of Kubernetes', (context) => lockOf(context, props));
}

function lockOf({ at, template }: LockContext, { name = `${template.id}-${at.node.id}` }: LeaseLockProps): LockSpec {
  return { client: 'curl', parts: ['hold-lease'], flags: ['--alone', 'lease', '--lease', name], variables: [], mounts: [TOKEN], brings: rights(at, name) };
}

/** The Lease, and who may get and patch it: nobody needs to create one. */
function rights(at: IConstruct, name: string): Readonly<Record<string, BroughtObject>> {
  const roleApi = 'rbac.authorization.k8s.io';
  const account = Lazy.any({ produce: () => serviceAccountOf(at) });
  return {
    'lease': { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name } },
    'role': {
      apiVersion: `${roleApi}/v1`, kind: 'Role', metadata: { name },
      rules: [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [name], verbs: ['get', 'patch'] }],
    },
    'role-binding': {
      apiVersion: `${roleApi}/v1`, kind: 'RoleBinding', metadata: { name },
      roleRef: { apiGroup: roleApi, kind: 'Role', name }, subjects: [{ kind: 'ServiceAccount', name: account }],
    },
  };
}

/** Known when all is declared: the workload's own, or that of all pods of the namespace. */
function serviceAccountOf(at: IConstruct): string {
  const workload = at.node.scope as unknown as { readonly resource: IConstruct };
  const { serviceAccountName } = podOf(ApiObject.of(workload.resource).toJson() as object).spec as { readonly serviceAccountName?: string };
  return serviceAccountName ?? 'default';
}
