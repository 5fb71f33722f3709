import { waitsInCircle } from '../../messages/app-rules';
import type { RenderedApp } from './app';
import type { AppPod, StepDependency, WaitedObject } from './objects';
import { type AppRule, NEVER_STARTS, stepAt } from './rule';

/** A wait of one workload for others of the app, any one of which is enough. */
interface Wait {
  readonly step: string;
  /** By what it waits for them: `service db`, `job migrate`. */
  readonly by: string;
  readonly of: AppPod;
  readonly for: readonly AppPod[];
}

export const waitCycle: AppRule = {
  id: 'wait-cycle',
  needs: ['manifests'],
  uses: ['facts'],
  title: 'Workloads of an app do not wait for each other in a cycle',
  why: 'None of them can start: each waits for another one that also waits.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  noSuppression: NEVER_STARTS,
  check(app, report) {
    const waits = app.pods.flatMap((pod) => [
      ...pod.asks.flatMap((asked) => waitOf(app, pod, asked)), ...pod.objects.flatMap((object) => waitForObject(app, pod, object)),
    ]);
    if (waits.length === 0) return;
    const left = new Set(stuckIn(app.pods, waits));
    const blocked = waits.filter((wait) => left.has(wait.of) && wait.for.every((pod) => left.has(pod)));
    for (const start of [...left]) {
      const circle = left.has(start) ? circleFrom(start, blocked) : [];
      // Who only waits for somebody in the circle has nothing to change.
      if (circle.some((wait) => !left.has(wait.of))) continue;
      const [first] = circle;
      if (!first) continue;
      const path = [first.of.path, ...circle.map((wait, index) => `${(circle[index + 1] ?? first).of.path} (${wait.by})`)];
      report({ path: first.of.path, where: stepAt(first.step), sentence: waitsInCircle(path.join(' waits for ')) });
      for (const wait of circle) left.delete(wait.of);
    }
  },
};

/** Waits of a pod for itself are told by self-wait. A name that resolves before its pods are ready holds nobody up. */
function waitOf(app: RenderedApp, pod: AppPod, { step, host, answers }: StepDependency): readonly Wait[] {
  const reached = app.reach(pod, host);
  if (!reached || reached.pods.length === 0 || reached.pods.includes(pod)) return [];
  if (!answers && (!reached.service.headless || reached.service.publishesNotReady)) return [];
  return [{ step, by: `service ${reached.service.name}`, of: pod, for: reached.pods }];
}

/** A wait of a pod for its own workload is told by waited-objects. */
function waitForObject(app: RenderedApp, pod: AppPod, object: WaitedObject): readonly Wait[] {
  const other = app.workloadOf(pod, object);
  return other === undefined || other === pod ? [] : [{ step: object.step, by: `${other.kind} ${other.name}`, of: pod, for: [other] }];
}

/** Who can never start: those that are left when all have started who can, one after the other. */
function stuckIn(pods: readonly AppPod[], waits: readonly Wait[]): readonly AppPod[] {
  const left = new Set(pods);
  const byPod = new Map<AppPod, Wait[]>();
  for (const wait of waits) byPod.set(wait.of, [...(byPod.get(wait.of) ?? []), wait]);
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const pod of left) {
      if (!byPod.get(pod)?.some((wait) => wait.for.every((other) => left.has(other)))) left.delete(pod);
    }
  }
  return [...left];
}

/** The circle that one gets into by following waits. */
function circleFrom(start: AppPod, waits: readonly Wait[]): readonly Wait[] {
  const followed: Wait[] = [];
  for (let pod: AppPod | undefined = start; pod;) {
    const again = followed.findIndex(({ of }) => of === pod);
    if (again >= 0) return followed.slice(again);
    const next = waits.find(({ of }) => of === pod);
    if (!next) return [];
    followed.push(next);
    [pod] = next.for;
  }
  return [];
}
