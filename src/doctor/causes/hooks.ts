import { isSet, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import { eventOf, type Patient, waitingReason } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, oneLine, quoted, who } from '../words';

/** A postStart hook that fails: its container is killed. */
export function hooks(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  const hook = blocking?.json.lifecycle?.postStart;
  const event = eventOf(patient, 'FailedPostStartHook');
  if (!blocking || !isSet(hook) || (!event && waitingReason(blocking) !== 'PostStartHookError')) return undefined;
  const message = oneLine(text(event?.message) || text(blocking.status.state?.waiting?.message));
  const runs = isSet(hook.exec) ? `${JSON.stringify((hook.exec as { command?: readonly string[] }).command?.slice(0, 3))}: ` : '';
  return { cause: 'post-start-hook', says: say.postStart(who(patient, blocking), `${oneLine(runs)} ${message}`.trim()), since: text(event?.firstTimestamp) || undefined, evidence: event ? [quoted(event)] : [], next: describe(patient) };
}
