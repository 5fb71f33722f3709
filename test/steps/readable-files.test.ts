import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, claim, CloneRepository, configMapFiles, CopyFiles, defineStandard, Deployment, emptyDirectory, FetchArchive, FetchBinary, FetchConfig,
  FetchData, FixPermissions, git, https, image, MakeDirectories, readOnly, RenderConfig, RunCommand, secretFiles, secretKey, suppressRule,
  VerifyFiles, writable, WriteFiles,
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
    'leaves with mode 0600 for user 4242: let the step create it for the user of the container');
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
  expect(synth(mounts(0o600))).toThrow(/cannot read file "key" of the volume, which step "write" leaves with mode 0600 for user 65534: give it a mode for everyone \(0644\)/);
  expect(synth(mounts(0o600), { user: 'image' })).toThrow(/runs as the user of its image and cannot read/);
  expect(synth(mounts(0o640), { props: { fsGroup: 1000 } })).not.toThrow();
  expect(synth(mounts(0o600), { user: 65534 })).not.toThrow();
});

test('directories of another user, where they are mounted themselves', () => {
  const made = (mode: number, how: (step: MakeDirectories<any, 'up'>) => unknown) => (web: Deployment) =>
    ({ '/up': how(new MakeDirectories(web, 'make', { volume: claim(web, 'data', 'data'), directories: { up: mode }, user: 4242 })) });
  expect(synth(made(0o700, (step) => readOnly(step.directory('up'))))).toThrow(/cannot read directory "up" of the volume, which step "make" leaves with mode 0700 for user 4242/);
  expect(synth(made(0o755, (step) => writable(step.directory('up'))))).toThrow(/cannot write directory "up"/);
  expect(synth(made(0o755, (step) => readOnly(step.directory('up'))))).not.toThrow();
  expect(synth(made(0o700, (step) => readOnly(step.volume)))).not.toThrow();
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

describe('trees of fetch and clone steps', () => {
  const from = https('https://h.example.com/p.tar.gz', { sha256: 'a'.repeat(64) });
  const made: ReadonlyArray<[string, (web: Deployment, props: object) => { readonly files: any }]> = [
    ['FetchArchive', (web, props) => new FetchArchive(web, 'fetch', { from, ...props })],
    ['CloneRepository', (web, props) => new CloneRepository(web, 'fetch', { from: git('https://h.example.com/x.git'), ...props })],
    ['FetchConfig', (web, props) => new FetchConfig(web, 'fetch', { from: git('https://h.example.com/x.git', { files: ['a'] }), ...props })],
  ];
  test.each(made)('%s: to be written by the user who owns them', (_, make) => {
    const mounts = (props: object, how: (files: any) => unknown) => (web: Deployment) => ({ '/plugins': how(make(web, props).files) });
    expect(synth(mounts({}, writable))).toThrow('container "app" runs as user 1000 and cannot write directory "tree" of the volume, which step "fetch" leaves with mode 0755 for user 65534: ' +
      'let the step write as that user (user: 1000)');
    expect(synth(mounts({}, writable), { user: 'image' })).toThrow(/cannot write directory "tree"/);
    expect(synth(mounts({}, (files) => files))).not.toThrow();
    expect(synth(mounts({ user: 1000 }, writable))).not.toThrow();
    expect(synth(mounts({ user: 1000 }, writable), { user: 'image' })).not.toThrow();
    expect(synth(mounts({ user: 2000 }, writable))).toThrow(/for user 2000: let the step create it for the user of the container/);
    const web = new Deployment(newChart(), 'web');
    make(web, { user: 1000, group: 7 });
    web.addContainer('app', { image: APP() });
    expect(manifestsOf(web).find((one) => (one as { kind: string }).kind === 'Deployment')).toHaveProperty('spec.template.spec.initContainers.0.securityContext', expect.objectContaining({ runAsUser: 1000, runAsGroup: 7 }));
  });

  test('single files, and programs', () => {
    const one = (make: (web: Deployment) => unknown) => synth((web) => ({ '/x': writable(make(web) as never) }));
    expect(one((web) => new FetchConfig(web, 'fetch', { from: { a: from } }).file('a'))).toThrow(/cannot write file "a" of the volume, which step "fetch" leaves with mode 0644/);
    expect(one((web) => new FetchBinary(web, 'fetch', { from }).binary)).toThrow(/cannot write file "p.tar.gz"/);
    expect(one((web) => new FetchData(web, 'fetch', { from, maxSize: Size.mebibytes(1) }).file('p.tar.gz'))).toThrow(/cannot write file/);
    expect(one((web) => new FetchConfig(web, 'fetch', { from: { a: from }, user: 1000 }).file('a'))).not.toThrow();
    expect(one((web) => new WriteFiles(web, 'w', { files: { a: '1' } }).file('a'))).toThrow(/let the step write as that user \(user: 1000\)/);
    expect(one((web) => new WriteFiles(web, 'w', { files: { a: '1' }, user: 1000 }).file('a'))).not.toThrow();
  });

  test('a clone over ssh has the user that its image knows, and a mesh that lets one user out no other', () => {
    const clone = (web: Deployment, user: number) => new CloneRepository(web, 'fetch', {
      from: git('git@h.example.com:x.git', { sshKey: secretKey('k', 'k'), knownHosts: secretKey('k', 'h') }), user,
    });
    expect(() => clone(new Deployment(newChart(), 'web'), 1000)).toThrow(/a clone over ssh must run as user 65534.* Given: 1000\. \(rule user-id\)/);
    expect(() => clone(new Deployment(newChart(), 'web'), 65534)).not.toThrow();
    const chart = newChart();
    defineStandard({ name: 'Corp', mesh: 'istio-cni' }).setOn(chart);
    const web = new Deployment(chart, 'web');
    expect(() => new FetchConfig(web, 'fetch', { from, user: 1000 })).toThrow(/lets steps use the network only as user 1337/);
    expect(() => new FetchConfig(web, 'fetch', { from, user: 1337 })).not.toThrow();
  });
});

describe('files of several steps in one volume', () => {
  const both = (first: object, second: object, props = {}) => synth((web) => {
    const conf = emptyDirectory(web, 'conf', Size.mebibytes(64));
    const a = new WriteFiles(web, 'a', { files: { 'sub/x': '1\n' }, into: conf, ...first });
    return { '/conf': new CopyFiles(web, 'b', { from: configMapFiles('m'), files: { y: { as: 'sub/y' } }, user: 1000, into: conf, after: [a.files], ...second } as never).files };
  }, { props });

  test('are of one user where they are in one directory', () => {
    expect(both({}, {})).toThrow('initContainers[b].securityContext.runAsUser: step "b" runs as user 1000 and cannot write "sub/y" of the volume: step "a" creates directory "sub" ' +
      'with mode 0755 for user 65534. Give both steps the same user');
    expect(both({ user: 1000 }, {})).not.toThrow();
    expect(both({}, { user: 65534 })).not.toThrow();
    expect(both({}, { files: { y: { as: 'other/y' } } })).not.toThrow();
    expect(both({}, { files: { y: { as: 'y' } } })).not.toThrow();
    expect(both({}, { files: { y: { as: 'sub/deep/y' } } })).toThrow(/creates directory "sub"/);
    // kubelet gives a group that all have; the mode leaves it out.
    expect(both({}, {}, { fsGroup: 1000 })).toThrow(/creates directory "sub"/);
  });

  test('a directory that its group may write is for all pods with fsGroup', () => {
    const made = (mode: number, props = {}) => synth((web) => {
      const dirs = new MakeDirectories(web, 'dirs', { volume: emptyDirectory(web, 'conf', Size.mebibytes(64)), directories: { sub: mode }, user: 2000 });
      return { '/conf': new WriteFiles(web, 'write', { files: { 'sub/x': '1' }, into: dirs.volume, user: 1000 }).files };
    }, { props });
    expect(made(0o755)).toThrow(/step "write" runs as user 1000 and cannot write "sub\/x" of the volume: step "dirs" creates directory "sub" with mode 0755 for user 2000/);
    expect(made(0o775, { fsGroup: 1 })).not.toThrow();
    expect(made(0o775)).toThrow(/cannot write "sub\/x"/);
  });
});
