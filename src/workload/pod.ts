import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import type { PodSecurity } from '../security/pod-security';
import { forKplus, POD_KEYS, type PodProps as CommonPodProps } from './pod-props';
import { Workload } from './workload';

/** Properties of a {@link Pod}. */
export interface BarePodProps<S extends PodSecurity = 'restricted'> extends Omit<CommonPodProps<S>, 'podMetadata'> {
  /**
   * What happens when a container ends.
   *
   * @default RestartPolicy.ALWAYS
   */
  readonly restartPolicy?: kplus.RestartPolicy;
}

const { podMetadata: _none, ...COMMON } = POD_KEYS;
const KEYS = { ...COMMON, restartPolicy: true } as const;

/**
 * A Pod whose init containers are steps. There is one of it, and nobody replaces it.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 *
 * @example
 * const shell = new Pod(chart, 'shell');
 * // kind: Pod, with a spec that meets `restricted`
 */
export class Pod<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Workload<Id, S, 'one'> {
  readonly resource: kplus.Pod;

  /**
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props at which level it runs
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Construct, id: Id, props: BarePodProps<S> = {}) {
    checkKeys(childPath(scope, id), props, KEYS);
    super(scope, id, { kind: 'Pod', ...props, podsAtATime: 'one' });
    this.resource = new kplus.Pod(this, 'Resource', forKplus(props));
    this._attach(this.resource, props.podSecurityBecause);
  }
}
