import { type Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import { checkMade, givenOr } from '../checks/values';
import { refuse } from '../errors';
import { retainedAndDeleted, startingDeadlineTooShort } from '../messages/workload';
import type { Offered, PodSecurity } from '../manifest/pod-security';
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
   * What happens if a run is due and the previous run has not ended.
   *
   * @default ConcurrencyPolicy.FORBID
   */
  readonly concurrencyPolicy?: kplus.ConcurrencyPolicy;
  /**
   * How late a run may start, at least 10 seconds. Kubernetes silently drops a later run. One hour
   * is longer than an upgrade of the control plane, and short enough for a schedule of every minute, because Kubernetes stops
   * starting runs after more than 100 missed runs.
   *
   * @default Duration.hours(1)
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline
   */
  readonly startingDeadline?: Duration;
  /**
   * How many successful Jobs are kept. Not together with `ttlAfterFinished`, which deletes them.
   *
   * @default 3
   */
  readonly successfulJobsRetained?: number;
  /**
   * How many failed Jobs are kept, with the logs of their steps. Not together with `ttlAfterFinished`.
   *
   * @default 1
   */
  readonly failedJobsRetained?: number;
  /**
   * True to run nothing for now.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

const KEYS = {
  ...POD_KEYS, ...FINITE_KEYS, schedule: true, timeZone: true, concurrencyPolicy: true, startingDeadline: true, suspend: true,
  successfulJobsRetained: true, failedJobsRetained: true,
} as const;

/** That of cdk8s-plus is 10 seconds: a controller that is away for longer drops a nightly run. */
const STARTING_DEADLINE = Duration.hours(1);
/** The controller looks every 10 seconds. */
const LEAST_STARTING_DEADLINE = 10;


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
   * Creates the workload. Build its steps on it, then add the containers of the app.
   *
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props when it runs, and at which level
   * @throws {@link PreludeError} when a value is refused
   */
  constructor(scope: Construct, id: Id, props: CronJobProps<Offered<S>>) {
    checkKeys(childPath(scope, id), props, KEYS);
    super(scope, id, { kind: 'CronJob', ...props, podsAtATime: 'many' });
    checkFinite(this, 'CronJob', props);
    checkMade(this, 'schedule', props.schedule, 'expressionString', 'Cron.daily()');
    const checked = forKplus(this, { ...props, startingDeadline: givenOr(props.startingDeadline, STARTING_DEADLINE) });
    this.checkRetention(props);
    this.resource = new kplus.CronJob(this, 'Resource', checked);
    this._attach(this.resource, props.podSecurityBecause);
  }

  /** What cdk8s-plus refuses without a path. */
  private checkRetention({ startingDeadline, ttlAfterFinished, successfulJobsRetained, failedJobsRetained }: CronJobProps<PodSecurity>): void {
    const seconds = startingDeadline?.toSeconds() ?? LEAST_STARTING_DEADLINE;
    if (seconds < LEAST_STARTING_DEADLINE) refuse(this, 'deadlines', startingDeadlineTooShort(LEAST_STARTING_DEADLINE), `${seconds} s`);
    const retained = successfulJobsRetained ?? failedJobsRetained;
    if (ttlAfterFinished && retained !== undefined) refuse(this, 'conflicting-properties', retainedAndDeleted, { successfulJobsRetained, failedJobsRetained });
  }
}
