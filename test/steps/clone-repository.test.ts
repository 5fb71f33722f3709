import { Size } from 'cdk8s';
import { claim, CloneRepository, configMapKey, Deployment, git, helperImages, https, secretKey } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const web = () => new Deployment(newChart(), 'web');

test('a repository by https with a token, mounted as a directory and a file of it alone', () => {
  const pod = web();
  const code = new CloneRepository(pod, 'clone', {
    from: git('https://git.example.com/pages.git', { ref: 'v3', path: 'site', files: ['index.html'], token: secretKey('git', 'token'), ca: configMapKey('ca', 'ca.crt') }),
  });
  pod.addContainer('app', { image: helperImages.busybox, mounts: { '/pages': code.files, '/index.html': code.file('index.html') } });
  expect(containerOf(pod, 'clone')).toMatchObject({
    image: 'docker.io/alpine/git:v2.47.1',
    args: [
      '--timeout', '300', '--attempts', '5', '--to', '/files', '--work', '/work', '--repository', 'https://git.example.com/pages.git', '--ref', 'v3', '--path', 'site',
      '--require', 'index.html', '--token-from-env', 'PRELUDE_GIT_TOKEN', '--ca', '/prelude-git/ca/ca.crt', '--max-bytes', '134217728', '--when-unavailable', 'fail',
    ],
    env: [{ name: 'PRELUDE_GIT_TOKEN', valueFrom: { secretKeyRef: { name: 'git', key: 'token' } } }],
    resources: { limits: { memory: '256Mi' } },
  });
  expect(containerOf(pod, 'app').volumeMounts).toEqual([
    { name: 'clone', mountPath: '/pages', subPath: 'tree', readOnly: true }, { name: 'clone', mountPath: '/index.html', subPath: 'tree/index.html', readOnly: true },
  ]);
  expect(podOf(pod).volumes).toEqual(expect.arrayContaining([
    { name: 'clone', emptyDir: { sizeLimit: '256Mi' } }, { name: 'clone-work', emptyDir: { sizeLimit: '512Mi' } },
  ]));
});

test('with its history there is room for it as well', () => {
  const pod = web();
  new CloneRepository(pod, 'clone', { from: git('https://git.example.com/pages.git', { depth: 5 }), keepHistory: true, maxSize: Size.mebibytes(2) });
  new CloneRepository(pod, 'other', { from: git('https://git.example.com/pages.git'), keepHistory: false, into: claim(pod, 'data', 'data') });
  pod.addContainer('app', { image: helperImages.busybox });
  expect(containerOf(pod, 'clone').args?.join(' ')).toContain('--depth 5 --history keep --max-bytes 2097152');
  expect(containerOf(pod, 'other').args).not.toContain('--history');
  expect(podOf(pod).volumes).toContainEqual({ name: 'clone', emptyDir: { sizeLimit: '8Mi' } });
});

test.each<[string, object, RegExp]>([
  ['a file from the web', { from: https('https://example.com/pages.tar.gz') }, /from must be git\(…\)/],
  ['a history of a part', { from: git('https://a/b', { path: 'c' }), keepHistory: true }, /keepHistory keeps the whole repository/],
  ['a history of perhaps', { from: git('https://a/b'), keepHistory: 'yes' }, /keepHistory must be true or false/],
])('%s is refused', (_, props, message) => {
  expect(() => new CloneRepository(web(), 'clone', props as never)).toThrow(message);
});
