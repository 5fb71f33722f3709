import { escapeExpansion } from '../env/expansion';
import { embedded, type ScriptName } from '../scripts/embedded';

const texts = new Map<string, string>();

/** The text of a program, escaped for Kubernetes; made once for each combination of parts. */
export function programText(parts: readonly ScriptName[]): string {
  const key = parts.join('+');
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = escapeExpansion(parts.map((part) => embedded[part]).join(''));
  texts.set(key, text);
  return text;
}
