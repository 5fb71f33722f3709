import { isSet, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import { endOf, logLines, type Patient } from '../patient';
import type { Diagnosis } from '../verdict';
import { kubectl, logEvidence, oneLine, tellingLine, who } from '../words';

const REFUSED = /connection refused|ECONNREFUSED|can't connect|could not connect|connect: .*refused/i;
const LOCAL = /localhost|127\.0\.0\.1|\[?::1\]?/;

/** A container that asks a sidecar which has no startup probe: Kubernetes does not wait for it. */
export function sidecars(patient: Patient): Diagnosis | undefined {
  const { blocking, containers } = patient;
  if (!blocking || blocking.kind === 'sidecar' || !isSet(endOf(blocking))) return undefined;
  const before = containers.slice(0, containers.indexOf(blocking)).filter(({ kind, json }) => kind === 'sidecar' && !isSet(json.startupProbe));
  const line = tellingLine([...logLines(patient, blocking), text(endOf(blocking)?.message)].filter((one) => REFUSED.test(one)));
  const [sidecar] = before;
  const isLocal = (said: string) => LOCAL.test(said) || LOCAL.test(JSON.stringify([blocking.json.command, blocking.json.args]));
  if (!sidecar || line === undefined || !isLocal(line)) return undefined;
  return {
    cause: 'sidecar-without-probe', says: say.sidecarWithoutProbe(who(patient, blocking), sidecar.name, oneLine(line)), evidence: logEvidence(patient, blocking),
    next: kubectl(patient.namespace, 'logs', patient.name, '-c', sidecar.name),
  };
}
