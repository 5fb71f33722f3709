import { kindCalled } from '../manifest/kubectl-kinds';
import { isSet, list, text } from '../manifest/types';
import * as say from '../messages/doctor';
import { type Cluster, timeOf } from './cluster';
import type { LiveMetadata, LiveObject, LivePod } from './live';
import type { Cause, Diagnosis } from './verdict';
import { kubectl, oneLine, quoted } from './words';

/** Kinds that make pods. */
export const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'] as const;

/** True for what may be asked for: a name, or a kind and a name. */
export function isTarget(given: string): boolean {
  const [first = '', name, ...rest] = given.split('/');
  const isName = (word: string) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(word);
  if (rest.length > 0) return false;
  return name === undefined ? isName(first) : isName(name) && kindCalled(first.toLowerCase(), [...WORKLOADS, 'Pod']) !== undefined;
}

/**
 * A workload that is not among the objects, as far as others speak of it: its pods name their owner, and events what could not be made.
 * The name of a ReplicaSet is that of its Deployment and a hash.
 */
export function unseenWorkload(cluster: Cluster, kind: string, name: string): LiveObject | undefined {
  const isMeant = (owner: string) => owner === name || (kind in MAKERS && owner.startsWith(`${name}-`) && !owner.slice(name.length + 1).includes('-'));
  const maker = MAKERS[kind] ?? kind;
  const owners = cluster.pods.flatMap(({ metadata }) =>
    list(metadata?.ownerReferences).filter(isSet).map((owner) => ({ ...owner, at: bornAt({ metadata }) })));
  const failed = cluster.failedCreations().map((event) => ({ ...event.involvedObject, at: timeOf(event) }));
  const made = [...owners, ...failed].filter((one) => one.kind === maker && isMeant(text(one.name)));
  const [newest] = made.sort((one, other) => (one.at < other.at ? 1 : -1));
  const namespace = cluster.pods[0]?.metadata?.namespace ?? cluster.failedCreations()[0]?.metadata?.namespace;
  return newest && { kind: maker, metadata: { name: text(newest.name), namespace: text(namespace) } };
}

/** What makes pods, is not among the objects, and could not make one. */
export const unseenFailures = (cluster: Cluster): readonly LiveObject[] => {
  const failed = cluster.failedCreations().map(({ involvedObject, metadata }) => (
    { kind: text(involvedObject?.kind), metadata: { name: text(involvedObject?.name), namespace: text(metadata?.namespace) } }));
  const seen = new Set<string>();
  return failed.filter(({ kind, metadata: { name, namespace } }) => {
    const key = `${kind}/${namespace}/${name}`;
    const isNew = !seen.has(key) && cluster.find(kind, namespace, name) === undefined;
    seen.add(key);
    return isNew;
  });
};

const MAKERS: Readonly<Record<string, string>> = { Deployment: 'ReplicaSet', CronJob: 'Job' };

/** What makes the pods of a workload: of a Deployment its newest ReplicaSet, of a CronJob its newest Job, else itself. */
export function makerOf(cluster: Cluster, workload: LiveObject): LiveObject {
  const kind = MAKERS[text(workload.kind)];
  if (kind === undefined) return workload;
  const made = [...cluster.ownedBy(cluster.objects(kind), text(workload.kind), workload.metadata)];
  return made.sort((one, other) => revisionOf(other) - revisionOf(one) || (bornAt(one) < bornAt(other) ? 1 : -1))[0] ?? workload;
}

const revisionOf = ({ metadata }: LiveObject): number => Number(metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
const bornAt = ({ metadata }: Pick<LiveObject, 'metadata'>): string => text(metadata?.creationTimestamp);

/** The pods that a workload has made last, the oldest first. */
export function podsOfWorkload(cluster: Cluster, workload: LiveObject): readonly LivePod[] {
  const maker = makerOf(cluster, workload);
  return [...cluster.ownedBy(cluster.pods, text(maker.kind), maker.metadata)].sort((one, other) => (bornAt(one) > bornAt(other) ? 1 : -1));
}

/** A Job that has failed: by its deadline, or after too many failures. */
export function failedJob(cluster: Cluster, workload: LiveObject, last: (pod: LivePod) => Diagnosis): Diagnosis | undefined {
  const job = makerOf(cluster, workload);
  const failed = list(job.status?.conditions).find((condition) => condition?.type === 'Failed' && condition.status === 'True');
  if (job.kind !== 'Job' || !failed) return undefined;
  const name = text(job.metadata?.name);
  const pod = podsOfWorkload(cluster, job).at(-1);
  const found = pod && last(pod);
  const spec = job.spec as { readonly activeDeadlineSeconds?: number; readonly backoffLimit?: number } | undefined;
  const common = {
    since: text(failed.lastTransitionTime) || undefined, evidence: [`Job ${name}: ${text(failed.reason)}: ${oneLine(text(failed.message))}`, ...found?.evidence ?? []],
    next: found?.next ?? kubectl(text(job.metadata?.namespace), 'describe', 'job', name),
  };
  if (failed.reason === 'DeadlineExceeded') return { cause: 'job-deadline', says: say.jobDeadline(spec?.activeDeadlineSeconds), ...common };
  return { cause: 'job-backoff-limit', says: say.backoffLimit(spec?.backoffLimit, found?.says ?? ''), ...common };
}

/** Why a workload has no pod, or fewer than it should. */
export function creation(cluster: Cluster, workload: LiveObject): Diagnosis | undefined {
  const maker = makerOf(cluster, workload);
  const pods = podsOfWorkload(cluster, workload).length;
  const failed = cluster.eventsOf(text(maker.kind), maker.metadata).find(({ reason }) => reason === 'FailedCreate');
  const condition = list(maker.status?.conditions).find((one) => one?.type === 'ReplicaFailure' && one.status === 'True');
  const message = text(condition?.message) || text(failed?.message);
  if (message === '') return undefined;
  const cause = causeOf(message);
  const [, why = message] = /is forbidden: (.*)$/s.exec(message) ?? [];
  return {
    cause, says: say.refused(cause, pods, oneLine(why)), since: text(condition?.lastTransitionTime) || text(failed?.firstTimestamp) || undefined,
    evidence: [failed ? quoted(failed) : oneLine(message)],
    next: kubectl(text(maker.metadata?.namespace), 'describe', text(maker.kind).toLowerCase(), text(maker.metadata?.name)),
  };
}

const REFUSALS: ReadonlyArray<readonly [RegExp, Cause]> = [
  [/violates PodSecurity/, 'pod-security'], [/quota/, 'quota'], [/(?:maximum|minimum) \S+ usage|limit to request ratio/, 'limit-range'], [/serviceaccount|service account/i, 'service-account'],
];
const causeOf = (message: string): Cause => REFUSALS.find(([pattern]) => pattern.test(message))?.[1] ?? 'admission';

/** How many pods a workload wants; undefined where it does not say. */
export function wantedPods({ kind, spec }: LiveObject): number | undefined {
  if (kind === 'CronJob') return 0;
  const wanted: unknown = spec?.replicas ?? spec?.parallelism;
  return typeof wanted === 'number' ? wanted : undefined;
}

/** The workload whose pods would have these labels. */
export const workloadOf = (cluster: Cluster, namespace: string, selector: Readonly<Record<string, string>>): LiveObject | undefined =>
  [...cluster.objects('Deployment'), ...cluster.objects('StatefulSet'), ...cluster.objects('DaemonSet')].find(({ metadata, spec }) => {
    const labels = (spec as { readonly template?: { readonly metadata?: LiveMetadata } } | undefined)?.template?.metadata?.labels;
    return text(metadata?.namespace) === namespace && Object.entries(selector).every(([key, value]) => labels?.[key] === value);
  });

/** True for what no other workload has made. */
export const isOnTop = ({ metadata }: LiveObject): boolean =>
  !list(metadata?.ownerReferences).some((owner) => isSet(owner) && owner.controller === true);
