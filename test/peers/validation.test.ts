/** The validation plugin in the real cdk8s-cli, which finds it in the packed package. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, pack, root } from './support/packages';

const temporary = mkdtempSync(join(tmpdir(), 'prelude-validation-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const CLI = '2.207.60';
const PROGRAM = `
const { App, Chart, ApiObject } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Pod', spec: { hostNetwork: process.env.BAD === '1', containers: [{ name: 'c', image: process.env.IMAGE,
  resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } } }] } });
app.synth();
`;

test('cdk8s synth fails on errors, prints warnings, and passes what is well', () => {
  const packed = pack(root, temporary);
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  const dependencies = { ...Object.fromEntries(['cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => [name, devDependencies[name]])), 'cdk8s-cli': CLI };
  writeFileSync(join(temporary, 'package.json'), JSON.stringify({ name: 'shop', private: true, dependencies }));
  install(temporary, packed.filename);
  writeFileSync(join(temporary, 'main.js'), PROGRAM);
  // The sample of docs/pipelines.md, but for where the package is found.
  const [, sample = ''] = /<!-- validations -->\n```yaml\n([^]*?)```/.exec(readFileSync(join(root, 'docs/pipelines.md'), 'utf8')) ?? [];
  writeFileSync(join(temporary, 'cdk8s.yaml'), sample.replace('package: cdk8s-prelude', 'package: ./node_modules/cdk8s-prelude'));
  const synth = (env: Record<string, string>) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false'],
      { cwd: temporary, encoding: 'utf8', env: { ...process.env, CI: 'true', ...env } });
    return { status, said: `${stdout}${stderr}` };
  };
  const bad = synth({ BAD: '1', IMAGE: 'x:1' });
  expect(bad).toEqual({ status: 2, said: expect.stringContaining('host-namespaces') });
  expect(bad.said).toContain('shop/web');
  expect(synth({ IMAGE: 'x:latest' })).toEqual({ status: 0, said: expect.stringContaining('pinned-images') });
  const good = synth({ IMAGE: 'x:1' });
  expect(good).toEqual({ status: 0, said: expect.not.stringContaining('pinned-images') });
  expect(good.said).toMatch(/pods checked/);
}, 300_000);
