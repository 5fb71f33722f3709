import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import { checkDuration, givenOr } from '../checks/values';
import { refuse } from '../errors';
import { minReadyTooLong } from '../messages/workload';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { forKplus } from './for-kplus';
import { POD_KEYS, type PodProps, ROLLING_KEYS, type RollingPodProps } from './pod-props';
import { SELECTOR_KEYS, selectorOf, selectPods, type SelectorProps } from './selector';
import { Workload } from './workload';

/** Properties of a {@link Deployment}. */
export interface DeploymentProps<S extends PodSecurity = 'restricted'> extends PodProps<S>, RollingPodProps, SelectorProps {
  /**
   * How many pods run.
   *
   * @default 2
   */
  readonly replicas?: number;
  /**
   * After how long without progress a rollout counts as failed. Steps should end before.
   *
   * @default Duration.minutes(10)
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds
   */
  readonly progressDeadline?: Duration;
  /**
   * How long a pod must be ready before it counts as available.
   *
   * @default - at once
   */
  readonly minReady?: Duration;
  /**
   * How pods are replaced.
   *
   * @default DeploymentStrategy.rollingUpdate()
   */
  readonly strategy?: kplus.DeploymentStrategy;
}

const KEYS = { ...POD_KEYS, ...ROLLING_KEYS, ...SELECTOR_KEYS, replicas: true, progressDeadline: true, minReady: true, strategy: true } as const;
const PROGRESS_DEADLINE = Duration.minutes(10);

/**
 * A Deployment whose init containers are steps. Two of its pods can run at a time, whatever `replicas` says: a rollout
 * starts the new pod before the old pod has ended.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 *
 * @example
 * const web = new Deployment(chart, 'web', { replicas: 3 });
 * web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 }) });
 * // kind: Deployment, spec.replicas: 3, and a pod template that meets `restricted`
 */
export class Deployment<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Workload<Id, S, 'many'> {
  readonly resource: kplus.Deployment;

  /**
   * Creates the workload. Build its steps on it, then add the containers of the app.
   *
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props how many pods, at which level, how they are replaced
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Construct, id: Id, props: DeploymentProps<Offered<S>> = {}) {
    checkKeys(childPath(scope, id), props, KEYS);
    const progressDeadline = checkDuration(childPath(scope, id), 'progressDeadline', givenOr(props.progressDeadline, PROGRESS_DEADLINE));
    super(scope, id, { kind: 'Deployment', ...props, podsAtATime: 'many', progressDeadline });
    const minReady = props.minReady === undefined ? 0 : checkDuration(this, 'minReady', props.minReady, 0).toSeconds();
    if (minReady >= progressDeadline.toSeconds()) refuse(this, 'deadlines', minReadyTooLong(progressDeadline.toSeconds()), `${minReady} s`);
    const { select, ...rest } = forKplus(this, props);
    this.resource = new kplus.Deployment(this, 'Resource', { ...rest, ...selectorOf(select), progressDeadline });
    selectPods(this, this.resource, select);
    this._attach(this.resource, props.podSecurityBecause);
  }
}
