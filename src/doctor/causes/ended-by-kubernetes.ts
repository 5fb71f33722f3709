import { isSet, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { Patient } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, oneLine, quoted, showLog, who } from '../words';
import { waiting } from './waiting';

/** Pods that Kubernetes ended: evicted, or past their deadline. */
export function endedByKubernetes(patient: Patient): Diagnosis | undefined {
  const { status, spec } = patient.pod;
  if (status?.phase !== 'Failed') return undefined;
  const message = oneLine(text(status.message));
  const evidence = [`status: ${text(status.reason)}: ${message}`, ...patient.events.slice(0, 2).map(quoted)];
  if (status.reason === 'Evicted') return { cause: 'evicted', says: say.evicted(message), evidence, next: describe(patient) };
  if (status.reason !== 'DeadlineExceeded') return undefined;
  const { blocking } = patient;
  const wait = waiting(patient);
  const doing = wait ? `; ${wait.says}` : blocking ? `, while ${who(patient, blocking)} ran` : '';
  return {
    cause: 'pod-deadline', says: say.podDeadline(isSet(spec?.activeDeadlineSeconds) ? spec.activeDeadlineSeconds : undefined, doing),
    evidence: [...evidence, ...wait?.evidence ?? []], next: blocking ? showLog(patient, blocking) : describe(patient),
  };
}
