import { ConfigMap, Deployment as KplusDeployment, Volume } from 'cdk8s-plus-28';
import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import {
  adopt, type AnyMounts, configMapFiles, CopyFromImage, defineStandard, Deployment, emptyDirectory, hiding, type Image, image, type MountValue,
  scratch, WriteFiles, writable,
} from '../../src';
import { Step } from '../../src/entries/steps';
import { filledByCatalogue, hiddenBy } from '../../src/images/filled-directories';
import { manifestOf, newChart, podOf } from '../support/kubernetes';

const nginx = image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101 });
const sentence = (path: string, directory: string, of: string = nginx.reference, container = 'app') =>
  `container "${container}" mounts a volume at "${path}", which hides the files that image "${of}" has in ${directory}: mount ` +
  `the one file (config.file('x') at "${directory}/x"), copy the image's own files into the volume first (CopyFromImage), or confirm ` +
  `that you want to hide them: hiding(…), or "${path}" in annotation cdk8s-prelude/hides.${container}.`;

function app(mountsOf: (page: WriteFiles<any, any>) => Record<string, MountValue>, of: Image = nginx) {
  const web = new Deployment(newChart(), 'web');
  const page = new WriteFiles(web, 'page', { files: { 'index.html': '' } });
  web.addContainer('app', { image: of, mounts: mountsOf(page) as never });
  return web;
}

describe('a volume over a directory that the image fills', () => {
  test.each([
    ['/etc/nginx', '/etc/nginx'], ['/etc/nginx/conf.d', '/etc/nginx/conf.d'], ['/usr/share/nginx/html', '/usr/share/nginx/html'],
    ['/etc', '/etc/nginx'], ['/usr/share', '/usr/share/nginx/html'],
  ])('is refused: %s', (path, directory) => {
    expect(() => app((page) => ({ [path]: page.files }))).toThrow(sentence(path, directory));
    expect(() => app(() => ({ [path]: scratch(Size.mebibytes(1)) }))).toThrow(sentence(path, directory));
    expect(() => app((page) => ({ [path]: writable(page.files) }))).toThrow(sentence(path, directory));
    expect(() => app(() => ({ [path]: configMapFiles('x') }))).toThrow(sentence(path, directory));
  });

  test.each(['/usr/share/nginx/html/index.html', '/etc/nginx/conf.d/site.conf', '/etc/nginx/sites', '/etc/nginx2', '/pages'])('is not one at %s', (path) => {
    expect(podOf(app((page) => ({ [path]: page.file('index.html') }))).containers[0]?.volumeMounts).toMatchObject([{ mountPath: path }]);
  });

  test.each([
    ['docker.io/library/busybox:1.37.0-musl', '/bin'], ['docker.io/library/alpine:3.21', '/usr'], ['debian:12', '/usr/lib'], ['ubuntu:24.04', '/lib'],
  ])('is refused where the programs of %s are: %s', (reference, path) => {
    expect(() => app(() => ({ [path]: scratch(Size.mebibytes(1)) }), image(reference, { user: 101 }) as Image)).toThrow(`mounts a volume at "${path}", which hides`);
  });

  test('is seen in steps, too', () => {
    class Check extends Step {
      constructor(web: Deployment, mounts: AnyMounts) {
        super(web, 'check');
        this.register({ purpose: 'checks', image: nginx, program: { command: ['nginx', '-t'] }, defaultTimeout: Duration.seconds(9), mounts });
      }
    }
    const web = new Deployment(newChart(), 'web');
    const page = new WriteFiles(web, 'page', { files: { x: '' } });
    expect(() => new Check(web, { '/etc/nginx': page.files })).toThrow(sentence('/etc/nginx', '/etc/nginx', nginx.reference, 'check'));
  });

  test('is seen where the user says what the image fills', () => {
    const own = image('registry.example.com/shop:1', { user: 1, filledDirectories: ['/app/defaults'] });
    expect(() => app((page) => ({ '/app/defaults': page.files }), own)).toThrow(sentence('/app/defaults', '/app/defaults', own.reference));
    expect(() => app((page) => ({ '/app/config': page.files }), own)).not.toThrow();
    expect(() => image('a:1', { user: 1, filledDirectories: ['app'] })).toThrow('a filled directory must be an absolute path');
    expect(() => image('a:1', { user: 1, filledDirectories: '/app' as never })).toThrow('filledDirectories must be a list');
  });

  test('is taken where that is meant, which the YAML says', () => {
    const web = app((page) => ({ '/usr/share/nginx/html': hiding(page.files), '/etc/nginx/conf.d': hiding(configMapFiles('sites')) }));
    expect(podOf(web).containers[0]?.volumeMounts).toMatchObject([
      { name: 'page', mountPath: '/usr/share/nginx/html', readOnly: true }, { mountPath: '/etc/nginx/conf.d', readOnly: true },
    ]);
    expect(manifestOf(web).spec.template.metadata.annotations['cdk8s-prelude/hides.app']).toBe('/usr/share/nginx/html, /etc/nginx/conf.d');
  });

  test('is taken where the volume holds a copy of the directory, and at no other', () => {
    const web = new Deployment(newChart(), 'web');
    const settings = emptyDirectory(web, 'settings', Size.mebibytes(8));
    const original = new CopyFromImage(web, 'copy', { image: nginx, directory: '/etc/nginx/', into: settings });
    const site = new WriteFiles(web, 'site', { files: { 'conf.d/site.conf': '' }, into: settings, after: [original.files] });
    expect(() => web.addContainer('wrong', { image: nginx, mounts: { '/etc/nginx/conf.d': site.files } })).toThrow('hides the files');
    web.addContainer('app', { image: nginx, mounts: { '/etc/nginx': site.files } });
    expect(podOf(web).containers[0]?.volumeMounts).toMatchObject([{ name: 'settings', mountPath: '/etc/nginx' }]);
  });
});

describe('in the rendered manifest', () => {
  const findings = (build: (web: KplusDeployment) => void, of = 'docker.io/library/nginx:1.27') => {
    const chart = newChart();
    const deployment = new KplusDeployment(chart, 'web', { containers: [{ name: 'app', image: of, securityContext: { user: 101 } }] });
    const web = adopt(deployment, 'web');
    const page = new WriteFiles(web, 'page', { files: { 'index.html': '' } });
    build(deployment);
    return { page, found: () => web.node.validate().filter((line) => line.includes('hidden-directories')) };
  };

  test('a volume that cdk8s-plus mounts is seen', () => {
    const { found } = findings((web) => web.containers[0]!.mount('/etc/nginx/', Volume.fromConfigMap(web, 'conf', new ConfigMap(web, 'map'))));
    expect(found()).toEqual([expect.stringContaining(sentence('/etc/nginx', '/etc/nginx', 'docker.io/library/nginx:1.27'))]);
    expect(found()[0]).toMatch(/^containers\[app\]\.volumeMounts\[conf.*\]\.mountPath: /);
  });

  test('so are files of a step in a container of cdk8s-plus', () => {
    const { found, page } = findings(() => undefined);
    page.files.mountInto((page.node.scope as any).resource.containers[0], '/usr/share/nginx/html');
    expect(found()).toHaveLength(1);
  });

  test('what a patch mounts, or moves to another image, is seen', () => {
    const { found } = findings((web) => ApiObject.of(web).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/volumeMounts', [{ name: 'page', mountPath: '/usr/local/apache2/htdocs' }]),
      JsonPatch.replace('/spec/template/spec/containers/0/image', 'httpd:2.4')));
    expect(found()).toHaveLength(1);
  });

  test('an annotation says that it is meant', () => {
    const { found, page } = findings((web) => web.podMetadata.addAnnotation('cdk8s-prelude/hides.app', '/a, /usr/share/nginx/html'));
    page.files.mountInto((page.node.scope as any).resource.containers[0], '/usr/share/nginx/html');
    expect(found()).toEqual([]);
  });

  test('an image that a registry map has moved is known', () => {
    const chart = newChart();
    defineStandard({ name: 'mirror', registryMap: { '*': 'mirror.example.com/all' } }).setOn(chart);
    const web = new Deployment(chart, 'web');
    web.addContainer('app', { image: nginx });
    ApiObject.of(web.resource).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/volumeMounts', [{ name: 'page', mountPath: '/etc/nginx' }]));
    expect(web.node.validate().join()).toContain('image "mirror.example.com/all/nginxinc/nginx-unprivileged:1.27" has in /etc/nginx');
  });
});

test.each([
  ['nginx', 3], ['nginx:1.27', 3], ['docker.io/library/nginx:1.27@sha256:x', 3], ['localhost:5000/nginx', 3], ['a/nginx-unprivileged@sha256:x', 3], ['mariadb:11', 2],
  ['nginx-exporter:1', 0], ['mynginx:1', 0], ['nginx/exporter:1', 0], ['constructor:1', 0], ['', 0],
])('%s has %i directories that are known to be filled', (reference, count) => {
  expect(filledByCatalogue(reference)).toHaveLength(count);
});

test.each([['/', '/a/b'], ['/a', '/a/b'], ['/a/b', '/a/b'], ['/a/b/c', undefined], ['/a/bc', undefined], ['/ab', undefined]])('at %s it hides %s', (path, hidden) => {
  expect(hiddenBy(path, ['/a/b'])).toBe(hidden);
});
