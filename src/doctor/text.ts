import * as say from '../messages/doctor';
import type { Verdict } from './verdict';
import { span } from './words';

const OPENINGS: Readonly<Partial<Record<Verdict['cause'], string>>> = {
  'terminating': say.opening.goAway, 'finalizer': say.opening.goAway, 'evicted': say.opening.end, 'pod-deadline': say.opening.end,
  'crash': say.opening.run, 'liveness-probe': say.opening.run, 'readiness-probe': say.opening.ready, 'readiness-gate': say.opening.ready,
};

/** The verdict in one line. */
export function lineOf({ object, cause, says, more, stuck }: Verdict): string {
  // Of a workload it says by itself what is wrong.
  const opening = stuck && object.startsWith('Pod ') ? OPENINGS[cause] ?? say.opening.start : '';
  return `${object} ${opening}${says}${say.more(more)}`;
}

/** Verdicts for a person: those that are stuck with their evidence, the others only where somebody asked for them. */
export function toText(verdicts: readonly Verdict[], now: Date, isAsked: boolean, bold: (text: string) => string): string {
  const stuck = verdicts.filter((verdict) => verdict.stuck);
  if (stuck.length === 0 && !isAsked) return `${say.nothingStuck(verdicts.reduce((sum, { more }) => sum + 1 + more, 0))}\n`;
  return (isAsked ? verdicts : stuck).map((verdict) => [
    bold(lineOf(verdict)),
    ...verdict.stuck ? [
      ...verdict.builtAt === undefined ? [] : [say.builtAt(verdict.builtAt)],
      ...verdict.since === undefined ? [] : [say.since(verdict.since, span(verdict.since, now))], ...verdict.evidence, say.next(verdict.next),
    ].map((line) => `  ${line}`) : [],
  ].join('\n')).join('\n\n').concat('\n');
}
