import { ApiObject, Duration } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { KplusWorkload } from '../cdk8s-plus';
import type { OwnInitContainers } from '../assembly/assemble';
import { checkKeys } from '../checks/known-keys';
import { checkOneOf } from '../checks/values';
import { refuse } from '../errors';
import type { NotAdoptable } from '../messages/workload';
import { adoptedTwice, noContainerNamed, notAdoptable, objectOfWorkload, otherId } from '../messages/workload';
import type { Programs } from '../standards/props';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { jobSpec, type Timed } from '../manifest/clocks';
import { podOf } from '../manifest/pod-of';
import { registerContainer } from '../template/template-of';
import type { AdoptedContainer } from './adopted-container';
import { bind, type Pods } from './attach';
import { ObjectPods } from './object-pods';
import { ROLLING_KEYS, type RollingPodProps } from './pod-props';
import { Workload } from './workload';

/** Properties of {@link adopt}. */
export interface AdoptProps<S extends PodSecurity = 'restricted'> extends RollingPodProps {
  /**
   * The Pod Security level that its pods meet: `'restricted'`, which every cluster accepts; `'baseline'`, for steps and containers that run as
   * root with the usual privileges of root in a container; `'privileged'`, for access beyond the container. The library adds missing settings for `restricted` if that
   * takes nothing away from the containers; if they request more than the level allows, synth fails.
   *
   * @default 'restricted'
   */
  readonly podSecurity?: S;
  /**
   * Why a weaker level than `restricted` is needed; shown in the YAML.
   *
   * @default - the level is shown without a reason
   */
  readonly podSecurityBecause?: string;
  /**
   * How the programs of the steps are delivered: in ConfigMaps or in the pod spec.
   *
   * @default - the value of standards, or 'config-map'
   */
  readonly programs?: Programs;
  /**
   * The group that owns the pod's volumes.
   *
   * @default - as the workload has it
   */
  readonly fsGroup?: number;
  /**
   * When the workload's own init containers run.
   *
   * @default 'before'
   */
  readonly ownInitContainers?: OwnInitContainers;
}

const KEYS = { podSecurity: true, podSecurityBecause: true, programs: true, fsGroup: true, ownInitContainers: true, ...ROLLING_KEYS } as const;
const adopted = new WeakSet<object>();

/** A workload of cdk8s-plus that steps can be put on. Made by {@link adopt}. */
export class AdoptedWorkload<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Workload<Id, S, 'many'> {
  readonly resource: KplusWorkload;

  /** @internal */
  constructor(resource: KplusWorkload, id: Id, props: AdoptProps<PodSecurity>) {
    super(resource, id, { kind: resource.kind, ...props, podsAtATime: 'many', ...clocksOf(resource) });
    this.resource = resource;
    for (const container of [...resource.initContainers, ...resource.containers]) {
      this._template.claimName(this.node.path, container.name);
      registerContainer(container, this._template);
    }
    this._attach(resource, props.podSecurityBecause, props.ownInitContainers);
  }
}

/**
 * An `ApiObject` that steps can be put on: one of YAML or of a Helm chart that is included, or of a class of Kubernetes' own objects.
 * Made by {@link adopt}.
 */
export class AdoptedObject<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Workload<Id, S, 'many'> {
  /** The object: JSON patches that it is given from now on change the manifest that has the steps. */
  readonly resource: ApiObject;
  private readonly pods: ObjectPods;

  /** @internal */
  constructor(resource: ApiObject, id: Id, props: AdoptProps<PodSecurity>) {
    const pods = new ObjectPods(resource);
    super(resource, id, { kind: resource.kind, ...props, podsAtATime: 'many', ...clocksOfObject(resource.kind, pods.manifest) });
    this.resource = resource;
    this.pods = pods;
    for (const container of [...pods.initContainers, ...pods.containers]) {
      this._template.claimName(this.node.path, container.name);
      registerContainer(container, this._template);
    }
    const { ownInitContainers = 'before' } = props;
    bind(resource, pods, this._template, ownInitContainers);
    this._watch(props.podSecurityBecause, pods.completedBy(this._template, ownInitContainers));
  }

  /**
   * A container of the object, for the files of steps: `config.files.mountInto(web.container('app'), '/etc/app')`.
   *
   * @param name its name in the manifest, among the containers and the init containers
   * @throws {@link PreludeError} when the manifest has no container of this name
   * @see https://kubernetes.io/docs/concepts/containers/
   *
   * @example
   * config.files.mountInto(web.container('app'), '/etc/app');
   * // containers: [{ name: app, volumeMounts: [{ mountPath: /etc/app, name: fetch-config, readOnly: true }], … }]
   */
  container(name: string): AdoptedContainer {
    const all = [...this.pods.initContainers, ...this.pods.containers] as readonly AdoptedContainer[];
    return all.find((container) => container.name === name)
      ?? refuse(this, 'adopt', noContainerNamed(name, all.map((container) => container.name)), name);
  }

  /** @internal */
  override _pods(): Pods {
    return this.pods;
  }
}

/** A workload of cdk8s-plus, an object with a pod template, or the sentence that it is neither. */
export type Adoptable<W> = W extends KplusWorkload | ApiObject ? W : NotAdoptable;

/** What `adopt(…)` returns: for an `ApiObject` with its containers by name. */
export type Adopted<W, Id extends string, S extends PodSecurity> = W extends ApiObject ? AdoptedObject<Id, S> : AdoptedWorkload<Id, S>;

/** The clocks that a workload of cdk8s-plus has been given; those of a CronJob's Jobs it does not tell. */
const clocksOf = (resource: KplusWorkload) => ({
  progressDeadline: resource.kind === 'Deployment' ? (resource as kplus.Deployment).progressDeadline : undefined,
  activeDeadline: resource.kind === 'Job' ? (resource as kplus.Job).activeDeadline : undefined,
  terminationGracePeriod: resource.terminationGracePeriod,
});

/** The clocks that a manifest has. */
function clocksOfObject(kind: string, manifest: Timed) {
  const ofJob = kind === 'Job' || kind === 'CronJob' ? jobSpec(manifest).activeDeadlineSeconds : undefined;
  const { activeDeadlineSeconds, terminationGracePeriodSeconds } = podOf(manifest).spec;
  return {
    progressDeadline: kind === 'Deployment' ? seconds(manifest.spec?.progressDeadlineSeconds) : undefined,
    activeDeadline: seconds(ofJob ?? activeDeadlineSeconds),
    terminationGracePeriod: seconds(terminationGracePeriodSeconds),
  };
}

const seconds = (given: unknown): Duration | undefined => (typeof given === 'number' && given >= 0 ? Duration.seconds(given) : undefined);

/**
 * Puts steps on a workload that cdk8s-plus made, or on an `ApiObject` with a pod template: of an `Include`, a `Helm` chart, or a class such as
 * `KubeDeployment`. The object stays what it is; its containers mount the files of steps with
 * `config.files.mountInto(container, '/etc/app')`. Its own init containers run before the steps, unless asked otherwise.
 *
 * @param workload a `kplus.Pod`, `Deployment`, `StatefulSet`, `DaemonSet`, `Job` or `CronJob`; or an `ApiObject` of such a kind, or of another one that
 * has `spec.template`, such as Argo's `Rollout`
 * @param id the workload's own id once more, for the compiler: objects of cdk8s carry no literal id; of an `ApiObject`, `metadata.name` will do
 * @param props the level, and where its own init containers run
 * @throws {@link PreludeError} when the id is another one, or the workload has been adopted already
 *
 * @example
 * const web = adopt(deployment, 'web');
 * const db = new WaitForService(web, 'wait-for-db', { until: postgres({ host: 'db' }) });
 * // initContainers: [ …those of the deployment, wait-for-db ]
 */
export function adopt<Id extends string, S extends PodSecurity = 'restricted', W = KplusWorkload>(
  workload: Adoptable<W>, id: Id, props?: AdoptProps<Offered<S>>,
): Adopted<W, Id, S>;
export function adopt<Id extends string, S extends PodSecurity>(
  workload: KplusWorkload | ApiObject, id: Id, props: AdoptProps<Offered<S>> = {},
): AdoptedWorkload<Id, S> | AdoptedObject<Id, S> {
  const own = ownIds(workload);
  if (own.length === 0) return refuse('adopt()', 'adopt', notAdoptable, workload);
  checkKeys(workload, props, KEYS);
  const { ownInitContainers = 'before' } = props;
  checkOneOf(workload, 'ownInitContainers', ownInitContainers, ['before', 'after']);
  if (isObject(workload) && workload.node.scope && 'podMetadata' in workload.node.scope) refuse(workload, 'adopt', objectOfWorkload);
  if (!own.includes(id)) refuse(workload, 'adopt', otherId(id, own[0]!), id);
  if (adopted.has(workload)) refuse(workload, 'adopt', adoptedTwice);
  try {
    const made = isObject(workload) ? new AdoptedObject<Id, S>(workload, id, props) : new AdoptedWorkload<Id, S>(workload, id, props);
    adopted.add(workload);
    return made;
  } catch (error) {
    workload.node.tryRemoveChild(id);
    throw error;
  }
}

const isObject = (workload: object): workload is ApiObject => ApiObject.isApiObject(workload);

/** The ids that a workload can be called by, the best one first; none where it is no workload. */
function ownIds(workload: KplusWorkload | ApiObject | undefined): readonly string[] {
  const id = workload?.node?.id;
  if (workload === undefined || id === undefined) return [];
  // cdk8s makes the id of an included object of its name and kind, and perhaps its namespace; and a name of the ids where none is given.
  if (isObject(workload)) return workload.name === workload.chart.generateObjectName(workload) ? [id, workload.name] : [workload.name, id];
  return typeof workload.addInitContainer === 'function' ? [id] : [];
}
