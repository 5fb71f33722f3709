import { column } from '../messages/explain';
import type { Phase } from './start';

/** Characters that XML 1.0 has not. */
// eslint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text as it stands in XML and HTML, in attributes too. */
export const escaped = (text: string): string => text.replace(NOT_IN_XML, '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** A text that is cut where there is no room for more. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);

/** Seconds for a person: `90 s`, `10 min`. */
export function spoken(seconds: number): string {
  if (seconds < 120 || seconds % 60 !== 0) return `${seconds} s`;
  const minutes = seconds / 60;
  return minutes < 120 || minutes % 60 !== 0 ? `${minutes} min` : `${minutes / 60} h`;
}

/** When a phase runs, in words. */
export const timesOf = (phase: Phase): string => `${column.best}: ${bestOf(phase)}. ${column.worst}: ${worstOf(phase)}.`;

/** From when until when it runs at best. */
export const bestOf = ({ best }: Phase): string => `${best.from}–${best.until} s`;

/** The same at worst, as far as it is known. */
export const worstOf = ({ worst, isWorstKnown, ends }: Phase): string => (isWorstKnown ? `${worst.from}–${ends ? `${worst.until} s` : '?'}` : '?');
