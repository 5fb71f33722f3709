import { EnvFieldPaths, EnvValue, ResourceFieldPaths } from 'cdk8s-plus-28';
import { configMapKey, Deployment, image, plainText, RenderConfig, secretKey } from '../../src';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

function render(files: object, web = new Deployment(newChart(), 'web')) {
  const config = new RenderConfig(web, 'render', { files: files as never });
  web.addContainer('app', { image: image('a:1', { user: 1 }), mounts: { '/c': config.files } });
  return { web, config, pieces: () => containerOf(web, 'render').args!.slice(4), env: () => containerOf(web, 'render').env };
}
const password = secretKey('db', 'password');

test('what is known at synth is put in at synth, the rest is read when the pod starts', () => {
  const { web, pieces, env } = render({
    'app.json': { template: '{"host": @{HOST}, "port": @{PORT}, "up": @{UP}, "url": "x://@{HOST}/@{PASSWORD}", "password": @{PASSWORD}}', format: 'json',
      values: { HOST: 'a "b"', PORT: 5432, UP: true, PASSWORD: password } },
  });
  expect(pieces()).toEqual([
    '--file', 'app.json', '0644', '--text', '{"host": "a \\"b\\"", "port": 5432, "up": true, "url": "x://a \\"b\\"/', '--inside', 'PRELUDE_VALUE_PASSWORD',
    '--text', '", "password": ', '--json', 'PRELUDE_VALUE_PASSWORD', '--text', '}',
  ]);
  expect(env()).toEqual([{ name: 'PRELUDE_VALUE_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }]);
  expect(podOf(web).volumes).toEqual([{ name: 'render', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }]);
  expect(containerOf(web, 'render').securityContext).toMatchObject({ runAsUser: 65534, readOnlyRootFilesystem: true });
});

test.each([['a text', '\ud800'], ['plainText', plainText('x\udc00', 'half of a character')]])('half of a character is refused, by its own sentence: %s', (_, value) => {
  expect(() => render({ a: { template: '@{X}', format: 'json', values: { X: value } } })).toThrow(/value X contains half of a character/);
});

describe.each<[string, string, (value: string | number | boolean) => unknown]>([
  ['the whole', '@{X}', (value) => value],
  ['a value', '{"a": @{X}, "b": [@{X}, 1]}', (value) => ({ a: value, b: [value, 1] })],
  ['in a string', '{"a": "\\\\@{X}-@{X}"}', (value) => ({ a: `\\${value}-${value}` })],
  ['a key', '{@{X}: 1}', (value) => ({ [String(value)]: 1 })],
  ['a key on a line of its own', '{"a": 1,\n  @{X}\n  : @{X}}', (value) => ({ a: 1, [String(value)]: value })],
  ['in a key', '{"x-@{X}": {"y": @{X}}}', (value) => ({ [`x-${value}`]: { y: value } })],
  ['a string that ends as a key does', '["a:@{X}:b", @{X}]', (value) => [`a:${value}:b`, value]],
])('JSON stays JSON: %s', (_, template, meant) => {
  const literals = ['', 'x', '5', 'true', '"', '\\', '\n', 'a": 1, "b', '\ud83d\ude00', 0, -0, -5, 0.1, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, true, false];
  test.each(literals)('%j', (value) => {
    const { pieces } = render({ a: { template, format: 'json', values: { X: value } } });
    expect(JSON.parse(pieces().at(-1)!.replaceAll('$$', '$'))).toEqual(JSON.parse(JSON.stringify(meant(value))));
  });
  test.each([['plainText', plainText('5', 'not a number')], ['an EnvValue', EnvValue.fromValue('5')]])('%s is a string', (__, value) => {
    const { pieces } = render({ a: { template, format: 'json', values: { X: value } } });
    expect(JSON.parse(pieces().at(-1)!)).toEqual(meant('5'));
  });
  test('a value that is read when the pod starts is a string', () => {
    const { pieces } = render({ a: { template, format: 'json', values: { X: configMapKey('a', 'b') } } });
    expect(pieces()).toEqual(expect.not.arrayContaining(['--value']));
    const [, , , ...rest] = pieces();
    const text = rest.map((piece, index) => ({ '--json': '"5"', '--inside': '5', '--text': '' }[piece] ?? (rest[index - 1] === '--text' ? piece : ''))).join('');
    expect(JSON.parse(text)).toEqual(meant('5'));
  });
});

test('each format quotes in its own way, and every source is read once', () => {
  const values = { A: configMapKey('app', 'a'), B: EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME), C: "it's" };
  const { web, pieces, env } = render({
    'a.env': { template: 'export A=@{A}\nB=x-@{B}@{C}\n# none\n', format: 'env', values },
    'a.txt': { template: '$host @{A} @{C} {{ .Go }} $(K8S) ${sh}', format: 'text', values: { A: secretKey('app', 'a'), C: values.C } },
  });
  expect(pieces()).toEqual([
    '--file', 'a.env', '0644', '--text', 'export A=', '--word', 'PRELUDE_VALUE_A', '--text', '\nB=x-', '--word', 'PRELUDE_VALUE_B', '--text', "'it'\\''s'\n# none\n",
    '--file', 'a.txt', '0644', '--text', '$host ', '--value', 'PRELUDE_VALUE_A_2', '--text', " it's {{ .Go }} $$(K8S) ${sh}",
  ]);
  expect(env()?.map(({ name, valueFrom }) => [name, Object.keys(valueFrom!)[0]])).toEqual([
    ['PRELUDE_VALUE_A', 'configMapKeyRef'], ['PRELUDE_VALUE_B', 'fieldRef'], ['PRELUDE_VALUE_A_2', 'secretKeyRef'],
  ]);
  expect(web.startUpPlan.steps[0]).toMatchObject({ kind: 'RenderConfig', gives: ['file: a.env', 'file: a.txt'] });
});

test('without a Secret the files lie on disk', () => {
  expect(podOf(render({ a: { template: 'x', format: 'text', values: {} } }).web).volumes).toEqual([{ name: 'render', emptyDir: { sizeLimit: '1Mi' } }]);
});

test('a reason stands in the YAML', () => {
  const { web } = render({ a: { template: '@{API_KEY}', format: 'text', values: { API_KEY: plainText('demo', 'public') } } });
  expect(manifestOf(web).spec.template.metadata.annotations).toMatchObject({ 'cdk8s-prelude/plain-text.render.args': 'a API_KEY: public' });
});

test.each([
  ['a Secret', { X: secretKey('db', 'password') }], ['a reason', { X: plainText('hunter2', 'a demo') }], ['a path', { X: '/run/password' }], ['nothing', { X: '' }],
])('a password that is %s is none in the YAML', (_, values) => {
  expect(() => render({ a: { template: 'password = @{X}\n', format: 'text', values } })).not.toThrow();
});

test('what another container may use is read by its name', () => {
  const web = new Deployment(newChart(), 'web');
  const app = web.addContainer('app', { image: image('a:1', { user: 1 }) });
  const config = new RenderConfig(web, 'render', {
    files: { a: { template: '@{M}', format: 'text', values: { M: EnvValue.fromResource(ResourceFieldPaths.MEMORY_LIMIT, { container: app }) } } },
  });
  config.file('a').mountInto(app, '/etc/a');
  expect(containerOf(web, 'render').env).toEqual([{ name: 'PRELUDE_VALUE_M', valueFrom: { resourceFieldRef: { containerName: 'app', resource: 'limits.memory' } } }]);
});

const file = (template: unknown, format: unknown = 'text', values: unknown = {}) => ({ a: { template, format, values } });
test.each([
  ['nothing', {}, /list at least one file/],
  ['no object', { a: 5 }, /file "a" must be \{ template, format, values \}/],
  ['no template', file(undefined), /file "a" must be a string/],
  ['no values', { a: { template: '', format: 'text' } }, /file "a" must be \{ template, format, values \}/],
  ['an unknown format', file('', 'yaml'), /the format of "a" must be 'json', 'env' or 'text'/],
  ['a missing value', file('@{A}'), /the template has @\{A\}, but values has no A/],
  ['an inherited value', file('@{toString}'), /values has no toString/],
  ['a superfluous value', file('', 'text', { A: '' }), /the template has no @\{A\}/],
  ['half a placeholder', file('a @{A b'), /"@\{" in the template of "a" does not begin a placeholder/],
  ['an odd placeholder', file('@{ $x }'), /does not begin a placeholder/],
  ['no JSON', file('{"a": @{A}', 'json', { A: '' }), /is not valid JSON with any values/],
  ['a placeholder in a quoted variable', file('A="@{A}"', 'env', { A: '' }), /values bring their own quotes/],
  ['a placeholder in a comment', file('# @{A}', 'env', { A: '' }), /values bring their own quotes/],
  ['a literal secret', file('@{DB_PASSWORD}', 'text', { DB_PASSWORD: 'x' }), /value DB_PASSWORD names a secret/],
  ['a secret by cdk8s-plus', file('@{TOKEN}', 'text', { TOKEN: EnvValue.fromValue('x') }), /value TOKEN names a secret/],
  ['a URL with a password', file('@{URL}', 'text', { URL: 'x://a:b@c' }), /value URL contains a URL with a password/],
  ['a secret in the template', file('password: hunter2'), /contains a value of "password"/],
  ['a secret of template and value', file('password = @{X}', 'text', { X: 'hunter2' }), /file "a" contains a value of "password" after its values are filled in/],
  ['a secret in JSON', file('{"db": {"password": @{X}}}', 'json', { X: 'hunter2' }), /contains a value of "password" after/],
  ['a secret in a file of variables', file('DB_PASSWORD=@{X}', 'env', { X: 'hunter2' }), /contains a value of "DB_PASSWORD" after/],
  ['a URL of template and values', file('x://@{USER}:@{WORD}@db', 'text', { USER: 'a', WORD: 'b' }), /contains a URL with a password after/],
  ['what the step itself may use', file('@{M}', 'text', { M: EnvValue.fromResource(ResourceFieldPaths.MEMORY_LIMIT) }), /value M would be the resources of this step itself/],
  ['an object as value', file('@{A}', 'text', { A: {} }), /value A must be a string, a number/],
  ['not a number', file('@{A}', 'text', { A: NaN }), /value A must be a string, a number/],
  ['NUL', file('@{A}', 'text', { A: 'a\0' }), /without NUL/],
])('%s is refused', (_, files, message) => {
  expect(() => render(files)).toThrow(message);
});
