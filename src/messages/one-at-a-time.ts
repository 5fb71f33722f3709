/* Messages about steps that must not run twice at the same time: in code, and after a patch that allows a second pod. */

import type { OfRule } from './rule-ids';

const twoPods = <Id extends string>(id: Id) => `"${id}" can have two pods at the same time` as const;

/** A migration on a workload that can have two pods at the same time, without `oneAtATime`. */
export const oneAtATimeMissing = <Id extends string>(id: Id) =>
  `${twoPods(id)}: set oneAtATime to say how only one migration runs at a time` as const;
export type OneAtATimeMissing<Id extends string> = OfRule<'singleton', ReturnType<typeof oneAtATimeMissing<Id>>>;

export const onceInManyPods = (id: string, volume: string) =>
  `${twoPods(id)}: both could find that the work is not done yet, because they share volume "${volume}". ` +
  'Give onceIn(…) a claim template of a StatefulSet, or run the step in a Job with podReplacementPolicy: \'Failed\'.';

const onePodOnly = (id: string, step: string) => `${twoPods(id)}: step "${step}" relies on there being only one pod`;

export const morePodsThanOne = (id: string, step: string) =>
  `${onePodOnly(id, step)}. Remove the patch, or make the change in the code, ` +
  'which then asks how to keep two apart (replicas of StatefulSet, podReplacementPolicy and parallelism of Job, oneAtATime of RunMigration).';
export const scaledByOthers = (id: string, step: string, kind: string) =>
  `${onePodOnly(id, step)}, but this ${kind} has no number of replicas, as if an autoscaler sets it. ` +
  'Remove the autoscaler, or the patch that removes replicas; or say in the code how to keep two apart (oneAtATime of RunMigration).';
export const scaledSingleton = (id: string, step: string, autoscaler: string, most: number | undefined) =>
  `${onePodOnly(id, step)}, but HorizontalPodAutoscaler "${autoscaler}" allows ${most ?? 'more'}. ` +
  'Remove the autoscaler, or say in the code how to keep two apart (oneAtATime of RunMigration).';
