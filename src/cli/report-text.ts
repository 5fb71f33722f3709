import * as say from '../messages/command';
import { told } from '../messages/synth';
import type { CheckedFiles, FileFinding, Severity } from './findings';

/** Colours a text; gives it back as it is where there are to be no colours. */
export type Paint = (colour: 'red' | 'yellow' | 'blue' | 'gray' | 'bold', text: string) => string;

const COLOURS = { error: 'red', warning: 'yellow', note: 'blue' } as const satisfies Record<Severity, string>;

/** Where a finding is, as editors take it: `file:line:column`. */
export const placeOf = ({ file, place: { line, column } }: FileFinding): string => `${file}:${line}:${column}`;

/** What a finding says, with what stands there. */
export const messageOf = (finding: FileFinding): string => {
  const { sentence, given, where, place: { usedAt }, construct, builtAt, source } = finding;
  return [
    where === '' ? '' : `${finding.object} ${where}: `,
    told({ sentence, given }),
    usedAt ? ` ${say.usedAt(usedAt.line, usedAt.column)}` : '',
    construct === undefined ? '' : ` ${say.builtBy(construct, builtAt)}`,
    source === undefined ? '' : ` ${say.renderedFrom(source)}`,
  ].join('');
};

/** Findings for a person: a line each, and one that sums up. */
export function textReport({ checked, findings, unreadable }: CheckedFiles, paint: Paint, old: number): string {
  const all = [...unreadable, ...findings];
  const lines = all.map((finding) =>
    `${paint('bold', placeOf(finding))}: ${paint(COLOURS[finding.severity], finding.severity)}: ${messageOf(finding)} ${paint('gray', `[${finding.rule}]`)}`);
  const count = (severity: Severity) => all.filter((finding) => finding.severity === severity).length;
  return `${[...lines, say.summary(checked.length, count('error'), count('warning'), count('note'), old)].join('\n')}\n`;
}
