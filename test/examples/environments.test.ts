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
  const objects = parseAllDocuments(yamlOf(name)).map((document) => document.toJS());
  const inWave = (wave: string | undefined) => objects.filter(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave'] === wave).map(({ kind }) => kind);
  // The programs that the Job reads come with it; those of the Deployment may come with the Deployment.
  expect(inWave('-1')).toEqual(['ConfigMap', 'ConfigMap', 'ConfigMap', 'Job']);
  expect(inWave(undefined)).toEqual(['ServiceAccount', 'ConfigMap', 'Deployment', 'Service', 'Role', 'RoleBinding']);
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
  expect(table.split('\n').length).toBeLessThan(100);
});
