import { isSet, type Handler } from '../manifest/types';
import * as say from '../messages/explain';
import type { DescribedContainer, DescribedPod } from '../plan/described';
import { planOf } from '../plan/plan';
import { idOf, type NamedPod, type Reaching, reachingOf, type ReachingWait } from './reaching';
import { APP, type Phase, type PodStart, type Start } from './start';

/** What the start of a container costs, at best: its image is there. As long takes a wait to notice that somebody is ready. */
const SECOND = 1;

/** A phase before it is known when it runs. */
interface Draft extends Omit<Phase, 'best' | 'worst' | 'isWorstKnown' | 'critical' | 'never'> {
  /** How long it takes by itself. */
  readonly least: number;
  /** How long it may take; undefined where nobody knows. */
  readonly most: number | undefined;
  readonly waits: readonly ReachingWait[];
  readonly never: string | undefined;
}

/** How pods start together, with the manifests that are applied with them. Pure. */
export function explain(pods: readonly NamedPod[], others: readonly object[]): Start {
  const reaching = reachingOf(pods, others);
  const drafts = new Map(pods.map(({ id, pod }) => [id, draftsOf(id, pod, reaching)]));
  const starting = whoStarts(drafts, reaching);
  const ready = readyTimes(drafts, starting);
  const timed = pods.map(({ id, pod }) => podStart(id, pod, drafts.get(id)!, { ready, starting, reaching }));
  const criticalPath = criticalOf(timed, drafts, ready, starting);
  const critical = new Set(criticalPath);
  const done = timed.map((pod) => ({ ...pod, phases: pod.phases.map((phase) => ({ ...phase, critical: critical.has(phase.id) })) }));
  const last = done.map(({ phases }) => phases.at(-1)!);
  return {
    pods: inOrder(done),
    waits: reaching.waits.map((wait) => {
      const by = idOf(wait.pod, wait.step);
      const targets = wait.for.map((pod) => idOf(pod, APP));
      return {
        by, service: wait.service, for: targets, optional: wait.optional,
        never: !wait.optional && !wait.for.some((pod) => starting.has(pod)), critical: targets.some((target) => follows(criticalPath, target, by)),
      };
    }),
    criticalPath,
    bestSeconds: largest(last.filter(({ never }) => never === undefined).map(({ best }) => best.until)),
    worstSeconds: largest(last.filter((phase) => phase.isWorstKnown).map(({ worst }) => worst.from)),
    isWorstKnown: last.every((phase) => phase.isWorstKnown),
  };
}

function draftsOf(id: string, pod: DescribedPod, { waits, outside, never }: Reaching): readonly Draft[] {
  const steps = new Map(pod.steps.map((step) => [step.name, step]));
  const init = pod.initContainers.map((container): Draft => {
    const { name, isSidecar, image, json } = container;
    const at = idOf(id, name);
    const common = {
      id: at, name, least: SECOND, outside: outside.get(at) ?? [], never: never.get(at),
      waits: waits.filter((wait) => wait.pod === id && wait.step === name),
    };
    const step = steps.get(name)?.facts;
    if (step) {
      const most = step.deadline + (step.grace ?? 0);
      const late = step.goesOn ? say.goesOn(most) : say.givesUp(most);
      return { ...common, kind: step.runsOn ? 'sidecar' : 'step', does: steps.get(name)!.purpose, most, ends: true, late };
    }
    if (pod.facts?.helper?.name === name) return { ...common, kind: 'helper', does: planHelper(pod), most: SECOND, ends: true, late: undefined };
    if (isSidecar) {
      const { delay, most } = startupOf(json.startupProbe);
      return { ...common, kind: 'sidecar', does: say.runsOnBeside, least: SECOND + delay, most: most ?? SECOND, ends: true, late: most === undefined ? undefined : say.restarted(most) };
    }
    return { ...common, kind: 'own', does: doesOf(common.waits, common.outside, image), most: undefined, ends: false, late: say.noDeadline };
  });
  return [...init, appDraft(id, pod, never)];
}

const planHelper = ({ facts }: DescribedPod): string => `leaves the static busybox for "${facts?.helper?.for ?? ''}"`;
const doesOf = (waits: readonly ReachingWait[], outside: readonly string[], image: string): string => {
  const asked = [...new Set([...waits.map(({ service }) => service), ...outside])];
  return asked.length > 0 ? `${say.asksFor(asked)} (${image})` : say.ownInit(image);
};

/** All containers of the app start together; the app is ready when the last one is. */
function appDraft(id: string, { containers, kind }: DescribedPod, never: Reaching['never']): Draft {
  const probes = containers.map(readinessOf);
  const most = probes.flatMap((probe) => probe.most ?? []);
  const ends = kind === 'Job' || kind === 'CronJob';
  return {
    id: idOf(id, APP), name: say.theApp(containers.map(({ name }) => name)), kind: 'app', does: ends ? say.runsToItsEnd : say.becomesReady,
    least: SECOND + Math.max(0, ...probes.map(({ delay }) => delay)), most: most.length === 0 ? SECOND : Math.max(...most), ends: true,
    late: most.length === 0 ? undefined : say.restarted(Math.max(...most)), waits: [], outside: [], never: never.get(id),
  };
}

/** A probe, as far as its clocks go. */
type Probe = Handler & { readonly initialDelaySeconds?: number; readonly periodSeconds?: number; readonly failureThreshold?: number };
const numberOr = (value: unknown, other: number): number => (typeof value === 'number' ? value : other);

/** When a probe first succeeds at best, and until when it is asked; Kubernetes' defaults are 10 seconds and 3 times. */
function startupOf(given: unknown): { readonly delay: number; readonly most: number | undefined } {
  if (!isSet(given) || typeof given !== 'object') return { delay: 0, most: undefined };
  const { initialDelaySeconds, periodSeconds, failureThreshold } = given as Probe;
  const delay = numberOr(initialDelaySeconds, 0);
  return { delay, most: delay + numberOr(periodSeconds, 10) * numberOr(failureThreshold, 3) };
}

function readinessOf({ json: { startupProbe, readinessProbe } }: DescribedContainer): { readonly delay: number; readonly most: number | undefined } {
  const startup = startupOf(startupProbe);
  return { delay: Math.max(startup.delay, startupOf(readinessProbe).delay), most: startup.most };
}

/** Who can start: one after the other, all whose waits are for somebody who can. Who is left never does, circles among them. */
function whoStarts(drafts: ReadonlyMap<string, readonly Draft[]>, { never }: Reaching): ReadonlySet<string> {
  const starting = new Set<string>();
  const canStart = (id: string, phases: readonly Draft[]) => !never.has(id) && phases.every((phase) => phase.never === undefined
    && phase.waits.every((wait) => wait.optional || wait.for.some((pod) => starting.has(pod))));
  for (let before = -1; before !== starting.size;) {
    before = starting.size;
    for (const [id, phases] of drafts) if (!starting.has(id) && canStart(id, phases)) starting.add(id);
  }
  return starting;
}

/** The best case of each phase, given when others are ready. */
function bestOf(phases: readonly Draft[], readyAt: (pod: string) => number | undefined): ReadonlyArray<Phase['best']> {
  let at = 0;
  return phases.map(({ least, waits }) => {
    const from = at;
    const needed = waits.filter(({ optional }) => !optional).map((wait) => Math.min(...wait.for.flatMap((pod) => readyAt(pod) ?? [])));
    at = Math.max(from + least, ...needed.filter(Number.isFinite).map((ready) => ready + SECOND));
    return { from, until: at };
  });
}

/** When each pod that can start is ready, at best. */
function readyTimes(drafts: ReadonlyMap<string, readonly Draft[]>, starting: ReadonlySet<string>): ReadonlyMap<string, number> {
  const ready = new Map<string, number>();
  // In the order in which it was found that they can start, whom they wait for comes first.
  for (const id of starting) ready.set(id, bestOf(drafts.get(id)!, (pod) => ready.get(pod)).at(-1)!.until);
  return ready;
}

interface Known {
  readonly ready: ReadonlyMap<string, number>;
  readonly starting: ReadonlySet<string>;
  readonly reaching: Reaching;
}

function podStart(id: string, pod: DescribedPod, drafts: readonly Draft[], { ready, starting, reaching }: Known): PodStart {
  const best = bestOf(drafts, (other) => ready.get(other));
  let late = 0;
  let isWorstKnown = true;
  let stuck: string | undefined = reaching.never.get(id);
  const phases = drafts.map(({ least, most, waits, ...draft }, index): Phase => {
    const from = Math.max(late, best[index]!.from);
    const known = isWorstKnown;
    late = Math.max(from + (most ?? least), best[index]!.until);
    isWorstKnown &&= draft.ends;
    const vain = waits.find((wait) => !wait.optional && !wait.for.some((other) => starting.has(other)));
    const never = draft.never ?? (vain && say.waitsForNever(draft.name, vain.service, vain.for));
    stuck ??= never;
    return { ...draft, best: best[index]!, worst: { from, until: late }, isWorstKnown: known, never: stuck, critical: false };
  });
  const { progress, active } = pod.clocks;
  // A pod that only starts its app is not held up by its start.
  const clocks = drafts.length === 1 ? [] : [
    ...(progress === undefined ? [] : [{ at: progress, says: say.rolloutFails(progress) }]),
    ...(active === undefined ? [] : [{ at: active, says: say.isEnded(active) }]),
  ];
  return { id, plan: planOf(pod), phases, clocks, never: stuck };
}

/** From what is ready last back to what it had to wait for. */
function criticalOf(
  pods: readonly PodStart[], drafts: ReadonlyMap<string, readonly Draft[]>, ready: ReadonlyMap<string, number>, starting: ReadonlySet<string>,
): readonly string[] {
  const path: string[] = [];
  const candidates = pods.filter(({ id }) => starting.has(id));
  let pod = candidates.reduce<PodStart | undefined>((last, one) => (last && ready.get(last.id)! >= ready.get(one.id)! ? last : one), undefined);
  let index = (pod?.phases.length ?? 0) - 1;
  while (pod && index >= 0) {
    const { id, best } = pod.phases[index]!;
    path.unshift(id);
    const draft = drafts.get(pod.id)![index]!;
    const binding = draft.waits.filter(({ optional }) => !optional).flatMap((wait) => wait.for)
      .find((other) => (ready.get(other) ?? -SECOND) + SECOND === best.until && best.until > best.from + draft.least);
    pod = binding === undefined ? pod : candidates.find((one) => one.id === binding);
    index = binding === undefined ? index - 1 : (pod?.phases.length ?? 0) - 1;
  }
  return path;
}

const largest = (numbers: readonly number[]): number => numbers.reduce((most, one) => Math.max(most, one), 0);

/** Whether one phase of a path comes right before another. */
const follows = (path: readonly string[], one: string, other: string): boolean => path.some((id, index) => id === one && path[index + 1] === other);

/** Who is waited for stands above who waits, as far as that goes. */
const inOrder = (pods: readonly PodStart[]): readonly PodStart[] =>
  [...pods].sort((a, b) => Number(a.never !== undefined) - Number(b.never !== undefined) || readyAt(a) - readyAt(b));

const readyAt = ({ phases }: PodStart): number => phases.at(-1)!.best.until;
