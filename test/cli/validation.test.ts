import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Validation, type ValidationProps, type ValidationViolation } from '../../src/cli/validation';
import { temporaryDirectory } from '../support/temporary';

const root = join(__dirname, '../..');
const pod = (image: string, more = '') =>
  `kind: Pod\nmetadata: { name: a }\nspec: { ${more}containers: [{ name: c, image: '${image}', resources: { requests: { cpu: 10m, memory: 16Mi }, limits: { memory: 64Mi } } }] }\n`;

/** What a plugin has said of manifests; as cdk8s-cli, it takes no violation after the end, and wants an end. */
async function said(props: ValidationProps | undefined, ...manifests: readonly string[]) {
  const directory = temporaryDirectory('validation-');
  const files = manifests.map((_, index) => join(directory, `${index}.yaml`));
  files.forEach((file, index) => writeFileSync(file, manifests[index]!));
  const violations: ValidationViolation[] = [];
  const ends: unknown[] = [];
  await new Validation(props).validate({
    manifests: files,
    report: {
      addViolation: (violation) => { if (ends.length > 0) throw new Error('submitted'); violations.push(violation); },
      submit: (...end) => { ends.push(end); },
    },
  });
  expect(ends).toHaveLength(1);
  return { violations, end: ends[0] as [string, object] };
}

test('an error fails, a warning is told, and fails where it shall', async () => {
  const bad = await said(undefined, pod('x:1', 'hostNetwork: yes, '), pod('x:latest'));
  expect(bad.end).toEqual(['failure', { 'pods checked': '2', 'errors': '1', 'warnings': '1' }]);
  expect(bad.violations.map(({ ruleName }) => ruleName).sort()).toEqual(['host-namespaces', 'pinned-images']);
  const { violatingResources: [resource], fix, recommendation } = bad.violations.find(({ ruleName }) => ruleName === 'host-namespaces')!;
  expect(resource).toMatchObject({ resourceName: 'a', manifestPath: expect.stringMatching(/0\.yaml$/), locations: [expect.stringMatching(/0\.yaml:3:9: error: Pod a hostNetwork: /)] });
  expect(recommendation.length).toBeGreaterThan(20);
  expect(existsSync(join(root, fix.split(' ')[0]!.replace('node_modules/cdk8s-prelude/', '')))).toBe(true);
  expect((await said({}, pod('x:latest'))).end[0]).toBe('success');
  expect((await said({ failOn: 'warning' }, pod('x:latest'))).end[0]).toBe('failure');
  expect((await said({ level: 'privileged' }, pod('x:1', 'hostNetwork: true, '))).end[0]).toBe('success');
  expect((await said({ rules: ['pinned-images'] }, pod('x:1', 'hostNetwork: true, '))).violations).toEqual([]);
  expect((await said({}, 'a: [')).end[0]).toBe('failure');
  expect((await said({}, 'kind: Service\n')).end).toEqual(['success', { 'pods checked': '0', 'errors': '0', 'warnings': '0' }]);
});

test.each([[{ failOn: 'never' }, 'error, warning or note'], [{ level: 'strong' }, 'use one of'], [{ rules: ['nonsense'] }, 'no such rule']])('%j is refused', (props, says) => {
  expect(() => new Validation(props as never)).toThrow(says);
});

describe('docs/pipelines.md', () => {
  const page = readFileSync(join(root, 'docs/pipelines.md'), 'utf8');
  const block = (name: string) => parse(new RegExp(`<!-- ${name} -->\\n\`\`\`yaml\\n([^]*?)\\n\`\`\`\\n`).exec(page)![1]!) as any;

  test('names this class and this version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(block('validations').validations).toEqual([{ package: 'cdk8s-prelude', version, class: 'Validation', properties: { failOn: 'error' } }]);
  });

  test('its commands are commands: each runs over an example as it stands', () => {
    const lines = [...block('workflow github').jobs.check.steps.flatMap(({ run }: { run?: string }) => run ?? []), ...block('workflow gitlab').manifests.script] as string[];
    const ours = lines.filter((line) => line.includes('cdk8s-prelude'));
    expect(ours).toHaveLength(4);
    const cwd = temporaryDirectory('pipelines-');
    const main = `${process.execPath} ${join(root, 'node_modules/tsx/dist/cli.mjs')} ${join(root, 'src/cli/main.ts')}`;
    for (const line of ours) {
      const script = line.replaceAll('dist/', join(root, 'examples/hello/dist')).replaceAll('npx cdk8s-prelude', main);
      expect({ line, ...spawnSync('sh', ['-ec', script], { cwd, encoding: 'utf8', env: { ...process.env, GITHUB_STEP_SUMMARY: 'summary.md' } }) }).toMatchObject({ status: 0, stderr: '' });
    }
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toMatch(/^```mermaid\nflowchart [^]*\n```\n$/);
    for (const file of ['findings.sarif', 'findings.xml', 'start.html']) expect(existsSync(join(cwd, file))).toBe(true);
  });
});
