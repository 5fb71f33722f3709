import { readManifests, readObjects } from '../../src/manifest/read-yaml';

const names = (text: string) => readObjects(text).objects.map(({ manifest }) => `${manifest.kind ?? '?'} ${manifest.metadata?.name ?? '?'}`);
const object = (name: string) => `kind: Pod\nmetadata: { name: ${name} }\n`;

test('an error in one document hides no other, and says where it is', () => {
  const { objects, errors } = readObjects(`${object('a')}---\nkind: [\n---\n${object('b')}---\na: 1\na: 2\n`);
  expect(objects.map(({ manifest: { metadata } }) => metadata?.name)).toEqual(['a', 'b']);
  expect(errors).toEqual([
    expect.objectContaining({ line: 5 }),
    { line: 10, column: 1, reason: 'Map keys must be unique' },
  ]);
});

test.each([
  ['documents, empty ones and comments among them', `---\n# nothing\n---\n${object('a')}---\n---\n\n${object('b')}...\n`, ['Pod a', 'Pod b']],
  ['a list', 'kind: List\nitems:\n- { kind: Pod, metadata: { name: a } }\n- null\n- text\n', ['Pod a']],
  ['a list of lists', 'kind: List\nitems:\n- { kind: PodList, items: [{ metadata: { name: a } }] }\n', ['Pod a']],
  ['a list whose items have no kind', 'apiVersion: apps/v1\nkind: DeploymentList\nitems: [{ metadata: { name: a } }]\n', ['Deployment a']],
  ['a list without items', 'kind: List\nitems: null\n---\nkind: PodList\nitems: []\n', []],
  ['JSON', '{"kind":"Pod","metadata":{"name":"a"}}', ['Pod a']],
  ['JSON lines', '{"kind":"Pod","metadata":{"name":"a }{"}}\n{"kind":"Pod","metadata":{"name":"b\\"}"}}\n', ['Pod a }{', 'Pod b"}']],
  ['JSON that is indented, one after the other', '{\n  "kind": "Pod"\n}\n{\n  "kind": "Service"\n}\n', ['Pod ?', 'Service ?']],
  ['KYAML', '---\n{\n  kind: "Pod", # why\n  metadata: {\n    name: "a",\n  },\n}\n', ['Pod a']],
  ['a document that is a text, a list or a number', 'text\n---\n- a\n---\n7\n---\n', []],
  ['a byte order mark after a separator', `---\n\uFEFF${object('a')}`, ['Pod a']],
  ['CRLF', `${object('a')}---\n${object('b')}`.replace(/\n/g, '\r\n'), ['Pod a', 'Pod b']],
  ['three dashes in a text', 'kind: ConfigMap\ndata:\n  x: |\n    ---\n    a\n', ['ConfigMap ?']],
])('reads %s', (_, text, expected) => {
  expect(readObjects(text).errors).toEqual([]);
  expect(names(text)).toEqual(expected);
});

test.each(['a: {{ .Values.x }}', '{{- if .x }}\na: 1\n{{- end }}', 'spec:\n  replicas: {{ .Values.replicas }}\n', 'a:\n  - {{ x }}\n', '{{ include "x" . }}'])('says of %j that it is a template', (text) => {
  const { objects, errors } = readObjects(text);
  expect(objects).toEqual([]);
  expect(errors).toEqual([expect.objectContaining({ reason: expect.stringContaining('render it first') })]);
});

test.each(['a: "{{ .x }}"', 'a: |\n  {{ .x }}\n', 'a: x {{ .x }}', '# {{ .x }}\na: 1'])('takes %j, which is none', (text) => expect(readObjects(text).errors).toEqual([]));

test('a bomb of aliases is stopped, and 150 aliases are not', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`)].join('\n');
  expect(readObjects(bomb).errors).toEqual([expect.objectContaining({ reason: expect.stringContaining('1000000 members') })]);
  const many = `a: &a { x: 1 }\nb: [${Array(150).fill('*a').join(', ')}]\n`;
  expect(readObjects(many).errors).toEqual([]);
  expect(readObjects('a: &a [*a]').objects).toEqual([]);
});

describe('places', () => {
  const at = (text: string, path: readonly (string | number)[], index = 0) => readObjects(text).objects[index]?.place(path);

  test('are those in the file, whichever document it is', () => {
    const text = `# comment\n${object('a')}---\n${object('b')}spec:\n  containers:\n    - name: c\n      image: x\n`;
    expect(at(text, ['spec', 'containers', 0, 'image'], 1)).toEqual({ line: 10, column: 7 });
    expect(at(text, ['metadata', 'name'], 1)).toEqual({ line: 6, column: 13 });
    expect(at(text, ['spec', 'containers', 0], 1)).toEqual({ line: 9, column: 7 });
  });

  test('are as near as there is something', () => {
    expect(at('kind: Pod\nspec:\n  containers: []\n', ['spec', 'containers', 3, 'image'])).toEqual({ line: 3, column: 3 });
    expect(at('kind: Pod\n', ['spec', 'containers'])).toEqual({ line: 1, column: 1 });
  });

  test('are found in lists and in JSON', () => {
    expect(at('kind: List\nitems:\n- kind: Pod\n  spec: { hostNetwork: yes }\n', ['spec', 'hostNetwork'])).toEqual({ line: 4, column: 11 });
    expect(at('{"kind":"Pod",\n "spec":{"hostNetwork":true}}\n{"kind":"Pod",\n  "spec":{}}\n', ['spec', 'hostNetwork'])).toEqual({ line: 2, column: 10 });
    expect(at('{"kind":"Pod",\n "spec":{"hostNetwork":true}}\n{"kind":"Pod",\n  "spec":{}}\n', ['spec'], 1)).toEqual({ line: 4, column: 3 });
  });

  test('behind an alias or a merge key are both: where it stands, and where it is used', () => {
    const text = 'x: &x\n  privileged: yes\nkind: Pod\nspec:\n  a:\n    <<: *x\n  b: *x\n';
    expect(at(text, ['spec', 'a', 'privileged'])).toEqual({ line: 2, column: 3, usedAt: { line: 6, column: 5 } });
    expect(at(text, ['spec', 'b', 'privileged'])).toEqual({ line: 2, column: 3, usedAt: { line: 7, column: 6 } });
  });

  test('know the file that Helm made it of', () => {
    const { objects } = readObjects('---\n# Source: shop/templates/web.yaml\nkind: Pod\n---\n# other\n# Source: shop/templates/db.yaml\nkind: Pod\n---\nkind: Pod\n');
    expect(objects.map(({ source }) => source)).toEqual(['shop/templates/web.yaml', 'shop/templates/db.yaml', undefined]);
  });
});

test('those who want all of it are told of the first error', () => {
  expect(() => readManifests('compare()', 'kind: Pod\n---\nkind: [\n')).toThrow(/^compare\(\): the manifests cannot be read as YAML: .* \(line 4, column 1\)/);
});
