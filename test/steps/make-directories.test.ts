import { Duration, Size } from 'cdk8s';
import { claim, Deployment, emptyDirectory, FixPermissions, image, MakeDirectories, type PreludeError, readOnly, StatefulSet, writable, type Workload } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const web = () => new Deployment(newChart(), 'web');
const app = (workload: Workload<any>, mounts: object) => workload.addContainer('app', { image: image('a:1', { user: 1000 }), mounts: mounts as never });

test('makes each directory with its mode, as the user of the app and with no rights beyond', () => {
  const workload = web();
  const places = new MakeDirectories(workload, 'places', {
    volume: claim(workload, 'data', 'shop-data'), directories: { 'uploads': 0o750, 'cache/images': 0o755 }, user: 1000,
  });
  app(workload, { '/srv/uploads': writable(places.directory('uploads')), '/srv/images': readOnly(places.directory('cache/images')) });
  expect(containerOf(workload, 'places')).toMatchObject({
    image: 'docker.io/library/busybox:1.37.0-musl',
    args: ['--timeout', '60', '--to', '/volume', '--directory', 'uploads', '0750', '--directory', 'cache/images', '0755'],
    volumeMounts: [{ name: 'data', mountPath: '/volume' }],
    securityContext: { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  });
  expect(containerOf(workload, 'app').volumeMounts).toEqual([
    { name: 'data', mountPath: '/srv/uploads', subPath: 'uploads' },
    { name: 'data', mountPath: '/srv/images', subPath: 'cache/images', readOnly: true },
  ]);
  expect(workload.startUpPlan.steps[0]).toMatchObject({
    kind: 'MakeDirectories', purpose: 'makes uploads, cache/images in volume data for user 1000, for at most 60 s',
    gives: ['directory: uploads', 'directory: cache/images'],
  });
});

test('a list has mode 0755; group, deadline and what comes before can be given', () => {
  const workload = web();
  const space = emptyDirectory(workload, 'space', Size.mebibytes(5));
  const first = new MakeDirectories(workload, 'first', { volume: space, directories: ['a'], user: 1000, group: 2000, timeout: Duration.seconds(5) });
  new MakeDirectories(workload, 'second', { volume: first.volume, directories: ['b'], user: 1000, after: [first.volume] });
  app(workload, { '/space': writable(first.volume) });
  expect(containerOf(workload, 'first')).toMatchObject({ args: ['--timeout', '5', '--to', '/volume', '--directory', 'a', '0755'], securityContext: { runAsGroup: 2000 } });
  expect(workload.startUpPlan.steps[1]?.after).toEqual(['first']);
  expect(podOf(workload).volumes).toEqual([{ name: 'space', emptyDir: { sizeLimit: '5Mi' } }]);
});

test('takes claim templates, and volumes that FixPermissions has made the user\'s own', () => {
  const db = new StatefulSet(newChart(), 'db', { podSecurity: 'baseline', ports: [1] });
  const data = db.claimTemplate('data', { size: Size.gibibytes(1) });
  const owned = new FixPermissions(db, 'own', { volume: data, owner: 1000 });
  const places = new MakeDirectories(db, 'places', { volume: owned.volume, directories: ['pgdata'], user: 1000 });
  app(db, { '/data': writable(places.directory('pgdata')) });
  expect(containerOf(db, 'places').volumeMounts).toEqual([{ name: 'data', mountPath: '/volume' }]);
});

const told = (props: object): string => {
  const workload = web();
  try {
    new MakeDirectories(workload, 'places', { volume: claim(workload, 'data', 'd'), directories: ['a'], user: 1000, ...props } as never);
  } catch (error) {
    return (error as PreludeError).message;
  }
  return 'nothing';
};

test.each<[string, object, string]>([
  ['no directory', { directories: [] }, 'directories must list what to create'],
  ['a way out', { directories: ['../etc'] }, 'Given: "../etc"'],
  ['an absolute path', { directories: ['/etc'] }, 'Given: "/etc"'],
  ['one twice', { directories: ['a', 'a'] }, 'directory "a" is listed twice'],
  ['a mode in decimal', { directories: { a: 755 } }, 'the mode of directory "a" 755 is a decimal number, which is 0o1363 in octal: write 0o755.'],
  ['a mode for all to write', { directories: { a: 0o777 } }, 'a mode must not be writable for everyone'],
  ['a mode as text', { directories: { a: '0755' } }, 'write it with 0o'],
  ['root in a restricted pod', { user: 0 }, "'restricted'"],
  ['no volume', { volume: 'data' }, 'Given: "data"'],
])('refuses %s', (_, props, sentence) => expect(told(props)).toContain(sentence));

test('knows the directories that it makes', () => {
  const workload = web();
  const places = new MakeDirectories(workload, 'places', { volume: claim(workload, 'data', 'd'), directories: ['a', 'b/c'], user: 1000 });
  expect(() => places.directory('b' as 'a')).toThrow('this step does not create this directory; its directories are a, b/c. Given: "b"');
});
