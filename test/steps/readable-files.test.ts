import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, claim, CopyFiles, Deployment, emptyDirectory, suppressRule, FixPermissions, image, MakeDirectories, RenderConfig, RunCommand,
  secretFiles, secretKey, VerifyFiles, writable, WriteFiles,
} from '../../src';
import { manifestsOf, newChart } from '../support/kubernetes';

/* What steps leave for one user only, and who mounts it: told at synth, whichever comes first. */

const APP = (user: number | 'image' = 1000) => image('registry.example.com/app:1', { user: user as number });
const synth = (make: (web: Deployment) => object, { props = {}, user = 1000 as number | 'image' } = {}) => () => {
  const web = new Deployment(newChart(), 'web', props);
  web.addContainer('app', { image: APP(user), mounts: make(web) as never });
  return manifestsOf(web);
};
const copied = (props: object, how = (step: CopyFiles): unknown => step.files) => (web: Deployment) =>
  ({ '/keys': how(new CopyFiles(web, 'copy', { from: secretFiles('s'), files: ['key'], user: 4242, ...props } as never)) });

test('a key that is copied for another user than the one who mounts it', () => {
  expect(synth(copied({}))).toThrow('containers[app].volumeMounts[copy].mountPath: container "app" runs as user 1000 and cannot read file "key" of the volume, which step "copy" ' +
    'leaves with mode 0600 for user 4242: have the step make it for the user of the container');
  expect(synth(copied({}, (step) => step.file('key' as never)))).toThrow(/cannot read file "key"/);
  expect(synth(copied({}, (step) => writable(step.files)))).toThrow(/cannot read file "key"/);
  expect(synth(copied({ user: 1000 }))).not.toThrow();
  expect(synth(copied({ files: { key: { mode: 0o644 } } }))).not.toThrow();
  expect(synth(copied({}), { user: 'image' })).not.toThrow();
});

test('fsGroup lets every container of the pod read what the group may, also where a later step asks for it', () => {
  const files = { key: { mode: 0o640 } };
  expect(synth(copied({ files }))).not.toThrow();
  expect(synth(copied({ files, group: 7 }), { props: { fsGroup: 1 } })).not.toThrow();
  expect(synth(copied({}), { props: { fsGroup: 1 } })).toThrow(/cannot read/);
});

test('a file that is mounted to be written by another user', () => {
  const files = { conf: { as: 'etc/conf', mode: 0o644 } };
  expect(synth(copied({ files }, (step) => writable(step.file('etc/conf' as never))))).toThrow(/cannot write file "etc\/conf" of the volume/);
  expect(synth(copied({ files, user: 1000 }, (step) => writable(step.file('etc/conf' as never))))).not.toThrow();
});

test.each<[string, (web: Deployment, mode: number) => unknown]>([
  ['WriteFiles', (web, mode) => new WriteFiles(web, 'write', { files: { key: { content: 'x', mode } } }).files],
  ['RenderConfig', (web, mode) => new RenderConfig(web, 'write', { files: { key: { template: '@{X}', format: 'text', values: { X: secretKey('s', 'x') }, mode } } }).file('key')],
])('%s writes as a user of its own: a private mode is for nobody else', (_, make) => {
  const mounts = (mode: number) => (web: Deployment) => ({ '/key': make(web, mode) });
  expect(synth(mounts(0o600))).toThrow(/cannot read file "key" of the volume, which step "write" leaves with mode 0600 for user 65534: give it a mode for all \(0644\)/);
  expect(synth(mounts(0o600), { user: 'image' })).toThrow(/runs as a user of its image and cannot read/);
  expect(synth(mounts(0o640), { props: { fsGroup: 1000 } })).not.toThrow();
  expect(synth(mounts(0o600), { user: 65534 })).not.toThrow();
});

test('directories of another user, where they are mounted themselves', () => {
  const made = (mode: number, how: (step: MakeDirectories<any, 'up'>) => unknown) => (web: Deployment) =>
    ({ '/up': how(new MakeDirectories(web, 'make', { volume: claim(web, 'data', 'data'), directories: { up: mode }, user: 4242 })) });
  expect(synth(made(0o700, (step) => step.directory('up')))).toThrow(/cannot read directory "up" of the volume, which step "make" leaves with mode 0700 for user 4242/);
  expect(synth(made(0o755, (step) => writable(step.directory('up'))))).toThrow(/cannot write directory "up"/);
  expect(synth(made(0o755, (step) => step.directory('up')))).not.toThrow();
  expect(synth(made(0o700, (step) => step.volume))).not.toThrow();
});

test('a volume that is given to another user', () => {
  const fixed = (props: object) => (web: Deployment) => ({ '/data': writable(new FixPermissions(web as never, 'own', {
    volume: claim(web, 'data', 'data'), ...props,
  }).volume) });
  const props = { podSecurity: 'baseline' };
  expect(synth(fixed({ owner: 999, directoryMode: 0o700 }), { props })).toThrow(/cannot read its root of the volume, which step "own" leaves with mode 0700 for user 999/);
  expect(synth(fixed({ owner: 1000, directoryMode: 0o700 }), { props })).not.toThrow();
  expect(synth(fixed({ owner: 999 }), { props })).not.toThrow();
});

test('later steps that read it, and not those that write beside it', () => {
  const web = (make: (web: Deployment, step: CopyFiles) => void) => synth((one) => {
    const step = new CopyFiles(one, 'copy', { from: secretFiles('s'), files: ['key'], user: 1000, into: emptyDirectory(one, 'keys', Size.mebibytes(1)) } as never) as CopyFiles;
    make(one, step);
    return {};
  });
  const run = (one: Deployment, step: CopyFiles, user: number) => new RunCommand(one, 'run', {
    image: APP(user), command: ['x'], purpose: 'reads', mounts: { '/keys': step.files }, rerun: 'idempotent',
  });
  expect(web((one, step) => void run(one, step, 7))).toThrow(/initContainers\[run\].*container "run" runs as user 7 and cannot read file "key"/);
  expect(web((one, step) => void run(one, step, 1000))).not.toThrow();
  expect(web((one, step) => void new VerifyFiles(one, 'verify', { from: step.files, notEmpty: ['key'] } as never))).toThrow(/container "verify" runs as user 65534 and cannot read/);
});

test('containers of cdk8s-plus, and a suppression', () => {
  const chart = newChart();
  const own = new kplus.Deployment(chart, 'web', { containers: [{ name: 'own', image: 'a:1', securityContext: { user: 7 } }] });
  const web = adopt(own, 'web');
  const step = new CopyFiles(web, 'copy', { from: secretFiles('s'), files: ['key'], user: 1000 });
  step.files.mountInto(own.containers[0]!, '/keys');
  expect(() => manifestsOf(web)).toThrow(/containers\[own\].*container "own" runs as user 7 and cannot read file "key"/);
  suppressRule(web, 'readable-files', 'it looks whether the file is there');
  expect(() => manifestsOf(web)).not.toThrow();
});
