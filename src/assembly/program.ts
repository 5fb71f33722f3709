import { escapeExpansion } from '../env/expansion';
import { embedded } from '../scripts/embedded';
import type { ScriptPart } from '../scripts/part';

const texts = new Map<string, string>();

/** The text of a program, escaped for Kubernetes; made once for each combination of parts. */
export function programText(parts: readonly ScriptPart[]): string {
  const key = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('+');
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = escapeExpansion(parts.map((part) => (typeof part === 'string' ? embedded[part] : withNewline(part.text))).join(''));
  texts.set(key, text);
  return text;
}

const withNewline = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
