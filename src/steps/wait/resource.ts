import { checkKeys } from '../../checks/known-keys';
import { checkLabel, checkObjectName } from '../../checks/names';
import { checkKind } from '../../checks/objects';
import { checkFlag, checkOneOf } from '../../checks/values';
import { refuse } from '../../errors';
import { type ApiResource, groupOf, pathServed } from '../../manifest/api-resources';
import { badApiVersion, badCondition, badField, badKind, badPlural, generatedName, stateMissing, unknownState } from '../../messages/resource';
import type { HasNamespace } from './host';
import { KNOWN_RESOURCES, type KnownKind, type States } from './resource-kinds';
import { Target } from './target';

/** An object that is given by a construct: of cdk8s-plus, an `ApiObject`, or anything with its name and namespace. */
export interface NamedResource {
  /** Its name. */
  readonly name: string;
  /** Where it is; its namespace counts where it has one. */
  readonly metadata?: HasNamespace;
}

/** Which object is waited for. */
interface ResourceName {
  /** The name of the object, or the object: a `kplus.Job`, an `ApiObject`. */
  readonly name: string | NamedResource;
  /**
   * The namespace of the object.
   *
   * @default - that of the object where it is given as a construct, else that of the pod
   */
  readonly namespace?: string;
}

/** An object of a kind that Kubernetes brings, and the state that it must be in. */
export type KnownResource = { [K in KnownKind]: ResourceName & {
  /** Its kind. */
  readonly kind: K;
  /**
   * The state. A Job is `complete`; a Deployment is `available` (enough pods are available, of any version) or `rolledOut` (all pods have the
   * last version and are available, as `kubectl rollout status` has it); a StatefulSet and a DaemonSet are `rolledOut`; a Pod is `ready`, a
   * PersistentVolumeClaim `bound`, a CustomResourceDefinition `established`.
   *
   * @default - the first of these
   */
  readonly until?: States[K];
} }[KnownKind];

/** A field that must have a value. */
export interface FieldValue {
  /** The path of the field in the object, with dots, such as `status.phase`; members of lists by their index. */
  readonly path: string;
  /** Its value, as in the JSON. */
  readonly value: string | number | boolean;
}

/** A condition that must have a status. */
export interface ConditionStatus {
  /** The type of the condition, such as `Ready`. */
  readonly type: string;
  /**
   * Its status.
   *
   * @default 'True'
   */
  readonly status?: 'True' | 'False' | 'Unknown';
}

/** An object of any kind, custom resources among them, and the condition or the field that is waited for. */
export interface AnyResource extends ResourceName {
  /** Its kind, such as `Certificate`. */
  readonly kind: string;
  /** Its group and version, such as `cert-manager.io/v1`. */
  readonly apiVersion: string;
  /**
   * The kind as in URLs and Roles.
   *
   * @default - the plural of the kind in lower case: `certificates`
   */
  readonly plural?: string;
  /**
   * True for an object without a namespace.
   *
   * @default false
   */
  readonly clusterScoped?: boolean;
  /**
   * The condition that it must have: a type, or a type and a status. A missing condition is not fulfilled.
   *
   * @default - none; then `field` is needed
   */
  readonly condition?: string | ConditionStatus;
  /**
   * The field that it must have.
   *
   * @default - none; then `condition` is needed
   */
  readonly field?: FieldValue;
}

/** Properties of {@link resource}. */
export type ResourceProps = KnownResource | AnyResource;

const NAME_KEYS = { kind: true, name: true, namespace: true } as const;
const GROUP_VERSION = /^(?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?v[a-z0-9]+$/;
const KIND = /^[A-Za-z][A-Za-z0-9]{0,62}$/;
const STATUSES = ['True', 'False', 'Unknown'] as const;
const PLURAL = /^[a-z][a-z0-9]{0,62}$/;
const CONDITION = /^[A-Za-z][-A-Za-z0-9_./]*$/;
const FIELD = /^(?:spec|status|metadata\.generation)(?:\.[A-Za-z0-9_-]+)*$/;
const VALUE = /^[^=\\"'\n]{1,200}$/;
/** What a ReplicaSet or a Job adds to the names of its pods. */
const GENERATED = /-[a-z0-9]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/**
 * A Kubernetes object in a state, which the step reads from the API server by name. A Job that has failed, a rollout that has stopped and an object that
 * is gone end the wait at once. The step brings a Role that may get this one object, bound to the ServiceAccount of the pod; the token is mounted into
 * this container alone.
 *
 * Ask a service itself where you can (`postgres(…)`, `http(…)`): this needs no rights, and proves more than the state of an object.
 *
 * @param props the object, and the state
 * @throws {@link PreludeError} when a name is none, or the kind has no such state
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 *
 * @example
 * until: resource({ kind: 'Job', name: 'import' })
 * // args: [--timeout, '570', resource=resource://import/apis/batch/v1/jobs, --kind, job, --until, complete]
 * // kind: Role, rules: [{ apiGroups: [batch], resources: [jobs], resourceNames: [import], verbs: [get] }]
 */
export function resource(props: ResourceProps): Target<'ready', 'resource'> {
  const at = 'resource()';
  const known = KNOWN_RESOURCES[(props as KnownResource)?.kind];
  const asked = known !== undefined && !('apiVersion' in props) ? ofKnown(at, props as KnownResource) : ofAny(at, props as AnyResource);
  const { name, namespace } = nameOf(at, props, asked.clusterScoped);
  const { apiVersion, plural, kind, clusterScoped } = asked;
  return new Target('ready', 'resource', () => ({
    url: `resource://${name}${pathServed(asked, namespace)}`,
    proves: `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} ${asked.words}`,
    parts: ['clients', 'kube-api', 'probe-resource'],
    flags: ['--kind', kind.toLowerCase(), '--until', asked.until, ...(clusterScoped ? ['--scope', 'cluster'] : [])],
    runsIn: 'curl',
    _asks: { apiGroup: groupOf(apiVersion), resource: plural, name, verbs: ['get'], namespace, clusterScoped },
  }));
}

/** What is asked of an object. */
interface Asked extends ApiResource {
  readonly kind: string;
  /** As the program reads it. */
  readonly until: string;
  /** As people read it. */
  readonly words: string;
}

function ofKnown(at: string, props: KnownResource): Asked {
  checkKeys<KnownResource>(at, props, { ...NAME_KEYS, until: true });
  const { states, ...of } = KNOWN_RESOURCES[props.kind];
  const until = props.until === undefined ? Object.keys(states)[0]! : props.until;
  const state = (typeof until === 'string' ? states[until] : undefined) ?? refuse(at, 'wait-target', unknownState(props.kind, Object.keys(states)), until);
  return { kind: props.kind, ...of, ...state };
}

function ofAny(at: string, props: AnyResource): Asked {
  checkKeys<AnyResource>(at, props, { ...NAME_KEYS, apiVersion: true, plural: true, clusterScoped: true, condition: true, field: true });
  const { kind, apiVersion, plural = pluralOf(String(kind)) } = props;
  if (typeof kind !== 'string' || !KIND.test(kind)) refuse(at, 'wait-target', badKind, kind);
  const clusterScoped = props.clusterScoped === undefined ? false : checkFlag(at, 'clusterScoped', props.clusterScoped);
  if (typeof apiVersion !== 'string' || !GROUP_VERSION.test(apiVersion)) refuse(at, 'wait-target', badApiVersion, apiVersion);
  if (typeof plural !== 'string' || !PLURAL.test(plural)) refuse(at, 'wait-target', badPlural, plural);
  return { apiVersion, kind, plural, clusterScoped, ...stateOf(at, props) };
}

function stateOf(at: string, { condition, field }: AnyResource): Pick<Asked, 'until' | 'words'> {
  if ((condition === undefined) === (field === undefined)) return refuse(at, 'wait-target', stateMissing, condition);
  if (condition !== undefined) {
    const { type, status = 'True' } = typeof condition === 'object' ? condition ?? {} : { type: condition };
    checkOneOf(at, 'status', status, STATUSES);
    if (typeof type !== 'string' || !CONDITION.test(type)) refuse(at, 'wait-target', badCondition, type);
    return { until: `condition=${type}=${status}`, words: `has condition ${type}=${status}` };
  }
  const { path, value } = (typeof field === 'object' ? field ?? {} : {}) as Partial<FieldValue>;
  if (typeof path !== 'string' || !FIELD.test(path) || !isValue(value)) refuse(at, 'wait-target', badField, field);
  return { until: `field=${path}=${String(value)}`, words: `has ${path}=${String(value)}` };
}

function nameOf(
  at: string, { kind, name: given, namespace: asked }: ResourceProps, clusterScoped: boolean,
): { readonly name: string; readonly namespace: string | undefined } {
  checkKind(at, kind, given);
  const name = checkObjectName(at, `the name of a ${kind}`, typeof given === 'string' ? given : given?.name);
  if (kind === 'Pod' && GENERATED.test(name)) refuse(at, 'wait-target', generatedName, name);
  if (clusterScoped) return { name, namespace: undefined };
  const namespace = asked !== undefined ? asked : typeof given === 'string' ? undefined : given.metadata?.namespace;
  return { name, namespace: namespace === undefined ? undefined : checkLabel(at, 'a namespace', namespace) };
}

const isValue = (value: unknown): boolean =>
  (typeof value === 'number' ? Number.isFinite(value) : typeof value === 'boolean' || (typeof value === 'string' && VALUE.test(value)));

/** As Kubernetes' own kinds and those of most others are called. */
function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (/(?:s|x|z|ch|sh)$/.test(lower)) return `${lower}es`;
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
