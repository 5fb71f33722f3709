import { wordsOf, type TargetFacts } from '../declared/target';
import { text } from '../manifest/types';
import { withoutSecrets } from '../secrets/find';
import type { LiveContainer, LiveEvent } from './live';
import { logLines, type Patient, stepOf } from './patient';

const LONGEST = 300;

/** A text on one line, without what looks like a secret, and cut where it is long. */
export function oneLine(given: string): string {
  const line = withoutSecrets(given.replace(/\s+/g, ' ').trim());
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** What a container is called: `step "wait" (WaitForService of shop/web)`. */
export function who(patient: Patient, { name, kind }: LiveContainer): string {
  const step = stepOf(patient, name);
  if (step) return `step "${name}" (${step.kind} of ${patient.facts?.path ?? ''})`;
  return `${kind === 'app' ? 'container' : kind} "${name}"`;
}

/** A span of time, as people say it. */
export function span(from: string | null | undefined, to: Date): string | undefined {
  const start = Date.parse(text(from));
  if (Number.isNaN(start)) return undefined;
  return duration((to.getTime() - start) / 1000);
}

/** Seconds as people say them: `45 s`, `6 min`, `2 h`, `3 d`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  return whole < 172_800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86_400)} d`;
}

/** Where a step waits, as it was written: `db:5432`, `db (postgres://db:5432)`. */
export const targetWords = (target: TargetFacts): string =>
  (target.name === undefined && target.protocol !== undefined && ['tcp', 'dns'].includes(target.protocol)
    ? `${target.host ?? ''}${target.port === undefined ? '' : `:${target.port}`}` : wordsOf(target));

/** An event as evidence. */
export const quoted = ({ reason, message, count }: LiveEvent): string =>
  `event ${text(reason)}: ${oneLine(text(message))}${(count ?? 1) > 1 ? ` (${count} times)` : ''}`;

/** The last lines of a log as evidence. */
export function logEvidence(patient: Patient, container: LiveContainer, lines = 3): readonly string[] {
  return logLines(patient, container).slice(-lines).map((line) => `log of ${container.name}: ${oneLine(line)}`);
}

const TELLING = /error|fatal|fail|panic|denied|refused|cannot|can't|could not|couldn't|unable|missing|not found|no such|not set|invalid|unknown|expired|exception|dirty/i;
const NOISE = /^(?:waiting|\s*at |Traceback|npm (?:ERR!|error) A complete log|goroutine \d|\d{4}\S+ exit)/i;

/** The line of a log that says most about why a run failed: the last that speaks of a failure, or else the last. */
export function tellingLine(lines: readonly string[]): string | undefined {
  const said = lines.filter((line) => !NOISE.test(line));
  return said.filter((line) => TELLING.test(line)).at(-1) ?? said.at(-1);
}

/** What a word looks like in a shell. */
const shellWord = (word: string): string => (/^[\w./:=@,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** A command of kubectl in the namespace of the pod. */
export const kubectl = (namespace: string, ...words: readonly string[]): string =>
  ['kubectl', ...(namespace === '' ? [] : ['-n', namespace]), ...words].map(shellWord).join(' ');

/** The command that shows a log. */
export const showLog = (patient: Patient, { name, status }: LiveContainer): string =>
  kubectl(patient.namespace, 'logs', patient.name, '-c', name, ...(status.state?.running ? [] : (status.restartCount ?? 0) > 0 ? ['--previous'] : []));

export const describe = ({ namespace, name }: Patient): string => kubectl(namespace, 'describe', 'pod', name);
