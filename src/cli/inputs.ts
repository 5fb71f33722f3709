import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { noFiles, noSuchFile } from '../messages/command';
import type { InputFile } from './findings';
import { UsageError } from './usage-error';

const STANDARD_INPUT = 0;
const MANIFEST = /\.(?:ya?ml|json)$/i;

/** Reads what a command was given: files, directories with all below, `-` for standard input. */
export const readInputs = (given: readonly string[]): readonly InputFile[] => (given.length === 0 ? ['-'] : given).flatMap((name) => {
  if (name === '-') return [{ name, text: readFileSync(STANDARD_INPUT, 'utf8') }];
  if (!existsSync(name)) throw new UsageError(noSuchFile(name));
  if (!statSync(name).isDirectory()) return [{ name, text: readFileSync(name, 'utf8') }];
  const files = filesBelow(name);
  if (files.length === 0) throw new UsageError(noFiles(name));
  return files.map((file) => ({ name: file, text: readFileSync(file, 'utf8') }));
});

/** In an order that is the same on every machine. */
function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesBelow(path);
      return MANIFEST.test(entry.name) ? [path] : [];
    });
}
