import { compareManifests } from '../../src/testing';

const deployment = (image: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop-web, labels: { app.kubernetes.io/part-of: shop } }
spec:
  replicas: 2
  template: { spec: { containers: [{ name: app, image: '${image}' }${more}] } }
`;

test('says so where there is no difference, whatever the order of documents and keys', () => {
  expect(compareManifests({ dev: 'kind: A\nmetadata: {name: x}\n---\nkind: B', prod: 'kind: B\n---\nmetadata: {name: x}\nkind: A' })).toBe('No difference.\n');
});

test('is a table: a row for each field that differs, a column for each environment', () => {
  expect(compareManifests({ dev: deployment('shop:1-rc1'), staging: deployment('shop:1'), prod: deployment('shop:1') })).toBe(`## Deployment shop-web

| field | dev | staging | prod |
| --- | --- | --- | --- |
| \`spec.template.spec.containers[app].image\` | \`shop:1-rc1\` | \`shop:1\` | \`shop:1\` |
`);
});

test('knows containers by their names, whatever their places', () => {
  const inFront = deployment('shop:1').replace('[{ name: app', '[{ name: proxy, image: p }, { name: app');
  expect(compareManifests({ dev: deployment('shop:1', ', { name: proxy, image: p }'), prod: inFront })).toBe('No difference.\n');
});

test('tells objects that only some have, and compares them among those', () => {
  const table = compareManifests({ dev: '', staging: deployment('shop:1'), prod: deployment('shop:2') });
  expect(table).toContain('## Deployment shop-web\n\nNot in dev.\n\n| field | staging | prod |');
  expect(compareManifests({ dev: '', prod: deployment('shop:1') })).toBe('## Deployment shop-web\n\nNot in dev.\n');
});

test('keeps what would break the table out of it', () => {
  const [dev, prod] = ['kind: ConfigMap\ndata: { "a.b/c": "x | y\\nz `q`" }', 'kind: ConfigMap\ndata: {}'];
  expect(compareManifests({ dev, prod })).toContain("| `data[a.b/c]` | `x \\| y⏎z 'q'` | — |");
});

test('says which environment cannot be read', () => {
  expect(() => compareManifests({ dev: 'a: [', prod: '' })).toThrow('compareManifests() dev: the manifests cannot be read as YAML');
});
