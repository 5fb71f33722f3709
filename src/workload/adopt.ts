import type * as kplus from 'cdk8s-plus-28';
import type { KplusWorkload } from '../cdk8s-plus';
import type { OwnInitContainers } from '../assembly/assemble';
import { checkKeys } from '../checks/known-keys';
import { checkOneOf } from '../checks/values';
import { refuse } from '../errors';
import type { NotAdoptable } from '../messages/workload';
import { adoptedTwice, notAdoptable, otherId } from '../messages/workload';
import type { Programs } from '../standards/props';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { registerContainer } from '../template/template-of';
import { ROLLING_KEYS, type RollingPodProps } from './pod-props';
import { Workload } from './workload';

/** Properties of {@link adopt}. */
export interface AdoptProps<S extends PodSecurity = 'restricted'> extends RollingPodProps {
  /**
   * The Pod Security level that its pods meet: `'restricted'`, which every cluster takes; `'baseline'`, for steps and containers that run as
   * root with what a runtime gives root anyway; `'privileged'`, for what reaches beyond the container. What is missing for `restricted` is added to its containers where that
   * takes nothing away from them; what they ask for beyond the level is an error at synth.
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
   * Where the programs of the steps stand, in ConfigMaps or in the pod spec.
   *
   * @default - what standards say, else 'config-map'
   */
  readonly programs?: Programs;
  /**
   * The group that owns the pod's volumes.
   *
   * @default - as the workload has it
   */
  readonly fsGroup?: number;
  /**
   * Where the init containers run that the workload has of its own.
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

/** A workload of cdk8s-plus, or the sentence that it is none. */
export type Adoptable<W> = W extends KplusWorkload ? W : NotAdoptable;

/** The clocks that a workload of cdk8s-plus has been given; those of a CronJob's Jobs it does not tell. */
const clocksOf = (resource: KplusWorkload) => ({
  progressDeadline: resource.kind === 'Deployment' ? (resource as kplus.Deployment).progressDeadline : undefined,
  activeDeadline: resource.kind === 'Job' ? (resource as kplus.Job).activeDeadline : undefined,
  terminationGracePeriod: resource.terminationGracePeriod,
});

/**
 * Puts steps on a workload that cdk8s-plus made. The object stays what it is; its containers mount the files of steps with
 * `config.files.mountInto(container, '/etc/app')`. Its own init containers run before the steps, unless asked otherwise.
 *
 * @param workload a `kplus.Pod`, `Deployment`, `StatefulSet`, `DaemonSet`, `Job` or `CronJob`
 * @param id the workload's own id once more, for the compiler: objects of cdk8s-plus carry no literal id
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
): AdoptedWorkload<Id, S>;
export function adopt<Id extends string, S extends PodSecurity>(
  workload: KplusWorkload, id: Id, props: AdoptProps<Offered<S>> = {},
): AdoptedWorkload<Id, S> {
  const own = (workload as KplusWorkload | undefined)?.node?.id;
  if (own === undefined || typeof workload.addInitContainer !== 'function') return refuse('adopt()', 'adopt', notAdoptable, workload);
  checkKeys(workload, props, KEYS);
  const { ownInitContainers = 'before' } = props;
  checkOneOf(workload, 'ownInitContainers', ownInitContainers, ['before', 'after']);
  if (own !== id) refuse(workload, 'adopt', otherId(id, own), id);
  if (adopted.has(workload)) refuse(workload, 'adopt', adoptedTwice);
  try {
    const made = new AdoptedWorkload<Id, S>(workload, id, props);
    adopted.add(workload);
    return made;
  } catch (error) {
    workload.node.tryRemoveChild(id);
    throw error;
  }
}
