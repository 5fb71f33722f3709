import { help } from '../messages/import';
import { parseOptions } from './options';

export const IMPORT_OPTIONS = {
  format: { type: 'string', default: 'typescript' }, name: { type: 'string' }, output: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false },
} as const;

export const IMPORT_FORMATS = ['typescript', 'json'] as const;

/** Runs `import`; gives the exit code. What it needs is loaded here, for the other commands need no cdk8s. */
export function commandImport(args: readonly string[]): number {
  const parsed = parseOptions(args, IMPORT_OPTIONS);
  if (parsed.values.help) {
    process.stdout.write(help);
    return 0;
  }
  // In double quotes, as the compiler writes them: tools/bundle.ts looks for these.
  // eslint-disable-next-line @typescript-eslint/no-require-imports, @stylistic/quotes
  const { runImport } = require("./command-import") as typeof import('./command-import');
  return runImport(parsed);
}
