import { list, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { LiveContainer } from '../live';
import { endOf, logLines, type Patient } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, logEvidence, oneLine, showLog, who } from '../words';

/** Programs that cannot be started: not there, not for this machine, not executable. */
export function startingPrograms(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  if (!blocking) return undefined;
  const end = endOf(blocking);
  const message = text(blocking.status.state?.waiting?.message).includes('OCI runtime') ? text(blocking.status.state?.waiting?.message) : text(end?.message);
  if (/OCI runtime|failed to create|exec: |error mounting/.test(message)) return byRuntime(patient, blocking, message);
  const [, program] = logLines(patient, blocking).map((line) => /^exec (\S+): exec format error$/.exec(line)).find((found) => found !== null) ?? [];
  if (program !== undefined) {
    return { cause: 'exec-format', says: say.execFormat(who(patient, blocking), program), evidence: logEvidence(patient, blocking), next: describe(patient) };
  }
  return end?.exitCode === 127 || end?.exitCode === 126 ? byShell(patient, blocking, end.exitCode) : undefined;
}

function byRuntime(patient: Patient, container: LiveContainer, message: string): Diagnosis {
  const name = who(patient, container);
  const told = (cause: Diagnosis['cause'], says: string): Diagnosis => ({ cause, says, evidence: [oneLine(message)], next: describe(patient) });
  const [, given] = /exec: "([^"]+)"/.exec(message) ?? [];
  const program = given ?? text(list(container.json.command)[0]);
  const [, mountedAt] = /error mounting .* to rootfs at "([^"]+)"/.exec(message) ?? [];
  if (mountedAt !== undefined) return told('volume', say.mountOverFile(name, mountedAt));
  if (/executable file not found|no such file or directory/.test(message)) return told('command-not-found', say.commandMissing(name, program));
  if (/exec format error/.test(message)) return told('exec-format', say.execFormat(name, program));
  if (/permission denied/.test(message)) return told('exec-permission', say.execPermission(name, program));
  return told('unknown', say.cannotBeCreated(name, oneLine(message)));
}

/** A shell ends with 127 where it finds no program, and with 126 where it may not run one. */
function byShell(patient: Patient, container: LiveContainer, code: number): Diagnosis | undefined {
  const lines = logLines(patient, container);
  const line = lines.filter((one) => /not found|No such file|Permission denied|Exec format/i.test(one)).at(-1);
  if (line === undefined) return undefined;
  const [, program = ''] = /([^\s:'"]+)['"]?: (?:command )?(?:not found|No such file or directory|Permission denied|Exec format error|cannot execute)/i.exec(line) ?? [];
  const evidence = logEvidence(patient, container);
  const next = showLog(patient, container);
  if (/Exec format/i.test(line)) return { cause: 'exec-format', says: say.execFormat(who(patient, container), program), evidence, next };
  if (code === 126) return { cause: 'exec-permission', says: say.execPermission(who(patient, container), program), evidence, next };
  return { cause: 'command-not-found', says: say.commandMissing(who(patient, container), program || oneLine(line)), evidence, next };
}
