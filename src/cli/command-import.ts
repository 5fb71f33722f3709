import { writeFileSync } from 'node:fs';
import { type Imported, importSources } from '../import/import-manifests';
import { importText } from '../import/report';
import * as say from '../messages/import';
import type { IMPORT_OPTIONS } from './import-options';
import { readInputs } from './inputs';
import type { parseOptions } from './options';
import { UsageError } from './usage-error';

const FORMATS: Readonly<Record<string, (imported: Imported) => string>> = {
  typescript: ({ code }) => code, json: (imported) => `${JSON.stringify({ version: 1, ...imported }, undefined, 2)}\n`,
};

/** Runs `import` with parsed options; gives the exit code. It loads cdk8s, so it is loaded when it is asked for. */
export function runImport({ values, positionals }: ReturnType<typeof parseOptions<typeof IMPORT_OPTIONS>>): number {
  const write = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (!write) throw new UsageError(say.notAFormat(values.format, Object.keys(FORMATS)));
  const imported = importSources(readInputs(positionals), { name: values.name });
  for (const line of imported.unreadable) console.error(line);
  if (imported.workloads.length === 0) {
    console.error(say.noWorkloads);
    return 2;
  }
  const text = write(imported);
  if (values.output === undefined) process.stdout.write(text);
  else writeFileSync(values.output, text);
  process.stderr.write(importText(imported));
  if (imported.unreadable.length > 0) return 2;
  return imported.differences.some(({ reason }) => reason === undefined) ? 1 : 0;
}
