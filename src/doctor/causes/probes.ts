import { isSet, list, shown, text, type Handler } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { LiveContainer } from '../live';
import { conditionOf, type Patient } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, oneLine, quoted, span, who } from '../words';

type Kind = 'startup' | 'readiness' | 'liveness';

const FIELDS = { startup: 'startupProbe', readiness: 'readinessProbe', liveness: 'livenessProbe' } as const;
const SAYS = { startup: say.startupProbe, readiness: say.readinessProbe, liveness: say.livenessProbe } as const;

/** Probes that end their container again and again: the startup probe, then the liveness probe. */
export function killingProbes(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  if (!blocking || blocking.kind === 'step') return undefined;
  const notStarted = blocking.status.started !== true && (blocking.status.restartCount ?? 0) > 0;
  return (notStarted ? failing(patient, blocking, 'startup') : undefined) ?? ((blocking.status.restartCount ?? 0) > 0 ? failing(patient, blocking, 'liveness') : undefined);
}

/** Probes that the running container does not pass. */
export function probes(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  if (!blocking || blocking.kind === 'step' || !isSet(blocking.status.state?.running)) return undefined;
  const found = (blocking.status.started === true ? undefined : failing(patient, blocking, 'startup')) ?? (blocking.kind === 'app' ? failing(patient, blocking, 'readiness') : undefined);
  return found ?? tooEarly(patient, blocking);
}

/** Conditions that somebody else must set. */
export function readinessGates(patient: Patient): Diagnosis | undefined {
  const { pod } = patient;
  const gates = list(pod.spec?.readinessGates).map((gate) => text(gate?.conditionType));
  const open = gates.filter((gate) => conditionOf(patient, gate)?.status !== 'True');
  if (open.length === 0 || conditionOf(patient, 'ContainersReady')?.status !== 'True') return undefined;
  const ready = conditionOf(patient, 'Ready');
  return {
    cause: 'readiness-gate', says: say.readinessGate(open), since: text(ready?.lastTransitionTime) || undefined, evidence: [`Ready: ${text(ready?.message)}`],
    next: describe(patient),
  };
}

function failing(patient: Patient, container: LiveContainer, kind: Kind): Diagnosis | undefined {
  const probe = container.json[FIELDS[kind]];
  const event = patient.events.find(({ reason, message, involvedObject }) => reason === 'Unhealthy' && new RegExp(`^${kind} probe`, 'i').test(text(message))
    && (text(involvedObject?.fieldPath) === '' || text(involvedObject?.fieldPath).includes(`{${container.name}}`)));
  if (!isSet(probe) || !event) return undefined;
  const line = oneLine(text(event.message).replace(/^\w+ probe (?:failed|errored)[^:]*: /i, ''));
  return { cause: `${kind}-probe`, says: SAYS[kind](who(patient, container), probeWords(probe), line), since: text(event.firstTimestamp) || undefined, evidence: [quoted(event)], next: describe(patient) };
}

/** What a probe asks, such as `GET :8080/healthz`. */
function probeWords({ httpGet, tcpSocket, grpc, exec }: Handler): string {
  if (isSet(httpGet)) return `GET :${shown(httpGet.port)}${text((httpGet as { path?: string }).path) || '/'}`;
  if (isSet(tcpSocket)) return `TCP :${shown(tcpSocket.port)}`;
  if (isSet(grpc)) return `gRPC :${shown(grpc.port)}`;
  return isSet(exec) ? `exec ${oneLine(list((exec as { command?: readonly string[] }).command).join(' ')).slice(0, 60)}` : '?';
}

const JUST_STARTED = 60_000;

/** One that has just started may need more time. */
function tooEarly({ cluster, ...patient }: Patient, container: LiveContainer): Diagnosis | undefined {
  const since = text(container.status.state?.running?.startedAt);
  if (!(cluster.now.getTime() - Date.parse(since) < JUST_STARTED)) return undefined;
  const time = span(since, cluster.now) ?? '';
  return { cause: 'starting', says: say.starting(say.justStarted(`container "${container.name}"`, time)), since, evidence: [], next: describe({ cluster, ...patient }) };
}
