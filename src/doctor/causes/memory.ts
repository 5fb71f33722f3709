import { isSet, shown, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import { endOf, type Patient } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, who } from '../words';

/** Containers that were killed for their memory. */
export function memory(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  const end = blocking && endOf(blocking);
  if (!blocking || end?.reason !== 'OOMKilled') return undefined;
  const limit = blocking.json.resources?.limits?.memory;
  return {
    cause: 'out-of-memory', says: say.outOfMemory(who(patient, blocking), isSet(limit) ? shown(limit) : undefined), since: text(end.finishedAt) || undefined,
    evidence: [`${blocking.name} ended with exit code ${end.exitCode ?? 137} (OOMKilled) at ${text(end.finishedAt)}, ${blocking.status.restartCount ?? 0} restarts`], next: describe(patient),
  };
}
