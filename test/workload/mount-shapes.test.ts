import { Size } from 'cdk8s';
import { configMapFiles, Deployment, emptyDirectory, FetchConfig, hiding, https, image, RunScript, secretFiles, writable, WriteFiles } from '../../src';
import { newChart } from '../support/kubernetes';

/* A directory at the path of a file that is in it. */

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const mounting = (path: string, of: (web: Deployment) => unknown) => () => {
  const web = new Deployment(newChart(), 'web');
  web.addContainer('app', { image: APP, mounts: { [path]: of(web) } as never });
};
const files = (names: readonly string[]) => (web: Deployment) => new WriteFiles(web, 'write', { files: Object.fromEntries(names.map((name) => [name, 'x'])) }).files;

test.each<[string, (web: Deployment) => unknown]>([
  ['/srv/app.toml', files(['app.toml', 'other'])],
  ['/srv/shop.json', (web) => new FetchConfig(web, 'fetch', { from: https('https://h.example.com/shop.json') }).files],
  ['/srv/app.toml', (web) => hiding(files(['app.toml'])(web))],
  ['/srv/app.toml', (web) => writable(new WriteFiles(web, 'write', { files: { 'app.toml': 'x' }, user: 1000 }).files)],
])('%s: the files of a step', (path, of) => {
  const name = path.split('/').at(-1)!;
  expect(mounting(path, of)).toThrow(`"${path}" is the path of a file, but the directory that contains "${name}" is mounted there: mount file('${name}')`);
});

test('keys of a ConfigMap that the app says', () => {
  expect(mounting('/etc/prometheus/prometheus.yml', () => configMapFiles({ name: 'prom', data: { 'prometheus.yml': 'x' } } as never))).toThrow(
    /the directory that contains "prometheus\.yml" is mounted there: mount it one level up, or copy the file with CopyFiles/);
  expect(mounting('/etc/prometheus', () => configMapFiles({ name: 'prom', data: { 'prometheus.yml': 'x' } } as never))).not.toThrow();
  expect(mounting('/etc/prometheus.yml', () => configMapFiles('prom'))).not.toThrow();
  expect(mounting('/etc/tls.crt', () => secretFiles('tls'))).not.toThrow();
});

test('steps are told so too', () => {
  const web = new Deployment(newChart(), 'web');
  const made = files(['app.toml'])(web);
  expect(() => new RunScript(web, 'read', { script: 'true', purpose: 'reads', rerun: 'idempotent', mounts: { '/srv/app.toml': made } as never })).toThrow(/rule mounts/);
});

test.each<[string, string, (web: Deployment) => unknown]>([
  ['one file', '/srv/app.toml', (web) => new WriteFiles(web, 'write', { files: { 'app.toml': 'x' } }).file('app.toml')],
  ['a directory of another name', '/srv/conf.d', files(['app.toml'])],
  ['a directory that is called as a file in it', '/etc/config', files(['config'])],
  ['a directory of that name in it', '/srv/v1.2', files(['v1.2/a'])],
  ['a directory like a hidden file', '/root/.config', files(['.config'])],
  ['the volume of several steps', '/srv/app.toml', (web) => {
    const into = emptyDirectory(web, 'all', Size.mebibytes(1));
    return new WriteFiles(web, 'write', { files: { 'sub/app.toml': 'x' }, into }).files;
  }],
])('not told: %s', (_, path, of) => {
  expect(mounting(path, of)).not.toThrow();
});
