import { sourceOf } from '../declared/facts';
import { kindCalled } from '../manifest/kubectl-kinds';
import { isSet, list, text } from '../manifest/types';
import * as say from '../messages/doctor';
import { lookAt } from './causes/look-at';
import { Cluster, type Logs } from './cluster';
import type { LiveObject, LivePod } from './live';
import { patientOf } from './patient';
import { type Diagnosis, isStuck, type Verdict } from './verdict';
import { describe, kubectl } from './words';
import { creation, failedJob, isOnTop, makerOf, podsOfWorkload, unseenFailures, unseenWorkload, wantedPods, WORKLOADS } from './workloads';

/** What is known, and of whom is asked. */
export interface Question {
  /** Objects as `kubectl get -o json` gives them: pods, events, Services, and whatever else there is. */
  readonly objects: readonly object[];
  /** The kinds of which all objects of the namespace are among them. */
  readonly complete: ReadonlySet<string>;
  /** When that was. */
  readonly now: Date;
  /** The last lines of containers, by `logKey`. */
  readonly logs?: ReadonlyMap<string, Logs>;
  /** `POD`, or `deploy/NAME`; undefined for all. */
  readonly target?: string | undefined;
}

/** Where a log would help. */
export interface WantedLog {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** True where the run before is what failed. */
  readonly previous: boolean;
}

/** Finds out why pods do not start. Pure: what kubectl told goes in, verdicts come out; none where there is nobody of that name. */
export function diagnose({ target, ...known }: Question): readonly Verdict[] {
  const cluster = new Cluster(known.objects, known.now, known.complete, known.logs ?? new Map());
  if (target === undefined) return everything(cluster);
  const [first = '', name] = target.split('/');
  const kind = kindCalled(first.toLowerCase(), WORKLOADS);
  const workload = name === undefined || kind === undefined ? undefined
    : cluster.objects(kind).find(({ metadata }) => metadata?.name === name) ?? unseenWorkload(cluster, kind, name);
  if (workload) return ofWorkload(cluster, workload);
  const wanted = name !== undefined && kindCalled(first.toLowerCase(), ['Pod']) !== undefined ? name : target;
  return cluster.pods.filter(({ metadata }) => metadata?.name === wanted).map((pod) => ofPod(cluster, pod));
}

/** The logs that would help: those of the containers that keep pods from starting. */
export function wantedLogs(known: Omit<Question, 'logs' | 'target'>): readonly WantedLog[] {
  const cluster = new Cluster(known.objects, known.now, known.complete, new Map());
  return cluster.pods.flatMap((pod) => {
    const { blocking, name, namespace } = patientOf(pod, cluster, lookAt);
    const { state, lastState, restartCount } = blocking?.status ?? {};
    const hasRun = isSet(state?.running) || isSet(state?.terminated) || isSet(lastState?.terminated);
    return blocking && hasRun ? [{ namespace, pod: name, container: blocking.name, previous: (restartCount ?? 0) > 0 }] : [];
  });
}

/** Workloads first, then pods that nobody has made. */
function everything(cluster: Cluster): readonly Verdict[] {
  const workloads = WORKLOADS.flatMap((kind) => cluster.objects(kind)).filter(isOnTop).filter(isWanted);
  const made = new Set(workloads.flatMap((workload) => podsOfWorkload(cluster, workload)));
  const owners = new Set(workloads.map((workload) => text(makerOf(cluster, workload).metadata?.name)));
  // Pods of former revisions go away by themselves.
  const isOld = ({ metadata }: LivePod) => list(metadata?.ownerReferences).some((owner) => isSet(owner) && hasWorkload(cluster, owner, owners));
  const others = cluster.pods.filter((pod) => !made.has(pod) && !isOld(pod));
  const asked = [...workloads, ...unseenFailures(cluster)];
  return [...asked.flatMap((workload) => ofWorkload(cluster, workload)), ...others.map((pod) => ofPod(cluster, pod))];
}

const hasWorkload = (cluster: Cluster, { kind, name }: { readonly kind?: unknown; readonly name?: unknown }, owners: ReadonlySet<string>): boolean =>
  !owners.has(text(name)) && cluster.objects(text(kind)).some(({ metadata }) => metadata?.name === name && !isOnTop({ metadata }));

/** Scaled to nothing, there is nothing to see. */
const isWanted = (workload: LiveObject): boolean => wantedPods(workload) !== 0;

function ofWorkload(cluster: Cluster, workload: LiveObject): readonly Verdict[] {
  const pods = podsOfWorkload(cluster, workload).filter(({ metadata }) => !isSet(metadata?.deletionTimestamp));
  const failed = failedJob(cluster, workload, (pod) => ofPod(cluster, pod));
  if (failed) return [about(workload, failed)];
  const refused = pods.length < (wantedPods(workload) ?? pods.length + 1) ? creation(cluster, workload) : undefined;
  if (refused && pods.length === 0) return [about(workload, refused)];
  const verdicts = grouped(pods.map((pod) => ofPod(cluster, pod)));
  return verdicts.length > 0 ? [...verdicts, ...refused ? [about(workload, refused)] : []] : [about(workload, nobody(workload))];
}

const nobody = (workload: LiveObject): Diagnosis => ({
  cause: wantedPods(workload) === 0 ? 'ready' : 'unknown', says: wantedPods(workload) === 0 ? say.scaledToZero : say.noPodYet, evidence: [],
  next: kubectl(text(workload.metadata?.namespace), 'describe', text(workload.kind).toLowerCase(), text(workload.metadata?.name)),
});

const about = ({ kind, metadata }: LiveObject, found: Diagnosis): Verdict => ({
  ...found, object: `${text(kind)} ${text(metadata?.name)}`, namespace: text(metadata?.namespace), container: undefined, construct: undefined, builtAt: undefined, more: 0,
  stuck: isStuck(found),
});

function ofPod(cluster: Cluster, pod: LivePod): Verdict {
  const patient = patientOf(pod, cluster, lookAt);
  const found = lookAt(patient);
  const stuck = isStuck(found);
  const container = stuck ? patient.blocking?.name : undefined;
  return {
    ...found, object: `Pod ${patient.name}`, namespace: patient.namespace, container, construct: patient.facts?.path, builtAt: sourceOf(patient.facts, container), more: 0, stuck,
    next: found.next === '' ? describe(patient) : found.next,
  };
}

/** Pods of one workload that have one cause are told once. */
function grouped(verdicts: readonly Verdict[]): readonly Verdict[] {
  const first = new Map<string, Verdict>();
  for (const verdict of verdicts) {
    const key = `${verdict.cause} ${verdict.container ?? ''}`;
    const before = first.get(key);
    first.set(key, before ? { ...before, more: before.more + 1 } : verdict);
  }
  return [...first.values()];
}
