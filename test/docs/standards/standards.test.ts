import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { suppressionsOf, formatSuppressions } from 'cdk8s-prelude';
import { acme } from './acme';
import { Shop } from './shop';

/* What docs/standards.md and docs/own-rules.md show of the programs beside this test. */

const page = (name: string) => readFileSync(join(__dirname, '../../../docs', name), 'utf8');

const app = new App();
acme.setOn(app);
const shop = new Shop(app, 'shop');
const deployment = Testing.synth(shop).find(({ kind }) => kind === 'Deployment');

test('the page shows the YAML that comes of it', () => {
  const { metadata, spec } = deployment;
  for (const line of [
    ...Object.entries({ ...metadata.labels, ...metadata.annotations }).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    ...Object.entries(spec.template.metadata.annotations).filter(([key]) => /owner|except/.test(key)).map(([key, value]) => `${key}: ${value}`),
    `image: ${spec.template.spec.initContainers[0].image}`,
    `image: ${spec.template.spec.containers[0].image}`,
    `- name: ${spec.template.spec.imagePullSecrets[0].name}`,
  ]) expect(page('standards.md').replace(/: '?([^'\n{]+)'?$/gm, ': $1')).toContain(line.replace(/"/g, ''));
});

test('the page shows the report', () => {
  expect(page('own-rules.md')).toContain(formatSuppressions(suppressionsOf(app)));
});

test('the page shows what is said without the suppression', () => {
  const other = new App();
  acme.setOn(other);
  class WithoutException extends Shop {}
  const chart = new WithoutException(other, 'shop');
  // The suppression of another workload does not help this one.
  const api = new acme.Deployment(chart, 'api');
  api.addContainer('app', { image: acme.image('registry.acme.example/api:1', { user: 1000, group: 1000 }), command: ['sh'] });
  let said = '';
  try {
    Testing.synth(chart);
  } catch (error) {
    said = (error as Error).message;
  }
  const [line = ''] = said.split('\n').filter((each) => each.includes('no-shell-entrypoint'));
  expect(line).not.toBe('');
  expect(page('own-rules.md')).toContain(line.trim());
});

test('the page has every field of a standard, and every field has its row', () => {
  const props = readFileSync(join(__dirname, '../../../src/standards/props.ts'), 'utf8');
  const fields = [...props.slice(props.indexOf('interface StandardProps')).matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, field = '']) => field);
  const rows = [...page('standards.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, field = '']) => field);
  expect(rows).toEqual(fields);
});
