import { writeFileSync } from 'node:fs';
import { toHtml } from '../explain/html';
import { toMermaid } from '../explain/mermaid';
import type { Start } from '../explain/start';
import { toSvg } from '../explain/svg';
import { toText } from '../explain/text';
import * as say from '../messages/explain';
import { explainFiles } from './explain-files';
import { readInputs } from './inputs';
import { parseOptions } from './options';
import { UsageError } from './usage-error';

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
  const write = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (!write) throw new UsageError(say.notAFormat(values.format, Object.keys(FORMATS)));
  const { start, unreadable } = explainFiles(readInputs(positionals));
  for (const line of unreadable) console.error(line);
  if (start.pods.length === 0) {
    console.error(say.noPods);
    return 2;
  }
  const text = write(start);
  if (values.output === undefined) process.stdout.write(text);
  else writeFileSync(values.output, text);
  return unreadable.length > 0 ? 2 : 0;
}
