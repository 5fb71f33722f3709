import { isSet, list, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { Patient } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, kubectl, quoted, span } from '../words';

/** The deletion time of a pod is when its grace period ends: it was asked to stop before that. */
export function terminating(patient: Patient): Diagnosis | undefined {
  const { pod: { metadata }, cluster: { now } } = patient;
  if (!isSet(metadata?.deletionTimestamp)) return undefined;
  const grace = metadata.deletionGracePeriodSeconds ?? undefined;
  const since = new Date(Date.parse(metadata.deletionTimestamp) - (grace ?? 0) * 1000).toISOString();
  const finalizers = list(metadata.finalizers).map(text);
  const evidence = [`deletionTimestamp: ${metadata.deletionTimestamp}`, ...patient.events.slice(0, 2).map(quoted)];
  const runs = patient.containers.some(({ status }) => isSet(status.state?.running));
  if (finalizers.length > 0 && !runs) {
    return { cause: 'finalizer', says: say.finalizer(finalizers, span(since, now)), since, evidence, next: kubectl(patient.namespace, 'get', 'pod', patient.name, '-o', 'yaml') };
  }
  const hooks = patient.containers.filter(({ json, status }) => isSet(json.lifecycle?.preStop) && isSet(status.state?.running)).map(({ name }) => `"${name}"`);
  return { cause: 'terminating', says: say.terminating(span(since, now), grace, hooks), since, evidence, next: describe(patient) };
}
