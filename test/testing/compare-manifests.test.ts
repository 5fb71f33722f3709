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

test('tells another order of init containers and of variables, in which they count', () => {
  const pod = (init: string, env: string) => `kind: Pod\nmetadata: { name: web }\nspec: { initContainers: [${init}], containers: [{ name: app, env: [${env}] }] }`;
  const [p, q] = ['{ name: p }', '{ name: q }'];
  expect(compareManifests({ dev: pod(`${p}, ${q}`, `${p}, ${q}`), prod: pod(`${q}, ${p}`, `${q}, ${p}`) })).toBe(`## Pod web

| field | dev | prod |
| --- | --- | --- |
| \`spec.containers[app].env in the order\` | \`p, q\` | \`q, p\` |
| \`spec.initContainers in the order\` | \`p, q\` | \`q, p\` |
`);
  // One more is one more, and no other order.
  expect(compareManifests({ dev: pod(`${p}, ${q}`, p), prod: pod(`${p}, {name: x}, ${q}`, p) })).not.toContain('in the order');
});

test('tells a text from what it looks like', () => {
  expect(compareManifests({ dev: 'kind: A\nspec: { tty: "true", m: "1" }', prod: 'kind: A\nspec: { tty: true, m: 1 }' }))
    .toContain('| `spec.m` | `"1"` | `1` |\n| `spec.tty` | `"true"` | `true` |');
});

test('pairs what has a version, or a hash of kustomize, at the end of its name', () => {
  const job = (version: string) => `kind: Job\nmetadata: { name: migrate-${version} }\nspec: { image: 'shop:${version}' }`;
  expect(compareManifests({ dev: job('1-6-0-rc-2'), prod: job('1-5-3') })).toBe(`## Job migrate-…

| field | dev | prod |
| --- | --- | --- |
| \`metadata.name\` | \`migrate-1-6-0-rc-2\` | \`migrate-1-5-3\` |
| \`spec.image\` | \`shop:1-6-0-rc-2\` | \`shop:1-5-3\` |
`);
  const map = (hash: string) => `kind: ConfigMap\nmetadata: { name: shop-${hash} }`;
  expect(compareManifests({ dev: map('2bkmgh5f9t'), prod: map('tf89mk2d7c') })).toContain('## ConfigMap shop-…');
  // Two of them in one environment cannot be told apart: each by its name.
  expect(compareManifests({ dev: `${job('1-0')}\n---\n${job('2-0')}`, prod: job('1-0') })).toBe('## Job migrate-2-0\n\nNot in prod.\n');
  expect(compareManifests({ dev: `${job('1-0')}\n---\n${job('2-0')}`, prod: job('3-0') }).match(/^## .*/gm))
    .toEqual(['## Job migrate-1-0', '## Job migrate-2-0', '## Job migrate-3-0']);
});

test('keeps objects of one name in two namespaces apart', () => {
  const service = (namespace: string, port: number) => `kind: Service\nmetadata: { name: web, namespace: ${namespace} }\nspec: { port: ${port} }`;
  const dev = `${service('a', 1)}\n---\n${service('b', 2)}`;
  expect(compareManifests({ dev, prod: dev.replace('port: 1', 'port: 3') })).toContain('## Service web in a\n\n| field | dev | prod |\n| --- | --- | --- |\n| `spec.port` | `1` | `3` |\n');
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
