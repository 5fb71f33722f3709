import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import * as say from '../messages/render-config';
import type { Piece } from './placeholders';

/** How values are quoted: as JSON, as a file of variables that a shell reads, or not at all. */
export type Format = 'json' | 'env' | 'text';

export const FORMATS: readonly Format[] = Object.freeze(['json', 'env', 'text'] as const);

/** How one value is written: `json` with quotes around it, `inside` a JSON string, as a shell's `word`, or as it is. */
export type Quoting = 'json' | 'inside' | 'word' | 'text';

/** Writes a value that is known at synth; render.sh writes those that are read when the pod starts in the same way. */
export function quote(value: string, quoting: Quoting): string {
  if (quoting === 'json') return JSON.stringify(value);
  if (quoting === 'inside') return JSON.stringify(value).slice(1, -1);
  return quoting === 'word' ? `'${value.replaceAll("'", "'\\''")}'` : value;
}

/** How the value at each placeholder is to be written, in their order; refuses templates that no value could make right. */
export function quotingsOf(at: IConstruct, file: string, format: Format, pieces: readonly Piece[]): readonly Quoting[] {
  if (format === 'json') return jsonQuotings(at, file, pieces);
  if (format === 'env') checkEnvFile(at, file, pieces);
  return pieces.flatMap(({ name }) => (name === undefined ? [] : [format === 'env' ? 'word' : 'text'] as const));
}

/** Follows the quotes of the template: in a string, or outside of all. */
function jsonQuotings(at: IConstruct, file: string, pieces: readonly Piece[]): readonly Quoting[] {
  const quotings: Quoting[] = [];
  let inString = false;
  let trial = '';
  for (const { text, name } of pieces) {
    if (name !== undefined) {
      quotings.push(inString ? 'inside' : 'json');
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
    refuse(at, say.notJson(file));
  }
  return quotings;
}

/** A line with a placeholder: NAME=, then placeholders and what needs no quotes. */
const LINE = /^(?:export )?[A-Za-z_][A-Za-z0-9_]*=(?:\0|[A-Za-z0-9_./:@%+,=-])*$/;

function checkEnvFile(at: IConstruct, file: string, pieces: readonly Piece[]): void {
  const lines = pieces.map(({ text }) => text ?? '\0').join('').split('\n');
  const wrong = lines.find((line) => line.includes('\0') && !LINE.test(line));
  if (wrong !== undefined) refuse(at, say.notAnEnvLine(file), wrong.replaceAll('\0', '@{…}'));
}
