import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import * as say from '../messages/render-config';
import { checkEnvFile } from './env-file';
import type { Piece } from './placeholders';

/** How values are quoted: as JSON, as a file of variables that a shell reads, or not at all. */
export type Format = 'json' | 'env' | 'text';

export const FORMATS: readonly Format[] = Object.freeze(['json', 'env', 'text'] as const);

/**
 * How one value is written: as `json`, as the `key` of a JSON object, which is a string whatever the value is, `inside` a JSON
 * string, as a shell's `word`, or as it is.
 */
export type Quoting = 'json' | 'key' | 'inside' | 'word' | 'text';

/** A value that is known at synth: its text, and whether it was one. */
interface Literal {
  readonly text: string;
  readonly isString: boolean;
}

/** Writes a value that is known at synth; render.sh writes those that are read when the pod starts in the same way. */
export function quote({ text, isString }: Literal, quoting: Quoting): string {
  if (quoting === 'json') return isString ? JSON.stringify(text) : text;
  if (quoting === 'key') return JSON.stringify(text);
  if (quoting === 'inside') return JSON.stringify(text).slice(1, -1);
  return quoting === 'word' ? `'${text.replaceAll("'", "'\\''")}'` : text;
}

/** How the value at each placeholder is to be written, in their order; refuses templates that no value could make right. */
export function quotingsOf(at: IConstruct, file: string, format: Format, pieces: readonly Piece[]): readonly Quoting[] {
  if (format === 'json') return jsonQuotings(at, file, pieces);
  if (format === 'env') checkEnvFile(at, file, pieces);
  return pieces.flatMap(({ name }) => (name === undefined ? [] : [format === 'env' ? 'word' : 'text'] as const));
}

const BEFORE_VALUE = /^[ \t\r\n]*:/;

/** Follows the quotes of the template: in a string, or outside of all; there, what a colon follows is a key. */
function jsonQuotings(at: IConstruct, file: string, pieces: readonly Piece[]): readonly Quoting[] {
  const quotings: Quoting[] = [];
  let inString = false;
  let trial = '';
  for (const [index, { text, name }] of pieces.entries()) {
    if (name !== undefined) {
      quotings.push(inString ? 'inside' : BEFORE_VALUE.test(pieces[index + 1]?.text ?? '') ? 'key' : 'json');
      trial += inString ? 'x' : '"x"';
      continue;
    }
    trial += text;
    const quotes = text.replace(/\\[^]/g, '').split('"').length - 1;
    if (quotes % 2 === 1) inString = !inString;
  }
  try {
    JSON.parse(trial);
  } catch {
    refuse(at, 'rendered-format', say.notJson(file));
  }
  return quotings;
}
