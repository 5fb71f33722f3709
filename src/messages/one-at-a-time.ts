/* What is said of steps that must not run twice at a time: in code, and where a patch makes two pods of one. */

import type { OfRule } from './rule-ids';

const twoPods = <Id extends string>(id: Id) => `"${id}" can have two pods at a time` as const;

/** A migration on a workload that can have two pods at a time, and nothing said of how it is kept to one. */
export const oneAtATimeMissing = <Id extends string>(id: Id) =>
  `${twoPods(id)}: say with oneAtATime how the migration is kept to one` as const;
export type OneAtATimeMissing<Id extends string> = OfRule<'singleton', ReturnType<typeof oneAtATimeMissing<Id>>>;

export const onceInManyPods = (id: string, volume: string) =>
  `${twoPods(id)}: each could find that nothing was done yet, for volume "${volume}" is the same for both. ` +
  'Give onceIn(…) a claim template of a StatefulSet, or run it in a Job with podReplacementPolicy: \'Failed\'.';

const onePodOnly = (id: string, step: string) => `${twoPods(id)}: step "${step}" is kept to one by there being one pod only`;

export const morePodsThanOne = (id: string, step: string) =>
  `${onePodOnly(id, step)}. Take the patch back, or say so in the code, ` +
  'where you are asked how two are kept apart (replicas of StatefulSet, podReplacementPolicy and parallelism of Job, oneAtATime of RunMigration).';
export const scaledByOthers = (id: string, step: string, kind: string) =>
  `${onePodOnly(id, step)}, and this ${kind} does not say how many it has, as where an autoscaler does. ` +
  'Take the autoscaler off, or the patch that takes replicas out; or say in the code how two are kept apart (oneAtATime of RunMigration).';
export const scaledSingleton = (id: string, step: string, autoscaler: string, most: number | undefined) =>
  `${onePodOnly(id, step)}, and HorizontalPodAutoscaler "${autoscaler}" makes ${most ?? 'more'}. ` +
  'Take the autoscaler off, or say in the code how two are kept apart (oneAtATime of RunMigration).';

/** Something else for `oneAtATime`. */
export const notOneAtATime = 'oneAtATime takes toolLocks(tool) or unsafe(because).' as const;
export type NotOneAtATime = OfRule<'one-at-a-time', typeof notOneAtATime>;

/** A tool that is not known to lock. */
export const toolDoesNotLock = <Tool extends string>(tool: Tool) =>
  `"${tool}" is not known to lock by itself: use a tool that does, or unsafe(because) where two at a time do no harm` as const;
export type ToolDoesNotLock<Tool extends string> = OfRule<'one-at-a-time', ReturnType<typeof toolDoesNotLock<Tool>>>;
