import { type Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { configMapFiles, CopyFiles, Deployment, emptyDirectory, FetchConfig, https, image, secretFiles, writable } from '../../src';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

const app = image('registry.example.com/app:1', { user: 1000 });

function copy(props: object) {
  const web = new Deployment(newChart(), 'web');
  const step = new CopyFiles(web, 'copy', { from: configMapFiles('settings'), files: ['app.conf'], user: 1000, ...props } as never) as CopyFiles<'web'>;
  web.addContainer('app', { image: app, mounts: { '/config': writable(step.files) } });
  return web;
}

test('runs as the app, without any privilege, and writes its own volume only', () => {
  const web = copy({ files: { 'app.conf': { as: 'conf.d/app.conf', mode: 0o640 }, 'log.conf': {} }, timeout: Duration.seconds(20) });
  expect(containerOf(web, 'copy')).toMatchObject({
    args: ['--timeout', '20', '--from', '/from', '--to', '/files', '--when-present', 'overwrite', '--',
      'app.conf', 'conf.d/app.conf', '0640', 'log.conf', 'log.conf', '0644'],
    securityContext: { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'config-map-settings', mountPath: '/from', readOnly: true }, { name: 'copy', mountPath: '/files' }],
  });
  expect(podOf(web).volumes).toEqual([
    { name: 'config-map-settings', configMap: { name: 'settings' } }, { name: 'copy', emptyDir: { sizeLimit: '16Mi' } },
  ]);
  expect(containerOf(web, 'app').volumeMounts).toEqual([{ name: 'copy', mountPath: '/config' }]);
  expect(manifestOf(web).spec.template.metadata.annotations['cdk8s-prelude/copy']).toBe(
    'copies app.conf, log.conf from ConfigMap settings for user 1000, for at most 20 s');
});

test('keys of a Secret stay in memory, for their owner only', () => {
  const web = copy({ from: secretFiles('login'), files: ['id_ed25519'] });
  expect(containerOf(web, 'copy').args?.slice(-3)).toEqual(['id_ed25519', 'id_ed25519', '0600']);
  expect(podOf(web).volumes).toContainEqual({ name: 'copy', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } });
});

test('files of a step come from where that step has left them', () => {
  const web = new Deployment(newChart(), 'web');
  const config = new FetchConfig(web, 'fetch', { from: https('https://config.example.com/shop.json') });
  const step = new CopyFiles(web, 'copy', {
    from: config.files, files: { 'shop.json': { as: 'etc/shop.json' } }, user: 1000, into: emptyDirectory(web, 'config', Size.mebibytes(1)), whenPresent: 'keep',
  });
  web.addContainer('app', { image: app, mounts: { '/etc/shop.json': step.file('etc/shop.json') } });
  expect(containerOf(web, 'copy')).toMatchObject({
    args: expect.arrayContaining(['--when-present', 'keep']),
    volumeMounts: [{ name: 'fetch', mountPath: '/from', readOnly: true }, { name: 'config', mountPath: '/files' }],
  });
  expect(containerOf(web, 'app').volumeMounts).toEqual([{ name: 'config', mountPath: '/etc/shop.json', subPath: 'etc/shop.json', readOnly: true }]);
  expect(web.startUpPlan.steps.find(({ name }) => name === 'copy')).toMatchObject({ after: ['fetch'] });
});

describe('a key that an object of the same app has not', () => {
  const synth = (makes: (chart: Chart) => object, later: (made: object) => void = () => undefined) => () => {
    const chart = newChart();
    const made = makes(chart);
    const web = new Deployment(chart, 'web');
    const from = made instanceof kplus.ConfigMap ? configMapFiles(made) : secretFiles(made as kplus.Secret);
    const step = new CopyFiles(web, 'copy', { from, files: ['app.conf'], user: 1000 });
    web.addContainer('app', { image: app, mounts: { '/config': step.files } });
    later(made);
    return podOf(web);
  };
  const settings = (data?: Record<string, string>) => (chart: Chart) =>
    new kplus.ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, ...(data ? { data } : {}) });

  test('is an error that names those that it has', () => {
    expect(synth(settings({ 'log.conf': 'x', 'b': 'y' }))).toThrow('[test/web/copy] the source in from has no "app.conf": ConfigMap settings has b, log.conf.');
  });
  test('may come until synth, also as a binary one', () => {
    expect(synth(settings({ b: 'y' }), (made) => (made as kplus.ConfigMap).addBinaryData('app.conf', 'AAE='))).not.toThrow();
  });
  test('is for others to bring where the app says nothing of its keys', () => {
    expect(synth(settings())).not.toThrow();
    expect(synth((chart) => kplus.Secret.fromSecretName(chart, 'login', 'login') as kplus.Secret)).not.toThrow();
  });
  test('is looked for in a Secret as well, whose values are never told', () => {
    const secret = (chart: Chart) => new kplus.Secret(chart, 'login', { metadata: { name: 'login' }, stringData: { password: 'hunter2' } });
    expect(synth(secret)).toThrow(/Secret login has password\.$/m);
    expect(synth(secret)).not.toThrow(/hunter2/);
  });
});

test.each([
  ['nothing to copy', { files: [] }, /files must list what to copy/],
  ['a path that leads out', { files: ['../passwd'] }, /path/],
  ['a place that leads out', { files: { a: { as: '/etc/passwd' } } }, /path/],
  ['two files in one place', { files: { a: { as: 'c' }, b: { as: 'c' } } }, /two files are copied to "c"/],
  ['a file below a file', { files: { a: {}, b: { as: 'a/b' } } }, /"a" cannot be both a file and the directory of "a\/b"/],
  ['a mode for all to write', { files: { a: { mode: 0o666 } } }, /a mode must not be writable for everyone/],
  ['setuid', { files: { a: { mode: 0o4755 } } }, /the mode of file "a" must be a number from 0 to 0o777, .* Given: "2541, which is 0o4755"/],
  ['an unknown word', { files: { a: { owner: 1 } } }, /owner/],
  ['no user', { user: undefined }, /user must be a numeric id/],
  ['another word', { whenPresent: 'update' }, /'overwrite' or 'keep'/],
])('%s is refused', (_, props, message) => {
  expect(() => copy(props)).toThrow(message);
});
