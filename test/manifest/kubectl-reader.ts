import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../support/temporary';

/** What sigs.k8s.io/yaml, the reader of kubectl, makes of a text. */
export type Answer = { readonly value: unknown } | { readonly error: string };

let program: string | undefined;

/** Builds the reader where there is Go and the module is at hand; undefined where not. */
function reader(): string | undefined {
  if (program !== undefined) return program;
  const directory = temporaryDirectory('kubectl-reader');
  cpSync(join(__dirname, 'kubectl-reader'), directory, { recursive: true });
  const built = spawnSync('go', ['build', '-o', 'reader', '.'], { cwd: directory, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=mod' }, timeout: 120_000 });
  if (built.status === 0) program = join(directory, 'reader');
  return program;
}

/** True where that reader can be asked. */
export const canAsk = (): boolean => reader() !== undefined;

/** Asks it for many texts at once. */
export function askKubectl(texts: readonly string[]): readonly Answer[] {
  const asked = spawnSync(reader() as string, { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1e9 });
  if (asked.status !== 0) throw new Error(asked.stderr);
  return (JSON.parse(asked.stdout) as { readonly json?: string; readonly error?: string }[]).map(({ json, error }) =>
    (error === undefined ? { value: JSON.parse(json ?? 'null') as unknown } : { error }));
}
