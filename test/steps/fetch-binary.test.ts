import { Size } from 'cdk8s';
import { bearer, claim, Deployment, FetchBinary, git, helperImages, https, plainHttp, secretKey } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const sha256 = 'ab'.repeat(32);
const web = () => new Deployment(newChart(), 'web');

test('one program, mounted by itself', () => {
  const pod = web();
  const tool = new FetchBinary(pod, 'fetch', {
    from: https('https://example.com/releases/tool-1.2?x=y', { sha256, as: 'tool', headers: { Authorization: bearer(secretKey('releases', 'token')) } }),
  });
  pod.addContainer('app', { image: helperImages.busybox, mounts: { '/usr/local/bin/tool': tool.binary } });
  expect(containerOf(pod, 'fetch')).toMatchObject({
    image: 'docker.io/curlimages/curl:8.11.1',
    args: [
      '--timeout', '120', '--attempts', '5', '--to', '/files', 'tool=https://example.com/releases/tool-1.2?x=y', '--sha256', sha256,
      '--header-prefix', 'Bearer ', '--header-from-env', 'Authorization', 'PRELUDE_HEADER_1_1', '--mode', '0755', '--max-bytes', '134217728',
    ],
    resources: { limits: { memory: '128Mi' } },
    volumeMounts: [{ name: 'fetch', mountPath: '/files' }],
  });
  expect(containerOf(pod, 'app').volumeMounts).toEqual([{ name: 'fetch', mountPath: '/usr/local/bin/tool', subPath: 'tool', readOnly: true }]);
  expect(podOf(pod).volumes).toEqual([{ name: 'fetch', emptyDir: { sizeLimit: '256Mi' } }]);
});

test('over http, into a claim, as large as is said', () => {
  const pod = web();
  const { binary } = new FetchBinary(pod, 'fetch', {
    from: plainHttp('http://mirror.local/tool', { sha256 }), into: claim(pod, 'tools', 'tools'), maxSize: Size.mebibytes(3), attempts: 1,
  });
  pod.addContainer('app', { image: helperImages.busybox, mounts: { '/tool': binary } });
  expect(containerOf(pod, 'fetch').args).toEqual(expect.arrayContaining(['--attempts', '1', '--max-bytes', '3145728']));
  expect(podOf(pod).volumes).toEqual([{ name: 'tools', persistentVolumeClaim: { claimName: 'tools' } }]);
});

test.each<[string, unknown, RegExp]>([
  ['no checksum', https('https://example.com/tool'), /a binary needs a checksum/],
  ['a repository', git('https://example.com/tool.git'), /from must be https\(…\) or plainHttp\(…\)/],
  ['several', { tool: https('https://example.com/tool', { sha256 }) }, /from must be https\(…\) or plainHttp\(…\)/],
])('%s is refused', (_, from, message) => {
  expect(() => new FetchBinary(web(), 'fetch', { from: from as never })).toThrow(message);
});
