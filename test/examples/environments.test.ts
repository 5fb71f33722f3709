import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkManifests } from '../../src/testing';

const dist = join(__dirname, '../../examples/environments/dist');
const yamlOf = (name: string) => readdirSync(join(dist, name)).map((file) => readFileSync(join(dist, name, file), 'utf8')).join('\n---\n');

test.each(['dev', 'staging', 'prod'])('%s: nothing is wrong with its manifests, and Jobs come first', (name) => {
  const { checked, findings } = checkManifests(yamlOf(name));
  expect(findings).toEqual([]);
  expect(checked).toEqual([expect.stringMatching(/^Job shop-migrate-/), 'Deployment shop-web']);
  const waves = parseAllDocuments(yamlOf(name)).map((document) => document.toJS()).map(({ kind, metadata }) => [kind, metadata.annotations['argocd.argoproj.io/sync-wave']]);
  // The programs that the Job reads come with it; those of the Deployment may come with the Deployment.
  expect(waves).toEqual([['ConfigMap', '-1'], ['ConfigMap', '-1'], ['Job', '-1'], ['ConfigMap', undefined], ['Deployment', undefined], ['Service', undefined]]);
});

test('prod takes its images from its own mirror only', () => {
  const images = [...yamlOf('prod').matchAll(/^ +(?:- )?image: (.*)$/gm)].map(([, image]) => image);
  expect(images.length).toBeGreaterThan(4);
  expect(images.filter((image) => !image?.startsWith('mirror.prod.example/'))).toEqual([]);
});

test('the differences name all that differs between the environments, and no script', () => {
  const table = readFileSync(join(dist, 'differences.md'), 'utf8');
  for (const field of ['spec.replicas', 'containers[app].image', 'resources.limits.memory', 'env[DB_HOST].value', 'imagePullSecrets[mirror]', 'initContainers[write-config].args']) {
    expect(table).toContain(field);
  }
  expect(table).not.toContain('.command');
  expect(table.split('\n').length).toBeLessThan(75);
});
