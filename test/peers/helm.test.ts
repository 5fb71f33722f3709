/** The example as a Helm chart, by `cdk8s synth --format helm` of cdk8s-cli, and templated by helm where it is there. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkFiles } from '../../src/cli/check-files';
import { checkManifests } from '../../src/testing';
import { describeWith, findTool } from '../support/tools';
import { install, root, runIn } from './support/packages';

const temporary = mkdtempSync(join(tmpdir(), 'prelude-helm-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const chart = join(temporary, 'chart');
const example = join(root, 'examples/shop');
const yaml = readFileSync(join(example, 'dist/shop.k8s.yaml'), 'utf8');

beforeAll(() => {
  writeFileSync(join(temporary, 'package.json'), JSON.stringify({ private: true, dependencies: { 'cdk8s-cli': '^2' } }));
  install(temporary);
  const app = `${process.execPath} ${join(root, 'node_modules/tsx/dist/cli.mjs')} --tsconfig ${join(root, 'tsconfig.json')} main.ts`;
  const cli = join(temporary, 'node_modules/cdk8s-cli/bin/cdk8s');
  runIn(example, process.execPath, cli, 'synth', '--check-upgrade=false', '--app', app, '-o', chart, '--format', 'helm', '--chart-version', '1.0.0');
});

test('cdk8s-cli makes a chart of it, whose template is the YAML as it is', () => {
  expect(parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8'))).toMatchObject({ apiVersion: 'v2', version: '1.0.0', type: 'application' });
  expect(readFileSync(join(chart, 'templates/shop.k8s.yaml'), 'utf8')).toBe(yaml);
});

describeWith(['helm'], 'helm template', () => {
  test('leaves the pods as they are', () => {
    const templated = execFileSync(findTool('helm')!, ['template', 'shop', chart], { encoding: 'utf8' });
    const { checked, findings } = checkManifests(templated);
    expect(findings).toEqual([]);
    // The ConfigMaps of programs are there, and hold what their names say.
    expect(checkFiles([{ name: 'templated.yaml', text: templated }]).findings).toEqual([]);
    expect(templated.match(/^ +name: shop-prelude-wait-[0-9a-f]{10}$/gm)).toHaveLength(2);
    expect([...checked].sort()).toEqual(['Deployment shop-configuration', 'Deployment shop-web']);
  });
});
