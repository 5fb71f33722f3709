import { Duration, Size } from 'cdk8s';
import { claim, Deployment, emptyDirectory, image, MakeDirectories, plainText, WriteFiles, writable, type Workload } from '../../src';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

function write(props: object, workload: Workload = new Deployment(newChart(), 'web')) {
  const page: WriteFiles<any, any> = new WriteFiles(workload, 'page', props as never);
  const app = (mounts: object = { '/pages': page.files }) => workload.addContainer('app', { image: image('a:1', { user: 1 }), mounts: mounts as never });
  return { workload, page, app, container: () => containerOf(workload, 'page') };
}

test('writes each file with its mode, as a user without rights, into a directory of its own', () => {
  const { workload, page, app, container } = write({ files: { 'index.html': '<h1>Hello</h1>\n', 'bin/run.sh': { content: '#!/bin/sh\n', mode: 0o755 } } });
  app({ '/pages': page.files, '/run.sh': page.file('bin/run.sh') });
  expect(container()).toMatchObject({
    image: 'docker.io/library/busybox:1.37.0-musl',
    args: ['--timeout', '60', '--to', '/files', '--file', 'index.html', '0644', '<h1>Hello</h1>\n', '--file', 'bin/run.sh', '0755', '#!/bin/sh\n'],
    volumeMounts: [{ name: 'page', mountPath: '/files' }],
    securityContext: { runAsUser: 65534, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  });
  expect(podOf(workload).volumes).toEqual([{ name: 'page', emptyDir: { sizeLimit: '1Mi' } }]);
  expect(containerOf(workload, 'app').volumeMounts).toEqual([
    { name: 'page', mountPath: '/pages', readOnly: true }, { name: 'page', mountPath: '/run.sh', subPath: 'bin/run.sh', readOnly: true },
  ]);
  expect(workload.startUpPlan.steps[0]).toMatchObject({ kind: 'WriteFiles', purpose: 'writes index.html, bin/run.sh, for at most 60 s', gives: ['file: index.html', 'file: bin/run.sh'] });
});

test('content arrives as it is: what Kubernetes would expand is kept from it', () => {
  const { app, container } = write({ files: { x: 'a $(HOME) $$ ${X} $1\n' } });
  app();
  expect(container().args?.at(-1)).toBe('a $$(HOME) $$$ ${X} $1\n');
});

test('writes into a volume that an earlier step has prepared, but not into one of its directories', () => {
  const workload = new Deployment(newChart(), 'web');
  const places = new MakeDirectories(workload, 'places', { volume: claim(workload, 'data', 'shop-data'), directories: ['pages'], user: 1000 });
  const { app, container } = write({ files: { 'pages/index.html': 'Hello' }, into: places.volume, user: 1000 }, workload);
  app();
  expect(container().volumeMounts).toEqual([{ name: 'data', mountPath: '/files' }]);
  expect(containerOf(workload, 'app').volumeMounts).toEqual([{ name: 'data', mountPath: '/pages', readOnly: true }]);
  expect(podOf(workload).volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'shop-data' } }]);
  expect(() => write({ files: { a: '' }, into: places.directory('pages') }, new Deployment(newChart(), 'api'))).toThrow('a handle of pod "web"');
  const second = new Deployment(newChart(), 'web');
  const others = new MakeDirectories(second, 'places', { volume: claim(second, 'data', 'shop-data'), directories: ['pages'], user: 1000 });
  expect(() => write({ files: { a: '' }, into: others.directory('pages') }, second))
    .toThrow('web/page: into must be a whole volume, but this is a directory in a volume: give the volume of the step, and paths that begin with "pages/". Given: "pages".');
});

test('many files are told in few words', () => {
  const { workload, app } = write({ files: Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`f${index}`, ''])) });
  app();
  expect(workload.startUpPlan.steps[0]?.purpose).toBe('writes f0, f1, f2, f3, f4 and 3 more, for at most 60 s');
});

test('a directory of its own is as large as its files twice', () => {
  const { workload, app } = write({ files: { a: 'x'.repeat(120_000), b: 'x'.repeat(120_000) } });
  app();
  expect(podOf(workload).volumes).toMatchObject([{ emptyDir: { sizeLimit: '1Mi' } }]);
});

test('is written into a volume that is given, with a deadline of its own', () => {
  const web = new Deployment(newChart(), 'web');
  const { app, page, container } = write({ files: { x: '' }, into: emptyDirectory(web, 'pages', Size.mebibytes(5)), timeout: Duration.seconds(5) }, web);
  new WriteFiles(web, 'kept', { files: { y: '' }, into: claim(web, 'data', 'shop-data'), after: [page.files] });
  app();
  expect(podOf(web).volumes).toEqual([{ name: 'pages', emptyDir: { sizeLimit: '5Mi' } }, { name: 'data', persistentVolumeClaim: { claimName: 'shop-data' } }]);
  expect(container().args?.slice(0, 2)).toEqual(['--timeout', '5']);
  expect(web.startUpPlan.steps[1]?.after).toEqual(['page']);
});

test('once somebody can write the files, nothing proves what others read', () => {
  const { workload, page, app } = write({ files: { x: '' } });
  app();
  workload.addContainer('writer', { image: image('a:1', { user: 1 }), mounts: { '/w': writable(page.files) } });
  expect(() => podOf(workload)).toThrow('container "writer" mounts the files of step "page" writable');
});

describe('what looks like a secret', () => {
  test.each([
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'a private key'],
    ['a URL with a password', 'url = postgres://shop:hunter2@db/shop\n', 'a URL with a password'],
    ['YAML', 'db:\n  password: hunter2\n', 'a value of "password"'],
    ['JSON', '{"user":"shop","password":"hunter2"}', 'a value of "password"'],
    ['an env file', 'A=1\nexport DB_PASSWORD=hunter2\n', 'a value of "DB_PASSWORD"'],
    ['TOML', "api_key = 'abc123' # mine\n", 'a value of "api_key"'],
  ])('is refused: %s', (_, content, what) => {
    expect(() => write({ files: { x: content } })).toThrow(
      `file "x" contains ${what}, which everyone who can read the YAML could read: read it from a Secret (RenderConfig with secretKey(…), or secretFiles(…)), or ` +
      'give plainText(content, because) if it is not a secret.');
    try {
      write({ files: { x: content } });
    } catch (error) {
      expect(String(error)).not.toContain('hunter2');
    }
  });

  test.each([
    ['the name of one', '# the password is in the Secret db\n'],
    ['a path of one', 'password_file: /run/secrets/db\ntoken = /run/token\n'],
    ['a stand-in', 'password: ${DB_PASSWORD}\ntoken: "@{TOKEN}"\nsecret: {{ .Values.secret }}\nurl: postgres://shop:$PASSWORD@db\n'],
    ['none', 'password: ""\ntoken: null\napi_key =\n'],
    ['a field of a form', '<input type="password" name="password">'],
    ['a call', 'const password = readFileSync("/run/p");'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIE'],
  ])('%s is none', (_, content) => {
    expect(() => write({ files: { x: content } })).not.toThrow();
  });

  test('may stand there with a reason, which the YAML shows', () => {
    const { workload, app } = write({ files: { x: plainText('password: test\nurl: http://a:b@c', 'a fixture'), y: { content: plainText('token: abc', 'an example') } } });
    app();
    expect(manifestOf(workload).spec.template.metadata.annotations).toMatchObject({ 'cdk8s-prelude/plain-text.page.args': 'x: a fixture; y: an example' });
  });
});

test.each([
  ['nothing', {}, /list at least one file/],
  ['a list', ['x'], /list at least one file/],
  ['a number', { x: 5 }, /file "x" must be a string, plainText\(…\), or \{ content, mode \}/],
  ['no content', { x: { mode: 0o644 } }, /file "x" must be a string/],
  ['NUL', { x: 'a\0b' }, /NUL character/],
  ['128 KiB', { x: 'x'.repeat(131072) }, /file "x" is 128 KiB or larger, .* ConfigMap .* FetchConfig/],
  ['more than an object holds', Object.fromEntries([1, 2, 3].map((n) => [`f${n}`, 'x'.repeat(100_000)])), /the files together are larger than kubectl apply can store/],
  ['a way out', { '../x': '' }, /the name of a file must be a relative path/],
  ['an absolute name', { '/x': '' }, /the name of a file must be a relative path/],
  ['a name of ours', { 'a/.prelude-x': '' }, /no part of it may begin with "\.prelude-"/],
  ['a file that is a directory', { a: '', 'a/b': '' }, /"a" cannot be both a file and the directory of "a\/b"/],
  ['a mode for all to write', { x: { content: '', mode: 0o666 } }, /a mode must not be writable for everyone/],
  ['a decimal mode', { x: { content: '', mode: 755 } }, /the mode of file "x" 755 is a decimal number, which is 0o1363 in octal: write 0o755/],
  ['an unknown key', { x: { content: '', owner: 1 } }, /"owner" is not a property/],
])('%s is refused', (_, files, message) => {
  expect(() => write({ files })).toThrow(message);
});

test('a file that was not named is refused', () => {
  expect(() => write({ files: { x: '' } }).page.file('y')).toThrow('this step has no file "y"; its files are x.');
});
