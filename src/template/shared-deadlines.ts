import { Duration } from 'cdk8s';
import { PROGRESS_DEADLINE } from '../manifest/clocks';
import type { WorkloadFacts } from './facts';
import type { StepSpec } from './specs';

/** Of the time that Kubernetes gives: what is left is for pulling images and for the app. */
const SHARE = 0.95;
/** What a wait gets where the others leave nothing: a shorter one would only fail, and be started again after a pause. */
const LEAST_SECONDS = 60;

/** What Kubernetes gives: the shorter of the clock of a rollout (or as if there were one) and that which ends a Job or a Pod. */
const clockOf = ({ progressDeadline = PROGRESS_DEADLINE, activeDeadline = progressDeadline }: WorkloadFacts): number =>
  Math.min(progressDeadline, activeDeadline);

const share = (seconds: number): number => Math.max(1, Math.floor(SHARE * seconds));

/** How long a wait may take that is alone in its pod. */
export const deadlineAlone = (facts: WorkloadFacts): Duration => Duration.seconds(share(clockOf(facts)));

/** How long a step may take until it has stopped, in seconds. */
export const secondsOf = ({ deadline, grace }: StepSpec): number => deadline.toSeconds() + (grace?.toSeconds() ?? 0);

/** The steps with the deadlines of those that share what the others leave, in equal parts: waits without a timeout. */
export function withSharedDeadlines(steps: readonly StepSpec[], facts: WorkloadFacts): readonly StepSpec[] {
  const sharing = steps.filter(({ withDeadline }) => withDeadline !== undefined).length;
  if (sharing === 0) return steps;
  const taken = steps.reduce((sum, step) => sum + (step.withDeadline ? 0 : secondsOf(step)), 0);
  const alone = share(clockOf(facts));
  const each = Math.max(share((clockOf(facts) - taken) / sharing), Math.min(LEAST_SECONDS, alone));
  const isRight = (step: StepSpec) => step.deadline.toSeconds() === each;
  return steps.map((step) => (step.withDeadline === undefined || isRight(step) ? step : step.withDeadline(Duration.seconds(each))));
}
