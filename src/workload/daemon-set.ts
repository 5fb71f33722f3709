import type { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { forKplus } from './for-kplus';
import { POD_KEYS, type PodProps, ROLLING_KEYS, type RollingPodProps } from './pod-props';
import { SELECTOR_KEYS, selectorOf, selectPods, type SelectorProps } from './selector';
import { Workload } from './workload';

/** Properties of a {@link DaemonSet}. */
export interface DaemonSetProps<S extends PodSecurity = 'restricted'> extends PodProps<S>, RollingPodProps, SelectorProps {
  /**
   * How long a pod must be ready before it counts as available.
   *
   * @default - at once
   */
  readonly minReady?: Duration;
}

const KEYS = { ...POD_KEYS, ...ROLLING_KEYS, ...SELECTOR_KEYS, minReady: true } as const;

/**
 * A DaemonSet whose init containers are steps: one pod on every node, so several at a time.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 *
 * @example
 * const agent = new DaemonSet(chart, 'agent');
 * // kind: DaemonSet, and a pod template that meets `restricted`
 */
export class DaemonSet<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Workload<Id, S, 'many'> {
  readonly resource: kplus.DaemonSet;

  /**
   * Creates the workload. Build its steps on it, then add the containers of the app.
   *
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props at which level its pods run
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Construct, id: Id, props: DaemonSetProps<Offered<S>> = {}) {
    checkKeys(childPath(scope, id), props, KEYS);
    super(scope, id, { kind: 'DaemonSet', ...props, podsAtATime: 'many' });
    const { minReady, select, ...rest } = forKplus(this, props);
    this.resource = new kplus.DaemonSet(this, 'Resource', {
      ...rest, ...selectorOf(select), ...(minReady === undefined ? {} : { minReadySeconds: minReady.toSeconds() }),
    });
    selectPods(this, this.resource, select);
    this._attach(this.resource, props.podSecurityBecause);
  }
}

