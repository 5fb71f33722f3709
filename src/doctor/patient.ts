import type { PodFacts, StepFacts } from '../declared/facts';
import { factsOf } from '../declared/read-facts';
import { list, type Field, isSet, text } from '../manifest/types';
import type { Cluster } from './cluster';
import type { Diagnosis } from './verdict';
import type { Condition, ContainerStatus, LiveContainer, LiveEvent, LivePod, Terminated } from './live';

/** A pod that is looked at, and what is known of it. */
export interface Patient {
  readonly pod: LivePod;
  readonly cluster: Cluster;
  readonly name: string;
  readonly namespace: string;
  readonly facts: PodFacts | undefined;
  readonly containers: readonly LiveContainer[];
  /** The container that keeps the others from starting, or the pod from being ready. */
  readonly blocking: LiveContainer | undefined;
  /** What happened to the pod, the newest first. */
  readonly events: readonly LiveEvent[];
  /** The pods that have led here: who waits for this one. */
  readonly from: readonly string[];
  /** How others are looked at: what keeps them may keep this one. */
  readonly lookAt: LookAt;
}

/** Finds out what keeps a pod from starting. */
export type LookAt = (patient: Patient) => Diagnosis;

/** Looks at a pod. */
export function patientOf(pod: LivePod, cluster: Cluster, lookAt: LookAt, from: readonly string[] = []): Patient {
  const containers = containersOf(pod);
  return {
    pod, cluster, from, lookAt, containers, name: text(pod.metadata?.name), namespace: text(pod.metadata?.namespace),
    facts: pod.metadata ? factsOf(pod.metadata) : undefined, blocking: blockingOf(containers, cluster.now), events: cluster.eventsOf('Pod', pod.metadata),
  };
}

/** Pods of one name may be in several namespaces. */
export const keyOf = ({ namespace, name }: Patient): string => `${namespace}/${name}`;

/** The facts of a step of the library. */
export const stepOf = ({ facts }: Patient, name: string): StepFacts | undefined => facts?.steps.find((step) => step.name === name);

/** A condition of the pod. */
export const conditionOf = ({ pod }: Patient, type: string): Condition | undefined =>
  list(pod.status?.conditions).find((condition) => condition?.type === type) ?? undefined;

/** The newest event of a reason, where its message matches. */
export const eventOf = ({ events }: Patient, reason: string, message = /^/): LiveEvent | undefined =>
  events.find((event) => event.reason === reason && message.test(text(event.message)));

/** How a container ended: now, or in the run before. */
export const endOf = ({ status: { state, lastState } }: LiveContainer): Terminated | undefined =>
  state?.terminated ?? lastState?.terminated ?? undefined;

/** Why a container waits for the kubelet, such as `ImagePullBackOff`. */
export const waitingReason = ({ status }: LiveContainer): string => text(status.state?.waiting?.reason);

/** What kubectl writes in place of a log that the node no longer has. */
const NO_LOG = /^unable to retrieve container logs for /;

/** The last lines of the run that ended, or else of the one that goes on. */
export function logLines({ pod, cluster }: Patient, { name }: LiveContainer): readonly string[] {
  const { current = '', previous = '' } = cluster.logsOf(pod, name);
  const log = [current, previous].find((one) => one !== '' && !NO_LOG.test(one)) ?? '';
  return log.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '' && !NO_LOG.test(line));
}

function containersOf({ spec, status }: LivePod): readonly LiveContainer[] {
  const placed = (group: 'initContainers' | 'containers', statuses: Field<readonly ContainerStatus[]>) => list(spec?.[group]).filter(isSet).map((json): LiveContainer => ({
    name: text(json.name), json, status: list(statuses).find((one) => one?.name === json.name) ?? {},
    kind: group === 'containers' ? 'app' : text(json.restartPolicy) === 'Always' ? 'sidecar' : 'step',
  }));
  return [...placed('initContainers', status?.initContainerStatuses), ...placed('containers', status?.containerStatuses)];
}

/** Init containers come one after the other; of those of the app, the one that says most. */
function blockingOf(containers: readonly LiveContainer[], now: Date): LiveContainer | undefined {
  const first = containers.find(({ kind, status }) => (kind === 'step' && status.state?.terminated?.exitCode !== 0) || (kind === 'sidecar' && status.started !== true));
  if (first) return first;
  const app = containers.filter(({ kind, status }) => kind === 'app' && status.ready !== true && status.state?.terminated?.exitCode !== 0);
  const ended = containers.filter(({ kind, status }) => kind === 'app' && status.ready !== true);
  return app.find(isTelling) ?? app[0] ?? ended[0] ?? containers.find((container) => failsAgainAndAgain(container, now));
}

const MINUTES_10 = 600_000;

/** One that crashes is ready between two crashes. */
const failsAgainAndAgain = ({ status: { restartCount, lastState } }: LiveContainer, now: Date): boolean =>
  (restartCount ?? 0) > 1 && now.getTime() - Date.parse(text(lastState?.terminated?.finishedAt)) < MINUTES_10;

const isTelling = ({ status: { state } }: LiveContainer): boolean =>
  isSet(state?.terminated) || (isSet(state?.waiting) && !['ContainerCreating', 'PodInitializing'].includes(text(state.waiting.reason)));
