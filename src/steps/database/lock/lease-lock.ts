import { type ApiObject, Chart, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { apiObjects } from '../../../api-objects';
import { checkKeys } from '../../../checks/known-keys';
import { checkLabel } from '../../../checks/names';
import type { BroughtObject } from '../../../step/definition';
import { type Access, accessTo, namespaceOf, notesOfAccess, TOKEN } from '../../../step/api-access';
import { type LockContext, type LockSpec, OneAtATime } from '../one-at-a-time';

/** Properties of {@link leaseLock}. */
export interface LeaseLockProps {
  /**
   * The name of the Lease. Steps with the same Lease exclude each other, in all workloads of the namespace.
   *
   * @default - the ids of the workload and of the step
   */
  readonly name?: string;
}

/**
 * The step holds a Kubernetes Lease while the migration runs, for databases without session locks, or behind a pooler. The step adds
 * the Lease, and a Role that can get and patch this one Lease; only its container mounts the token. A Lease that cannot be renewed for 10 s stops the
 * migration; if its holder is gone, another run takes it over after the grace period plus 20 s.
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
  const role = Names.toDnsLabel(at, { extra: ['lease'] });
  const access: Access = { apiGroup: 'coordination.k8s.io', resource: 'leases', name, verbs: ['get', 'patch'] };
  return {
    client: 'curl',
    parts: ['kube-api', 'hold-lease'],
    flags: ['--alone', 'lease', '--lease', name],
    variables: [],
    mounts: [TOKEN],
    brings: { ...leaseOf(at, name), ...accessTo(at, '', role, access) },
    notes: notesOfAccess(at, [access]),
  };
}

const LEASE = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' } as const;

/** The Lease, there from the beginning, so that nobody needs to create one; nothing where another step of the chart has brought it, which shares it. */
function leaseOf(at: IConstruct, name: string): Readonly<Record<string, BroughtObject>> {
  const namespace = namespaceOf(at);
  const isIt = ({ kind, metadata }: ApiObject) => kind === LEASE.kind && metadata.name === name && metadata.namespace === namespace;
  return apiObjects(Chart.of(at).node.findAll()).some(isIt) ? {} : { lease: { ...LEASE, metadata: { name } } };
}
