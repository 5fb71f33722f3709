import { escapeExpansion } from '../env/expansion';
import { embedded } from '../scripts/embedded';
import type { ScriptPart } from '../scripts/part';

/** A program by the parts of its script. */
export type Parts = readonly ScriptPart[];

const texts = new Map<string, string>();

/** The text of a program, escaped for Kubernetes; made once for each combination of parts. */
export function programText(parts: Parts): string {
  const key = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('+');
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = escapeExpansion(textOfParts(parts));
  texts.set(key, text);
  return text;
}

/** The text of a program as a shell reads it. */
export const textOfParts = (parts: Parts): string =>
  parts.map((part) => (typeof part === 'string' ? embedded[part] : withNewline(part.text))).join('');

const withNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
