import * as say from '../messages/explain';
import { formatStartUpPlan } from '../plan/format';
import { spoken } from './markup';
import { labelOf, type Start } from './start';

/** The plans of all pods, and what they have to do with each other, as text for a person. */
export function toText(start: Start): string {
  const lines = summaryOf(start);
  return [...start.pods.map(({ plan }) => formatStartUpPlan(plan)), ...(lines.length > 0 ? [`${lines.join('\n')}\n`] : [])].join('\n');
}

/** What is to be said of all pods together, a line each. */
export function summaryOf(start: Start): readonly string[] {
  const { pods, waits, criticalPath } = start;
  const stuck = pods.flatMap(({ id, never }) => (never === undefined ? [] : [`${id} ${say.neverStarts(never)}`]));
  return [
    say.summary(start.bestSeconds, `${spoken(start.worstSeconds)}${start.isWorstKnown ? '' : say.orLonger}`),
    ...(criticalPath.length > 1 ? [say.criticalPath(criticalPath.map(labelOf))] : []),
    ...waits.map((wait) => `${say.waitLine(labelOf(wait.by), wait.service, wait.for.map(labelOf))}${wait.optional ? say.orGoesOn : ''}${wait.never ? ' ✕' : ''}`),
    ...(stuck.length > 0 ? stuck.map((line) => `✕ ${line}`) : [say.allStart]),
  ];
}
