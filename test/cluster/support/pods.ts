import type { Json } from './kubectl';

/** One run of a container that has ended. */
export interface Run {
  readonly name: string;
  readonly exitCode: number;
  /** The termination message. */
  readonly message: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** How often it was started again before or after. */
  readonly restarts: number;
}

/** The last run of each init container that has ended, in the order of the spec. */
export function initRuns(pod: Json): readonly Run[] {
  return (pod.status.initContainerStatuses ?? []).flatMap((status: Json) => {
    const ended = status.state?.terminated ?? status.lastState?.terminated;
    return ended === undefined ? [] : [{
      name: status.name,
      exitCode: ended.exitCode,
      message: (ended.message ?? '').trim(),
      startedAt: new Date(ended.startedAt),
      finishedAt: new Date(ended.finishedAt),
      restarts: status.restartCount,
    }];
  });
}

/** The last ended run of one init container. */
export const initRun = (pod: Json, name: string): Run | undefined => initRuns(pod).find((run) => run.name === name);

/** The last run of one init container that failed, also while or after it is run again: undefined where none has. */
export const failedRun = (pod: Json, name: string): { readonly exitCode: number; readonly message: string } | undefined => {
  const status: Json = (pod.status.initContainerStatuses ?? []).find((one: Json) => one.name === name);
  const failed = [status?.state?.terminated, status?.lastState?.terminated].find((run) => run !== undefined && run.exitCode !== 0);
  return failed && { exitCode: failed.exitCode, message: (failed.message ?? '').trim() };
};

/** Whether an init container runs at this moment. */
export const initRunning = (pod: Json, name: string): boolean =>
  (pod.status.initContainerStatuses ?? []).some((status: Json) => status.name === name && status.state?.running !== undefined);

/** The init containers in the order in which they ran: throws where one started before the one before had ended well. */
export function orderOf(pod: Json): readonly string[] {
  const runs = [...initRuns(pod)].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || a.finishedAt.getTime() - b.finishedAt.getTime());
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    if (run.exitCode !== 0) throw new Error(`${run.name} exited with ${run.exitCode}: ${run.message}`);
    if (before && run.startedAt < before.finishedAt) throw new Error(`${run.name} started before ${before.name} had ended`);
  });
  return runs.map(({ name }) => name);
}

/** When a container of the app was started. */
export const startOf = (pod: Json, container: string): Date =>
  new Date((pod.status.containerStatuses as Json[]).find(({ name }) => name === container).state.running.startedAt);

/** The states of a pod's containers, in a few lines. */
export function describePod(pod: Json): string {
  const containers = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  return [
    `pod ${pod.metadata.name}: ${pod.status.phase}${pod.status.message === undefined ? '' : ` (${pod.status.message})`}`,
    ...containers.map(({ name, restartCount, state, lastState }: Json) =>
      `  ${name}: ${JSON.stringify(state)}, ${restartCount} restarts${Object.keys(lastState ?? {}).length > 0 ? `, before: ${JSON.stringify(lastState)}` : ''}`),
  ].join('\n');
}
