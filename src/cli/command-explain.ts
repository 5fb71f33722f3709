import { toHtml } from '../explain/html';
import { toMermaid } from '../explain/mermaid';
import type { Start } from '../explain/start';
import { toSvg } from '../explain/svg';
import { toText } from '../explain/text';
import * as say from '../messages/explain';
import { explainFiles } from './explain-files';
import { readInputs } from './inputs';
import { parseOptions } from './options';
import { formatNamed, writeResult } from './result';

export const FORMATS: Readonly<Record<string, (start: Start) => string>> = {
  text: toText, mermaid: toMermaid, svg: toSvg, html: toHtml, json: (start) => `${JSON.stringify({ version: 1, ...start }, undefined, 2)}\n`,
};

export const OPTIONS = {
  format: { type: 'string', default: 'text' }, output: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Runs `explain`; gives the exit code. */
export function commandExplain(args: readonly string[]): number {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    process.stdout.write(say.help);
    return 0;
  }
  const write = formatNamed(FORMATS, values.format, say.notAFormat);
  const { start, unreadable } = explainFiles(readInputs(positionals));
  for (const line of unreadable) console.error(line);
  if (start.pods.length === 0) {
    console.error(say.noPods);
    return 2;
  }
  writeResult(write(start), values.output);
  return unreadable.length > 0 ? 2 : 0;
}
