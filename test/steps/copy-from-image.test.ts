import { Size } from 'cdk8s';
import { claim, CopyFromImage, Deployment, emptyDirectory, image } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const nginx = image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 });

function copy(props: object, web = new Deployment(newChart(), 'web')) {
  const step: CopyFromImage<any, any> = new CopyFromImage(web, 'copy', { image: nginx, directory: '/etc/nginx', ...props } as never);
  web.addContainer('app', { image: nginx, mounts: { '/etc/nginx': step.files } as never });
  return { web, step, container: () => containerOf(web, 'copy') };
}

test('runs in the app\'s image by the helper, as the user that other steps write with', () => {
  const { web, container } = copy({});
  expect(container()).toMatchObject({
    image: nginx.reference,
    args: ['--timeout', '120', '--from', '/etc/nginx', '--to', '/prelude-copy'],
    volumeMounts: [{ name: 'copy', mountPath: '/prelude-copy' }, { name: 'prelude-helper', mountPath: '/prelude-bin', readOnly: true }],
    securityContext: { runAsUser: 65534, runAsGroup: 65534, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
  });
  expect(container().command?.[0]).toBe('/prelude-bin/busybox');
  expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['prelude-helper', 'copy']);
  expect(podOf(web).volumes).toContainEqual({ name: 'copy', emptyDir: { sizeLimit: '64Mi' } });
});

test('files that must be there can be mounted by themselves', () => {
  const { web, step, container } = copy({ files: ['mime.types', 'conf.d/default.conf'], maxSize: Size.mebibytes(1), user: 101 });
  web.addContainer('other', { image: image('a:1', { user: 1 }), mounts: { '/m': step.file('conf.d/default.conf') } as never });
  expect(container().args?.slice(6)).toEqual(['--require', 'mime.types', '--require', 'conf.d/default.conf']);
  expect(container().securityContext).toMatchObject({ runAsUser: 101 });
  expect(containerOf(web, 'other').volumeMounts).toEqual([{ name: 'copy', mountPath: '/m', subPath: 'conf.d/default.conf', readOnly: true }]);
  expect(() => step.file('x')).toThrow('this step has no file "x"');
  expect(podOf(web).volumes).toContainEqual({ name: 'copy', emptyDir: { sizeLimit: '2Mi' } });
});

test('can go into a claim', () => {
  const web = new Deployment(newChart(), 'web');
  copy({ into: claim(web, 'data', 'shop') }, web);
  expect(podOf(web).volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'shop' } });
});

test.each([
  ['no image', { image: 'nginx:1.27' }, /an image must be image/],
  ['a relative directory', { directory: 'etc' }, /directory must be an absolute path/],
  ['all of the image', { directory: '/' }, /and not "\/"/],
  ['a file that leads out', { files: ['../x'] }, /a relative path without/],
  ['root', { user: 0 }, /test\/web\/copy: 'restricted' does not allow root, but CopyFromImage runs as root: use fsGroup, or podSecurity: 'baseline'/],
  ['an unknown property', { to: '/x' }, /"to" is not a property/],
])('%s is refused', (_, props, message) => {
  expect(() => copy(props)).toThrow(message);
});

test('prune: a list for each step of a claim, the same in every release; of a new volume there is nothing to take away', () => {
  const into = (name: string) => {
    const web = new Deployment<any>(newChart(), name);
    return copy({ into: claim(web, 'assets', 'assets'), prune: true }, web).container().args?.join(' ').match(/--prune ([0-9a-f]{8})$/)?.[1];
  };
  expect(into('web')).toBe(into('web'));
  expect(into('web')).not.toBe(into('other'));
  expect(() => copy({ prune: true })).toThrow('test/web/copy: prune removes files of an earlier release from a claim, but this volume is new in every pod');
  const web = new Deployment(newChart(), 'web');
  expect(() => copy({ into: emptyDirectory(web, 'a', Size.mebibytes(64)), prune: true }, web)).toThrow('new in every pod');
  expect(copy({}).container().args).not.toContain('--prune');
});
