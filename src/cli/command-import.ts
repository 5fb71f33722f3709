import { type Imported, importSources } from '../import/import-manifests';
import { importText } from '../import/report';
import * as say from '../messages/import';
import type { IMPORT_OPTIONS } from './import-options';
import { readInputs } from './inputs';
import type { parseOptions } from './options';
import { formatNamed, writeResult } from './result';

const FORMATS: Readonly<Record<string, (imported: Imported) => string>> = {
  typescript: ({ code }) => code, json: (imported) => `${JSON.stringify({ version: 1, ...imported }, undefined, 2)}\n`,
};

/** Runs `import` with parsed options; gives the exit code. It loads cdk8s, so it is loaded when it is asked for. */
export function runImport({ values, positionals }: ReturnType<typeof parseOptions<typeof IMPORT_OPTIONS>>): number {
  const write = formatNamed(FORMATS, values.format, say.notAFormat);
  const imported = importSources(readInputs(positionals), { name: values.name });
  for (const line of imported.unreadable) console.error(line);
  if (imported.workloads.length === 0) {
    console.error(say.noWorkloads);
    return 2;
  }
  writeResult(write(imported), values.output);
  process.stderr.write(importText(imported));
  if (imported.unreadable.length > 0) return 2;
  return imported.differences.some(({ reason }) => reason === undefined) ? 1 : 0;
}
