import { Duration, Size } from 'cdk8s';
import { configMapKey, Deployment, emptyDirectory, FetchArchive, git, helperImages, https, plainHttp } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const sha256 = 'ab'.repeat(32);
const web = () => new Deployment(newChart(), 'web');

test('an archive, mounted as a directory and a file of it alone', () => {
  const pod = web();
  const archive = new FetchArchive(pod, 'fetch', {
    from: https('https://example.com/tool-1.2.tar.gz', { sha256, ca: configMapKey('ca', 'ca.crt') }), strip: 1, only: ['tool-*/bin/', '-x'], files: ['bin/tool'],
  });
  pod.addContainer('app', { image: helperImages.busybox, mounts: { '/opt/tool': archive.files, '/usr/local/bin/tool': archive.file('bin/tool') } });
  expect(containerOf(pod, 'fetch')).toMatchObject({
    image: 'docker.io/curlimages/curl:8.11.1',
    args: [
      '--timeout', '300', '--attempts', '5', '--to', '/files', 'tool-1.2.tar.gz=https://example.com/tool-1.2.tar.gz', '--sha256', sha256, '--ca', '/prelude-ca/1/ca.crt',
      '--strip', '1', '--only', 'tool-*/bin', '--only', '-x', '--require', 'bin/tool', '--max-bytes', '134217728', '--when-unavailable', 'fail',
    ],
  });
  expect(containerOf(pod, 'app').volumeMounts).toEqual([
    { name: 'fetch', mountPath: '/opt/tool', subPath: 'tree', readOnly: true },
    { name: 'fetch', mountPath: '/usr/local/bin/tool', subPath: 'tree/bin/tool', readOnly: true },
  ]);
  // The archive, the tree, and the tree of before.
  expect(podOf(pod).volumes).toContainEqual({ name: 'fetch', emptyDir: { sizeLimit: '384Mi' } });
});

test('all that can be said of it', () => {
  const pod = web();
  new FetchArchive(pod, 'fetch', {
    from: plainHttp('http://mirror.local/x', { sha256 }), into: emptyDirectory(pod, 'pages', Size.mebibytes(9)), maxSize: Size.mebibytes(3), whenUnavailable: 'keep',
    timeout: Duration.seconds(30), attempts: 2,
  });
  pod.addContainer('app', { image: helperImages.busybox });
  expect(containerOf(pod, 'fetch').args).toEqual([
    '--timeout', '30', '--attempts', '2', '--to', '/files', 'x=http://mirror.local/x', '--sha256', sha256, '--max-bytes', '3145728', '--when-unavailable', 'keep',
  ]);
});

test.each<[string, object, RegExp]>([
  ['a repository', { from: git('https://example.com/tool.git') }, /from must be https\(…\) or plainHttp\(…\)/],
  ['a path that leads out', { only: ['a/../../b'] }, /only must list relative paths in the archive/],
  ['an absolute path', { only: ['/etc'] }, /only must list relative paths in the archive/],
  ['a path of two lines', { only: ['a\nb'] }, /only must list relative paths in the archive/],
  ['a file that leads out', { files: ['..'] }, /files must list relative paths in the published files/],
  ['half a directory', { strip: 0.5 }, /strip must be a whole number/],
  ['anything else than fail or keep', { whenUnavailable: 'ignore' }, /whenUnavailable must be 'fail' or 'keep'/],
])('%s is refused', (_, props, message) => {
  expect(() => new FetchArchive(web(), 'fetch', { from: https('https://example.com/a.zip'), ...props } as never)).toThrow(message);
});

test('a file that was not declared is refused', () => {
  const archive: FetchArchive<any, any> = new FetchArchive(web(), 'fetch', { from: https('https://example.com/a.zip'), files: ['a'] });
  expect(() => archive.file('b')).toThrow('this step has no file "b"; its files are a.');
});
