import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import { checkOneOf, givenOr } from '../checks/values';
import { refuse } from '../errors';
import { podRestartPolicy } from '../messages/containers';
import { RESTART_POLICIES } from '../rules/restart-policy';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { forKplus } from './for-kplus';
import { FINITE_KEYS, type FinitePodProps, POD_KEYS, type PodProps, type PodsOf } from './pod-props';
import { type PodsAtATime, Workload } from './workload';

/**
 * When a Job replaces a pod: as soon as the pod is being deleted, so that both can run for a while, or only when the pod has
 * ended.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy
 */
export type PodReplacementPolicy = 'TerminatingOrFailed' | 'Failed';

const REPLACEMENT_POLICIES: readonly PodReplacementPolicy[] = ['TerminatingOrFailed', 'Failed'];

/** Properties of a {@link Job}. */
export interface JobProps<
  S extends PodSecurity = 'restricted', Policy extends PodReplacementPolicy = PodReplacementPolicy, N extends number = number,
> extends PodProps<S>, FinitePodProps {
  /**
   * When a pod is replaced; `Failed` keeps the Job to one pod at a time.
   *
   * @default - TerminatingOrFailed, like Kubernetes
   */
  readonly podReplacementPolicy?: Policy;
  /**
   * How many pods run at the same time, at most; each of them runs the steps.
   *
   * @default 1
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#parallel-jobs
   */
  readonly parallelism?: N;
  /**
   * How many pods must succeed.
   *
   * @default - one; with `parallelism` any one of them, like Kubernetes
   */
  readonly completions?: number;
}

const KEYS = { ...POD_KEYS, ...FINITE_KEYS, podReplacementPolicy: true, parallelism: true, completions: true } as const;

/** One pod at a time only where the Job replaces pods when they have failed, and not before, and where its parallelism is known to be no more. */
type JobPods<Policy extends PodReplacementPolicy, N extends number> = [Policy] extends ['Failed'] ? PodsOf<N> : 'many';

/**
 * A Job whose init containers are steps.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 *
 * @example
 * const nightly = new Job(chart, 'nightly', { podReplacementPolicy: 'Failed' });
 * // kind: Job, spec.podReplacementPolicy: Failed
 */
export class Job<
  out Id extends string = string, out S extends PodSecurity = 'restricted', out Policy extends PodReplacementPolicy = PodReplacementPolicy,
  N extends number = 1,
> extends Workload<Id, S, JobPods<Policy, N>> {
  readonly resource: kplus.Job;

  /**
   * Creates the workload. Build its steps on it, then add the containers of the app.
   *
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props at which level its pods run, and when they are replaced
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Construct, id: Id, props: JobProps<Offered<S>, Policy, N> = {}) {
    checkKeys(childPath(scope, id), props, KEYS);
    const podsAtATime: PodsAtATime = props.podReplacementPolicy === 'Failed' && givenOr<number, number>(props.parallelism, 1) <= 1 ? 'one' : 'many';
    super(scope, id, { kind: 'Job', ...props, podsAtATime: podsAtATime as JobPods<Policy, N> });
    checkFinite(this, 'Job', props);
    if (props.podReplacementPolicy !== undefined) checkOneOf(this, 'podReplacementPolicy', props.podReplacementPolicy, REPLACEMENT_POLICIES);
    const { podReplacementPolicy, parallelism, completions, ...rest } = forKplus(this, props);
    this.resource = new kplus.Job(this, 'Resource', rest);
    // cdk8s-plus knows none of them.
    for (const [field, value] of Object.entries({ podReplacementPolicy, parallelism, completions })) {
      if (value !== undefined) ApiObject.of(this.resource).addJsonPatch(JsonPatch.add(`/spec/${field}`, value));
    }
    this._attach(this.resource, props.podSecurityBecause);
  }
}

/** A Job's pods end: cdk8s-plus takes `Always`, Kubernetes does not. */
export function checkFinite(at: Construct, kind: 'Job' | 'CronJob', props: FinitePodProps): void {
  if (props.restartPolicy === kplus.RestartPolicy.ALWAYS) refuse(at, 'restart-policy', podRestartPolicy(kind, RESTART_POLICIES[kind]), props.restartPolicy);
}
