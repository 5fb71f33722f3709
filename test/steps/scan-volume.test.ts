import { Size } from 'cdk8s';
import {
  claim, configMapFiles, Deployment, image, onlyVerified, scratch, ScanVolume, secretFiles, secretKey, VerifyFiles, VerifyPermissions, writable,
  WriteFiles,
} from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const app = image('registry.example.com/app:1', { user: 1000 });
const clamav = image('clamav/clamav:1.4.1', { user: 100 });

function scan(props: object = {}) {
  const web = new Deployment(newChart(), 'web');
  const data = claim(web, 'uploads', 'uploads');
  const step = new ScanVolume(web, 'scan', { volume: data, ...props });
  web.addContainer('app', { image: app, mounts: { '/uploads': onlyVerified(step.verified) } });
  return { web, data };
}

test('the volume is read, without any privilege, and mounted read-only', () => {
  const { web } = scan({ owner: 1000, group: 2000 });
  expect(containerOf(web, 'scan')).toMatchObject({
    args: [
      '--timeout', '300', '--in', '/volume', '--refuse', 'world-writable', '--refuse', 'setuid', '--refuse', 'special', '--refuse', 'leading-out',
      '--owner', '1000', '--group', '2000',
    ],
    securityContext: { runAsUser: 65534, runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'uploads', mountPath: '/volume', readOnly: true }],
  });
  expect(containerOf(web, 'app').volumeMounts).toEqual([{ name: 'uploads', mountPath: '/uploads', readOnly: true }]);
});

test('a scanner of the user runs in its own image, by the helper, under the deadline', () => {
  const { web } = scan({
    scanner: {
      image: clamav, command: ['clamscan', '--recursive', '/scan'], mountPath: '/scan', env: { TOKEN: secretKey('clamav', 'token') },
      mounts: { '/var/lib/clamav': secretFiles('signatures'), '/tmp': scratch(Size.mebibytes(64)) },
    },
  });
  const container = containerOf(web, 'scan');
  expect(container).toMatchObject({ image: 'clamav/clamav:1.4.1', securityContext: { runAsUser: 100 } });
  expect(container.args?.slice(-4)).toEqual(['--', 'clamscan', '--recursive', '/scan']);
  expect(container.volumeMounts).toEqual(expect.arrayContaining([
    { name: 'secret-signatures', mountPath: '/var/lib/clamav', readOnly: true }, { name: 'uploads', mountPath: '/scan', readOnly: true },
  ]));
});

test('the app that may write it reads nothing that is proven', () => {
  const { web, data } = scan();
  web.addContainer('writer', { image: app, mounts: { '/uploads': writable(data) } });
  expect(() => podOf(web)).toThrow(/container "writer" mounts the files of step .* writable, so nothing proves what container "app" reads/);
});

test.each<[string, object, RegExp]>([
  ['an unknown kind', { refuse: ['viruses'] }, /refuse must list what the volume must not contain: world-writable, /],
  ['nothing to look for', { refuse: [] }, /refuse must list/],
  ['a ConfigMap', { volume: configMapFiles('a') }, /use VerifyFiles/],
  ['scratch space', { volume: scratch(Size.mebibytes(1)) }, /from must be/],
  ['a scanner beside kinds', { refuse: ['setuid'], scanner: { image: clamav, command: ['x'] } }, /the exit code of the scanner decides/],
  ['a scanner without a command', { scanner: { image: clamav } }, /command/],
  ['a scanner with a word too many', { scanner: { image: clamav, command: ['x'], args: [] } }, /args/],
])('%s is refused', (_, props, message) => {
  expect(() => scan(props)).toThrow(message);
});

describe('VerifyPermissions after what has been verified tries and changes nothing', () => {
  test('the proof of a scan holds', () => {
    const { web, data } = scan();
    new VerifyPermissions(web, 'verify', { volume: data, user: 1000 });
    expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['scan', 'verify']);
  });

  test('and that of VerifyFiles', () => {
    const web = new Deployment(newChart(), 'web');
    const data = claim(web, 'uploads', 'uploads');
    const { files } = new WriteFiles(web, 'write', { files: { 'a.txt': 'a' }, into: data });
    const { verified } = new VerifyFiles(web, 'check', { from: files, notEmpty: ['a.txt'] });
    new VerifyPermissions(web, 'verify', { volume: data, user: 1000 });
    web.addContainer('app', { image: app, mounts: { '/uploads': onlyVerified(verified) } });
    expect(() => podOf(web)).not.toThrow();
  });

  test('who writes in earnest still takes it away', () => {
    const { web, data } = scan();
    web.addContainer('writer', { image: app, mounts: { '/uploads': writable(data) } });
    expect(() => podOf(web)).toThrow('container "writer" mounts the files of step');
  });
});
