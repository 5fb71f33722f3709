import { ApiObject, type Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import { checkDuration } from '../checks/values';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { forKplus } from './for-kplus';
import { POD_KEYS, type PodProps as CommonPodProps } from './pod-props';
import { Workload } from './workload';

/** Properties of a {@link Pod}. */
export interface BarePodProps<S extends PodSecurity = 'restricted'> extends Omit<CommonPodProps<S>, 'podMetadata'> {
  /**
   * What happens when a container ends.
   *
   * @default RestartPolicy.ALWAYS
   */
  readonly restartPolicy?: kplus.RestartPolicy;
  /**
   * How long the pod may run before Kubernetes ends it. This includes the app: Kubernetes also ends an app that is working.
   *
   * @default - forever
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior
   */
  readonly activeDeadline?: Duration;
}

const { podMetadata: _none, ...COMMON } = POD_KEYS;
const KEYS = { ...COMMON, restartPolicy: true, activeDeadline: true } as const;

/**
 * A Pod whose init containers are steps. There is only one, and Kubernetes does not replace it.
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
   * Creates the workload. Build its steps on it, then add the containers of the app.
   *
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props at which level it runs
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Construct, id: Id, props: BarePodProps<Offered<S>> = {}) {
    checkKeys(childPath(scope, id), props, KEYS);
    super(scope, id, { kind: 'Pod', ...props, podsAtATime: 'one' });
    const { activeDeadline, ...rest } = props;
    const deadline = activeDeadline === undefined ? undefined : checkDuration(this, 'activeDeadline', activeDeadline).toSeconds();
    this.resource = new kplus.Pod(this, 'Resource', forKplus(this, rest));
    this._attach(this.resource, props.podSecurityBecause);
    // cdk8s-plus has no property for it.
    if (deadline !== undefined) ApiObject.of(this.resource).addJsonPatch(JsonPatch.add('/spec/activeDeadlineSeconds', deadline));
  }
}
