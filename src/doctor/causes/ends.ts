import { isSet, list, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { LiveContainer } from '../live';
import { endOf, logLines, type Patient } from '../patient';
import type { Diagnosis } from '../verdict';
import { logEvidence, oneLine, showLog, tellingLine, who } from '../words';

/** Containers that ended, though they should have run on, or should have ended well. */
export function ends(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  const end = blocking && endOf(blocking);
  if (!blocking || !end) return undefined;
  const lines = [...text(end.message).split('\n').map((line) => line.trim()).filter((line) => line !== ''), ...logLines(patient, blocking)];
  const since = text(end.finishedAt) || undefined;
  const told = (cause: Diagnosis['cause'], says: string): Diagnosis => ({
    cause, says, since, next: showLog(patient, blocking),
    evidence: [
      `${blocking.name}: exit code ${end.exitCode ?? '?'}${since === undefined ? '' : ` at ${since}`}, ${blocking.status.restartCount ?? 0} restarts`,
      ...logEvidence(patient, blocking),
    ],
  });
  for (const find of [migrations, files, refusals]) {
    const found = find(patient, blocking, lines, told);
    if (found) return found;
  }
  return plain(patient, blocking, lines, told);
}

type Told = (cause: Diagnosis['cause'], says: string) => Diagnosis;
type Find = (patient: Patient, container: LiveContainer, lines: readonly string[], told: Told) => Diagnosis | undefined;

const migrations: Find = (patient, container, lines, told) => {
  const [, version] = lines.map((line) => /Dirty database version (\d+)|dirty.*version:? (\d+)/i.exec(line)).filter(isSet).at(-1)?.filter(isSet) ?? [];
  return version === undefined ? undefined : told('migration-dirty', say.migrationDirty(who(patient, container), version));
};

const files: Find = (patient, container, lines, told) => {
  const denied = lines.filter((line) => /Permission denied|EACCES/i.test(line) && /\/\w/.test(line)).at(-1);
  const readOnly = lines.filter((line) => /Read-only file system|EROFS/i.test(line)).at(-1);
  const path = pathIn(denied ?? readOnly ?? '');
  if (denied !== undefined && path !== undefined) {
    const user = container.json.securityContext?.runAsUser ?? patient.pod.spec?.securityContext?.runAsUser;
    return told('permission-denied', say.noPermission(who(patient, container), path, isSet(user) ? String(user) : undefined));
  }
  if (readOnly === undefined || path === undefined) return undefined;
  const mount = list(container.json.volumeMounts).filter(isSet).find(({ mountPath }) => path === text(mountPath) || path.startsWith(`${text(mountPath).replace(/\/$/, '')}/`));
  const root = container.json.securityContext?.readOnlyRootFilesystem === true ? say.readOnlyRoot : say.readOnlyUnknown;
  const why = mount ? say.readOnlyMount(text(mount.name)) : root;
  return told('read-only-file-system', say.readOnly(who(patient, container), path, why));
};

const pathIn = (line: string): string | undefined => /(?:^|[\s'"`:(=])(\/[\w./@+-]*\w)/.exec(line)?.[1];

const REFUSES = /password authentication failed|Access denied for user|authentication failed|Login failed for user|WRONGPASS|NOAUTH|invalid (?:user|username|password|credentials)|401 Unauthorized|permission denied for (?:database|schema|table)/i;

const refusals: Find = (patient, container, lines, told) => {
  const line = lines.filter((one) => REFUSES.test(one)).at(-1);
  return line === undefined ? undefined : told('credentials', say.credentials(who(patient, container), oneLine(line)));
};

const plain: Find = (patient, container, lines, told) => {
  const code = endOf(container)?.exitCode ?? 0;
  const line = tellingLine(lines);
  const says = say.ended(who(patient, container), code, line === undefined ? undefined : oneLine(line), container.status.restartCount ?? 0);
  if (container.kind === 'app') return told('crash', code === 0 ? `${says}${say.endedWell}` : says);
  return told('step-failed', says);
};
