import { isSet, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import { conditionOf, eventOf, type Patient, waitingReason } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, oneLine, quoted, showLog, span, who } from '../words';
import type { Look } from './cause';
import { endedByKubernetes } from './ended-by-kubernetes';
import { ends } from './ends';
import { hooks } from './hooks';
import { images } from './images';
import { memory } from './memory';
import { killingProbes, probes, readinessGates } from './probes';
import { references, volumes } from './references';
import { running } from './running';
import { scheduling } from './scheduling';
import { sidecars } from './sidecars';
import { startingPrograms } from './starting-programs';
import { terminating } from './terminating';
import { waiting } from './waiting';

/** In the order in which a pod starts; the first that is sure has it. */
const LOOKS: readonly Look[] = [
  terminating, endedByKubernetes, scheduling, sandbox, volumes, images, references, startingPrograms, hooks, memory, killingProbes, waiting, sidecars,
  ends, probes, running, readinessGates,
];

/** Finds out what keeps one pod from starting. */
export function lookAt(patient: Patient): Diagnosis {
  const { pod, blocking } = patient;
  const isWell = !isSet(pod.metadata?.deletionTimestamp) && !blocking;
  if (pod.status?.phase === 'Succeeded') return { cause: 'completed', says: say.completed, evidence: [], next: describe(patient) };
  if (isWell && conditionOf(patient, 'Ready')?.status === 'True') return { cause: 'ready', says: say.ready, evidence: [], next: describe(patient) };
  for (const look of LOOKS) {
    const found = look(patient);
    if (found) return found;
  }
  return undecided(patient);
}

/** The network or the runtime of the node. */
function sandbox(patient: Patient): Diagnosis | undefined {
  const event = eventOf(patient, 'FailedCreatePodSandBox');
  const begun = patient.containers.some(({ status: { state, lastState } }) =>
    isSet(state?.running) || isSet(state?.terminated) || isSet(lastState?.terminated));
  if (!event || begun || patient.events.indexOf(event) > 0) return undefined;
  return {
    cause: 'sandbox', says: say.sandbox(oneLine(text(event.message))), since: text(event.firstTimestamp) || undefined, evidence: [quoted(event)],
    next: describe(patient),
  };
}

const A_WHILE = 60_000;

function undecided(patient: Patient): Diagnosis {
  const { pod, blocking, cluster, events } = patient;
  const since = text(pod.metadata?.creationTimestamp) || undefined;
  const young = since !== undefined && cluster.now.getTime() - Date.parse(since) < A_WHILE;
  const evidence = events.slice(0, 3).map(quoted);
  const what = blocking ? `${who(patient, blocking)} ${waitingReason(blocking) || 'is not ready'}` : `phase ${text(pod.status?.phase) || 'unknown'}`;
  const time = span(since, cluster.now);
  if (young) return { cause: 'starting', says: say.starting(blocking ? say.beingMade(who(patient, blocking)) : say.notYetScheduled), since, evidence, next: describe(patient) };
  return { cause: 'unknown', says: say.unknown(`${what}${time === undefined ? '' : ` (the pod is ${time} old)`}`), since, evidence, next: blocking && isSet(blocking.status.state?.running) ? showLog(patient, blocking) : describe(patient) };
}
