import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const scripts = resolve(__dirname, '../../src/scripts');

/** An environment that has every variable of the scripts, by its name there, with this value. */
export function hostileEnvironment(value: string): Record<string, string> {
  const text = readdirSync(scripts).filter((file) => file.endsWith('.sh')).map((file) => readFileSync(join(scripts, file), 'utf8')).join('\n');
  const names = [...text.matchAll(/\$\{?#?([a-z_][a-z0-9_]*)|\b([a-z_][a-z0-9_]*)=/g)].map(([, read, set]) => read ?? set!);
  return Object.fromEntries([...new Set(names)].map((name) => [name, value]));
}
