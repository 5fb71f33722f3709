import { Duration, Size } from 'cdk8s';
import { claim, Deployment, emptyDirectory, FetchData, git, helperImages, https, plainHttp } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const sha256 = 'ab'.repeat(32);
const web = () => new Deployment(newChart(), 'web');

test('several files: their size is that of the volume, and is requested of the node', () => {
  const pod = web();
  const data = new FetchData(pod, 'fetch', {
    from: { 'model.bin': https('https://example.com/7b?x=y', { sha256 }), 'words.txt': plainHttp('http://mirror.local/words', { sha256 }) },
    maxSize: Size.gibibytes(4),
  });
  pod.addContainer('app', { image: helperImages.busybox, mounts: { '/models': data.files, '/words.txt': data.file('words.txt') } });
  expect(containerOf(pod, 'fetch')).toMatchObject({
    image: 'docker.io/curlimages/curl:8.11.1',
    args: [
      '--timeout', '600', '--attempts', '5', '--to', '/files', '--total-bytes', '4294967296',
      'model.bin=https://example.com/7b?x=y', '--sha256', sha256, 'words.txt=http://mirror.local/words', '--sha256', sha256,
    ],
  });
  // No limit on ephemeral storage: kubelet would hold it against the whole pod.
  expect(containerOf(pod, 'fetch').resources).toEqual({
    requests: { 'cpu': '25m', 'memory': '32Mi', 'ephemeral-storage': '4098Mi' }, limits: { cpu: '1000m', memory: '128Mi' },
  });
  expect(podOf(pod).volumes).toEqual([{ name: 'fetch', emptyDir: { sizeLimit: '4098Mi' } }]);
  expect(containerOf(pod, 'app').volumeMounts).toEqual([
    { name: 'fetch', mountPath: '/models', readOnly: true }, { name: 'fetch', mountPath: '/words.txt', subPath: 'words.txt', readOnly: true },
  ]);
});

test('into a claim, nothing is requested of the node', () => {
  const pod = web();
  new FetchData(pod, 'fetch', { from: https('https://example.com/a'), maxSize: Size.gibibytes(4), into: claim(pod, 'data', 'data'), timeout: Duration.hours(1) });
  pod.addContainer('app', { image: helperImages.busybox });
  expect(containerOf(pod, 'fetch').resources?.requests).not.toHaveProperty('ephemeral-storage');
  expect(podOf(pod).volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]);
});

test('what the user says of resources is put over it, field by field', () => {
  const pod = web();
  new FetchData(pod, 'fetch', {
    from: https('https://example.com/a'), maxSize: Size.mebibytes(10), into: emptyDirectory(pod, 'data', Size.mebibytes(11)),
    resources: { memory: { limit: Size.mebibytes(64) }, ephemeralStorage: { limit: Size.gibibytes(1) } },
  });
  pod.addContainer('app', { image: helperImages.busybox });
  expect(containerOf(pod, 'fetch').resources).toEqual({
    requests: { 'cpu': '25m', 'memory': '32Mi', 'ephemeral-storage': '11Mi' }, limits: { 'cpu': '1000m', 'memory': '64Mi', 'ephemeral-storage': '1Gi' },
  });
});

test.each([['a text', 'https://a/b', '"https://a/b"'], ['a repository', git('https://a/b'), 'an object of class GitSource'], ['a list', [https('https://a/b')], '["an object']])(
  'a source that is none is told whole, and nothing is offered that is not taken: %s', (_, from, given) => {
    expect(() => new FetchData(web(), 'fetch', { from: from as never, maxSize: Size.mebibytes(10) }))
      .toThrow(`test/web/fetch: from must be https(…) or plainHttp(…), or several of them by file name. Given: ${given}`);
  },
);

test.each<[string, (pod: Deployment<'web'>) => object, RegExp]>([
  ['no size', () => ({ maxSize: undefined }), /maxSize must be a Size/],
  ['a bare number', () => ({ maxSize: 5 }), /maxSize must be a Size/],
  ['a repository', () => ({ from: git('https://a/b') }), /from must be https/],
  ['nothing', () => ({ from: {} }), /from must be https/],
  ['a volume that is too small', (pod) => ({ into: emptyDirectory(pod, 'x', Size.mebibytes(10)) }), /volume "x" holds 10Mi, but the files and their records need 11Mi/],
  ['a volume in memory', (pod) => ({ into: emptyDirectory(pod, 'x', Size.mebibytes(99), 'memory') }), /volume "x" is in memory/],
  ['a limit below what is requested', () => ({ resources: { ephemeralStorage: { limit: Size.mebibytes(5) } } }), /the ephemeral-storage request is above its limit/],
])('%s is refused', (_, props, message) => {
  const pod = new Deployment(newChart(), 'web');
  expect(() => new FetchData(pod, 'fetch', { from: https('https://a/b'), maxSize: Size.mebibytes(10), ...props(pod) } as never)).toThrow(message);
});
