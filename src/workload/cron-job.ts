import type { Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import { checkMade } from '../checks/values';
import type { PodSecurity } from '../security/pod-security';
import { checkFinite } from './job';
import { forKplus } from './for-kplus';
import { FINITE_KEYS, type FinitePodProps, POD_KEYS, type PodProps } from './pod-props';
import { Workload } from './workload';

/** Properties of a {@link CronJob}. */
export interface CronJobProps<S extends PodSecurity = 'restricted'> extends PodProps<S>, FinitePodProps {
  /**
   * When it runs.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   */
  readonly schedule: Cron;
  /**
   * The time zone of the schedule, such as `Europe/Zurich`.
   *
   * @default - that of the controller manager
   */
  readonly timeZone?: string;
  /**
   * What happens when a run is due and the one before has not ended.
   *
   * @default ConcurrencyPolicy.FORBID
   */
  readonly concurrencyPolicy?: kplus.ConcurrencyPolicy;
  /**
   * How late a run may start.
   *
   * @default Duration.seconds(10)
   */
  readonly startingDeadline?: Duration;
  /**
   * True to run nothing for now.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

const KEYS = {
  ...POD_KEYS, ...FINITE_KEYS, schedule: true, timeZone: true, concurrencyPolicy: true, startingDeadline: true, suspend: true,
} as const;

/**
 * A CronJob whose init containers are steps. Two of its pods can run at a time, whatever its policy says: a deleted pod may
 * still run when its replacement starts.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 *
 * @example
 * const report = new CronJob(chart, 'report', { schedule: Cron.daily() });
 * // kind: CronJob, spec.schedule: '0 0 * * *'
 */
export class CronJob<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Workload<Id, S, 'many'> {
  readonly resource: kplus.CronJob;

  /**
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props when it runs, and at which level
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Construct, id: Id, props: CronJobProps<S>) {
    checkKeys(childPath(scope, id), props, KEYS);
    super(scope, id, { kind: 'CronJob', ...props, podsAtATime: 'many' });
    checkFinite(this, props);
    checkMade(this, 'schedule', props.schedule, 'expressionString', 'Cron.daily()');
    this.resource = new kplus.CronJob(this, 'Resource', forKplus(this, props));
    this._attach(this.resource, props.podSecurityBecause);
  }
}
