import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { describeWith } from '../support/tools';

interface Workflow {
  readonly jobs: Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>;
}

const workflow = parse(readFileSync(resolve(__dirname, '../../docs/ci/synth-and-diff.yml'), 'utf8')) as Workflow;

/** Runs a step as the runner of GitHub does, in a directory that has base/ and head/, and gives the summary. */
function show(base: string, head: string): string {
  const step = workflow.jobs['synth-and-diff']?.steps.find(({ name }) => name === 'Show the difference');
  const directory = mkdtempSync(join(tmpdir(), 'prelude-workflow-'));
  try {
    for (const [side, text] of Object.entries({ base, head })) {
      mkdirSync(join(directory, side));
      if (text !== '') writeFileSync(join(directory, side, 'shop.k8s.yaml'), text);
    }
    const summary = join(directory, 'summary');
    execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step!.run!], {
      cwd: directory, env: { ...process.env, GITHUB_STEP_SUMMARY: summary },
    });
    return readFileSync(summary, 'utf8');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

describeWith(['bash', 'git'], 'the workflow for users', () => {
  test('says that nothing has changed', () => {
    expect(show('kind: Pod\n', 'kind: Pod\n')).toBe('## Manifests\nNo change.\n');
  });

  test('shows what has changed', () => {
    const summary = show('replicas: 2\n', 'replicas: 3\n');
    expect(summary).toContain('1 file changed, 1 insertion(+), 1 deletion(-)');
    expect(summary).toContain('-replicas: 2\n+replicas: 3\n');
  });

  test('shows manifests that are new', () => {
    expect(show('', 'replicas: 3\n')).toContain('+replicas: 3\n');
  });
});
