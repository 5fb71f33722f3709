import { ConfigMap, Deployment as KplusDeployment, Volume } from 'cdk8s-plus-28';
import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import {
  adopt, type AnyMounts, configMapFiles, CopyFromImage, defineStandard, Deployment, emptyDirectory, hiding, type Image, image, type MountValue,
  scratch, WriteFiles, writable,
} from '../../src';
import { Step } from '../../src/entries/steps';
import { SYSTEM_DIRECTORIES } from '../../src/images/filled-catalogue';
import { filledByCatalogue, hiddenBy } from '../../src/images/filled-directories';
import { factsOf } from '../../src/declared/read-facts';
import { podOf as podAndMetadata } from '../../src/manifest/pod-of';
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

  test.each([
    ['docker.io/library/debian:12.8', '/etc/ssl/certs'], ['registry.example.com/shop:1', '/etc/ssl/certs'], ['registry.example.com/shop:1', '/usr/local/lib'],
    ['registry.example.com/shop:1', '/etc'], ['registry.example.com/shop:1', '/usr'], ['ghcr.io/acme/tool@sha256:' + 'a'.repeat(64), '/usr/local/bin'],
    ['docker.io/liquibase/liquibase:4.30', '/liquibase'], ['docker.io/apache/kafka:3.9.0', '/opt/kafka/config'], ['quay.io/prometheus/prometheus:v3.0.0', '/etc/prometheus'],
    ['docker.io/library/sonarqube:10', '/opt/sonarqube/conf'], ['opensearchproject/opensearch:2', '/usr/share/opensearch/config'],
    ['docker.elastic.co/logstash/logstash:8.16.1', '/usr/share/logstash/config'], ['flink:1.20', '/opt/flink/conf'], ['solr:9', '/opt/solr'], ['kong:3.8', '/usr/local/kong'],
    ['maven:3.9', '/usr/share/maven/conf'], ['docker.io/bitnami/redis:7.4', '/opt/bitnami'], ['mirror.example.com:5000/hub/bitnamilegacy/redis:7.4', '/opt/bitnami/redis'],
    ['docker.io/flyway/flyway:11', '/flyway/drivers'], ['registry.k8s.io/ingress-nginx/controller:v1.12.0', '/etc/nginx'],
  ])('is refused where %s has its own: %s', (reference, path) => {
    const of = image(reference as 'a:1', { user: 1001 }) as Image;
    expect(() => app(() => ({ [path]: configMapFiles('x') }), of)).toThrow(`mounts a volume at "${path}", which hides the files that image "${reference}" has in `);
    expect(() => app(() => ({ [path]: hiding(configMapFiles('x')) }), of)).not.toThrow();
  });

  test.each([
    ['registry.example.com/shop:1', '/etc/ssl/certs/ca.crt'], ['registry.example.com/shop:1', '/usr/local/share/shop'], ['registry.example.com/shop:1', '/usr/local/bin/tool'],
    ['registry.example.com/shop:1', '/opt/shop'], ['docker.io/liquibase/liquibase:4.30', '/liquibase/changelog'], ['flyway/flyway:11', '/flyway/sql'],
    ['docker.io/bitnami/nginx:1.27', '/etc/nginx'], ['docker.io/bitnami/nginx:1.27', '/opt/bitnami/nginx/conf/server_blocks'], ['ingress-nginx/controller:1', '/etc/nginx/template'],
    ['registry.example.com/my-kafka:1', '/opt/kafka/config'], ['mysql:8', '/etc/mysql/conf.d'],
  ])('is not one where %s has nothing, or what is made to be mounted over: %s', (reference, path) => {
    expect(() => app(() => ({ [path]: configMapFiles('x') }), image(reference as 'a:1', { user: 1001 }) as Image)).not.toThrow();
  });

  test('is one of the node: its certificates may be mounted, over what the image has', () => {
    const web = new Deployment(newChart(), 'web', { podSecurity: 'privileged', podSecurityBecause: 'reads the certificates of the node' });
    web.addContainer('app', { image: nginx });
    const object = ApiObject.of(web.resource);
    const mount = (path: string) => {
      object.addJsonPatch(JsonPatch.add('/spec/template/spec/volumes', [{ name: 'node', hostPath: { path } }]));
      object.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/volumeMounts', [{ name: 'node', mountPath: path, readOnly: true }]));
      return web.node.validate().filter((finding) => finding.includes('hidden-directories'));
    };
    expect(mount('/etc/ssl/certs')).toEqual([]);
    expect(mount('/etc/nginx')).toHaveLength(1);
  });

  test('is seen where a standard says what images fill: in code, in adopted pods, in the manifest later', () => {
    const chart = newChart();
    defineStandard({ name: 'Acme', filledDirectories: { 'acme/java': ['/opt/acme'], '*': ['/etc/acme'] } }).setOn(chart);
    const web = new Deployment(chart, 'web');
    const add = (name: string, reference: string, path: string) => () =>
      web.addContainer(name as 'a', { image: image(reference as 'a:1', { user: 1 }), mounts: { [path]: configMapFiles('x') } as never });
    expect(add('a', 'registry.example.com/acme/java:21', '/opt/acme')).toThrow('hides the files that image "registry.example.com/acme/java:21" has in /opt/acme');
    expect(add('b', 'registry.example.com/shop:1', '/etc/acme')).toThrow('has in /etc/acme');
    expect(add('c', 'registry.example.com/java:21', '/opt/acme')).not.toThrow();
    web.addContainer('java', { image: image('acme/java:21', { user: 1 }) });
    expect(factsOf(podAndMetadata(manifestOf(web)).metadata)?.filledDirectories).toEqual({ c: ['/etc/acme'], java: ['/opt/acme', '/etc/acme'] });

    const theirs = new KplusDeployment(chart, 'theirs', { securityContext: { user: 1, fsGroup: 1 } as never });
    theirs.addContainer({ image: 'acme/java:21', securityContext: { user: 1 } }).mount('/opt/acme', Volume.fromConfigMap(chart, 'v', ConfigMap.fromConfigMapName(chart, 'm', 'x')));
    expect(adopt(theirs, 'theirs').node.validate().join()).toContain('has in /opt/acme');
  });

  test.each([[{ 'a:1': ['/a'] }], [{ a: ['b'] }], [{ a: '/a' }], [['/a']], [{ 'A/b': ['/a'] }]])('a standard cannot say %j', (filledDirectories) => {
    expect(() => defineStandard({ name: 'Acme', filledDirectories: filledDirectories as never })).toThrow(/filledDirectories|a filled directory/);
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
  expect(filledByCatalogue(reference).filter((directory) => !SYSTEM_DIRECTORIES.includes(directory))).toHaveLength(count);
});

test.each([['/', '/a/b'], ['/a', '/a/b'], ['/a/b', '/a/b'], ['/a/b/c', undefined], ['/a/bc', undefined], ['/ab', undefined]])('at %s it hides %s', (path, hidden) => {
  expect(hiddenBy(path, ['/a/b'])).toBe(hidden);
});
