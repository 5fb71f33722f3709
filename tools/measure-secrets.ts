/** `npx tsx tools/measure-secrets.ts`: how many secrets of the table in test/secrets the detector finds, and how many harmless texts it reports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root';
import { findSecret } from '../src/secrets/find';

const read = (file: string): readonly string[] =>
  readFileSync(join(root, 'test/secrets', file), 'utf8').split('\n').filter((line) => line !== '').map((line) => line.replace(/\\n/g, '\n'));

/** The table: a text on each line, in which `\n` is a line break. */
export const table = () => ({ positives: read('positives.txt'), harmless: read('harmless.txt') });

/** The rates, in the words of docs/secrets.md. */
export function measured(find: (text: string) => unknown): string {
  const { positives, harmless } = table();
  const found = positives.filter((text) => find(text) !== undefined).length;
  const alarms = harmless.filter((text) => find(text) !== undefined).length;
  return `The detector finds ${found} of ${positives.length} texts with a secret, and reports ${alarms} of ${harmless.length} harmless texts.`;
}

if (require.main === module) process.stdout.write(`${measured(findSecret)}\n`);
