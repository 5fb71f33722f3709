import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { claim, defineStandard, Deployment, image, Job, RunScript, suppressRule, writable } from '../../src';
import { checkFiles } from '../../src/cli/check-files';
import type { Rule } from '../../src/rules';
import type { StandardProps } from '../../src/standards/props';

const team: Rule = {
  id: 'acme-team', title: 'Pods name their team', why: 'Somebody must answer for them.',
  check({ metadata, path }, report) {
    if (metadata.labels?.team === undefined) report({ where: 'metadata.labels', sentence: `${path} has no label team` });
  },
};
const noJobs: Rule = {
  id: 'acme-jobs', title: 'Jobs have a deadline', why: 'A Job that hangs blocks a node.', severity: 'warning',
  check({ spec, path }, report) {
    if (spec.activeDeadlineSeconds === undefined) report({ where: 'spec', sentence: `${path} may run for days` });
  },
};
const app = image('registry.example.com/a:1', { user: 1000 });

interface Synthesized {
  readonly warnings: readonly string[];
  /** The last line of all that was printed. */
  readonly count: string | undefined;
  readonly error: string | undefined;
  readonly outdir: string;
}

/** Synthesizes under a standard, and reads what was printed on standard error. */
function synth(standard: Partial<StandardProps>, build: (chart: Chart) => void, env: Readonly<Record<string, string>> = {}): Synthesized {
  const { outdir } = Testing.app();
  const tree = new App({ outdir });
  const chart = new Chart(tree, 'shop');
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => { written.push(String(text)); return true; });
  Object.assign(process.env, env);
  let error: string | undefined;
  try {
    defineStandard({ name: 'Acme', ...standard }).setOn(chart);
    build(chart);
    tree.synth();
  } catch (thrown) {
    error = (thrown as Error).message;
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
    spy.mockRestore();
  }
  const lines = written.join('').split('\n').filter((line) => line !== '');
  return { warnings: lines.filter((line) => line.startsWith('warning: ')), count: lines.at(-1), error, outdir };
}

const deployment = (chart: Chart, id: string, build: (web: Deployment<any>) => object = () => ({})) => {
  const web = new Deployment<any>(chart, id, { replicas: 2 });
  web.addContainer('app', { image: app, ...build(web) });
  return web;
};
const two = (chart: Chart) => { deployment(chart, 'web'); deployment(chart, 'api'); };

describe('five ways to roll out a rule', () => {
  const rollOut = (version: string) => ({ version, digests: true, rules: [team], severities: { 'image-digests': { errorFrom: '2.0' }, 'acme-team': { errorFrom: '1.5' } } });

  test('a rule of the library and one of the standard, each until its version: printed once for each pod, and counted', () => {
    const { warnings, count, error } = synth(rollOut('1.4'), two);
    expect(error).toBeUndefined();
    expect(warnings.map((line) => /^warning: \[(shop\/\w+)\].*\(rule ([-a-z]+)/.exec(line)?.slice(1).join(' ')).sort())
      .toEqual(['shop/api acme-team', 'shop/api image-digests', 'shop/web acme-team', 'shop/web image-digests']);
    expect(count).toMatch(/^4 warnings\. Set CDK8S_PRELUDE_STRICT=true/);
    expect(new Set(warnings).size).toBe(4);
  });

  test.each([
    ['1.5', ['acme-team'], ['image-digests']], ['1.10', ['acme-team'], ['image-digests']], ['2.0', ['acme-team', 'image-digests'], []], ['3', ['acme-team', 'image-digests'], []],
  ])('version %s: what has its time is an error, what has not is printed beside it', (version, errors, warned) => {
    const { error = '', warnings } = synth(rollOut(version), two);
    for (const rule of errors) expect(error).toContain(`(rule ${rule}`);
    for (const rule of warned) expect([error.includes(`(rule ${rule}`), warnings.length]).toEqual([false, 2]);
  });

  test('registries: a warning names the image and the place to move it to; strict makes it an error, and a suppression takes it away', () => {
    const standard = { registries: ['mirror.example.com'], severities: { 'allowed-registries': 'warning' }, suppressible: ['allowed-registries'] } as const;
    const one = (chart: Chart) => deployment(chart, 'web');
    expect(synth(standard, one)).toMatchObject({ warnings: [expect.stringContaining('use one from mirror.example.com (rule allowed-registries)')], count: expect.stringMatching(/^1 warning\. /), error: undefined });
    expect(synth({ ...standard, strict: true }, one).error).toContain('use one from mirror.example.com');
    expect(synth(standard, one, { CDK8S_PRELUDE_STRICT: 'true' }).error).toContain('use one from mirror.example.com');
    expect(synth(standard, (chart) => suppressRule(one(chart), 'allowed-registries', 'the mirror has it next week'), { CDK8S_PRELUDE_STRICT: '1' }))
      .toMatchObject({ warnings: [], error: undefined });
  });

  test('a warning of the library made an error, beside one that stays', () => {
    const build = (chart: Chart) => deployment(chart, 'web', (web) => {
      const data = claim(web, 'data', 'data');
      new RunScript(web, 'fill', { purpose: 'fills', rerun: 'idempotent', script: 'nslookup shop || true\necho x >/data/x', mounts: { '/data': writable(data) } });
      return { mounts: { '/data': data } };
    });
    const { warnings, error } = synth({}, build);
    expect([error, warnings.length]).toEqual([undefined, 2]);
    expect(warnings.join()).toMatch(/rule unlocked-claims[^]*rule hidden-failures|rule hidden-failures[^]*rule unlocked-claims/);
    const stricter = synth({ version: '2', severities: { 'unlocked-claims': { errorFrom: '1' } } }, build);
    expect(stricter.error).toContain('(rule unlocked-claims)');
    expect(stricter.error).not.toContain('hidden-failures');
  });

  test("an own rule that is a warning by itself, until the standard's version says otherwise; a Job counts as a Deployment does", () => {
    const build = (chart: Chart) => {
      deployment(chart, 'web');
      new Job<any>(chart, 'load').addContainer('load', { image: app });
    };
    expect(synth({ rules: [noJobs] }, build)).toMatchObject({ error: undefined, count: expect.stringMatching(/^[12] warnings?\. /) });
    expect(synth({ version: '2.1', rules: [noJobs], severities: { 'acme-jobs': { errorFrom: '2.1' } } }, build).error).toContain('may run for days');
    expect(synth({ version: '2.0.9', rules: [noJobs], severities: { 'acme-jobs': { errorFrom: '2.1' } } }, build).error).toBeUndefined();
  });

  test('the command over what was written says the same: warnings end with 0, and with 1 by --strict', () => {
    const { outdir } = synth({}, (chart) => deployment(chart, 'web', (web) => {
      new RunScript(web, 'fill', { purpose: 'fills', rerun: 'idempotent', script: 'nslookup shop || true' });
      return {};
    }));
    const files = readdirSync(outdir).map((name) => ({ name, text: readFileSync(join(outdir, name), 'utf8') }));
    expect(checkFiles(files, {}).findings.map(({ severity, rule }) => [severity, rule])).toEqual([['warning', 'hidden-failures']]);
    const check = (...more: readonly string[]) => {
      const { NODE_OPTIONS: _, ...env } = process.env;
      return spawnSync(process.execPath, [join(__dirname, '../../node_modules/tsx/dist/cli.mjs'), join(__dirname, '../../src/cli/main.ts'), 'check', outdir, ...more], { encoding: 'utf8', env });
    };
    const strict = check('--strict');
    expect([check().status, strict.status]).toEqual([0, 1]);
    expect(strict.stdout).toContain('0 errors, 1 warning, 0 notes');
  }, 60_000);
});
