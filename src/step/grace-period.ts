import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkDuration } from '../checks/values';
import { refuse } from '../errors';
import { graceBeyondPod } from '../messages/run';
import { longestGrace } from '../rules/grace-period';
import type { PodTemplate } from '../template/pod-template';

const USUAL = 20;
/** Of the pod's time, for the script to see the end and to say so. */
const FOR_THE_SCRIPT = 2;

/** How long what a step runs may take to stop: kubelet kills it in the middle where that is longer than the pod may take. */
export function gracePeriod(
  at: IConstruct, { facts: { terminationGracePeriod } }: PodTemplate, given: Duration | undefined, neverKill: boolean,
): Duration {
  if (given === undefined) return Duration.seconds(Math.max(1, Math.min(neverKill ? Infinity : USUAL, terminationGracePeriod - FOR_THE_SCRIPT)));
  const seconds = checkDuration(at, 'gracePeriod', given).toSeconds();
  return seconds <= longestGrace(terminationGracePeriod) ? given : refuse(at, 'grace-period', graceBeyondPod(seconds, terminationGracePeriod));
}
