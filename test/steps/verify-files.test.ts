import { type App, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  allVerified, claim, configMapFiles, CopyFiles, Deployment, emptyDirectory, FetchConfig, https, image, onlyVerified, scratch, secretFiles,
  VerifiedFiles, VerifyFiles, writable, WriteFiles,
} from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const app = image('registry.example.com/app:1', { user: 1000 });
const SUM = 'Ab'.repeat(32);

describe('what is run', () => {
  test('files of a step: all of them by checksum, read-only, without any privilege', () => {
    const web = new Deployment(newChart(), 'web');
    const plugin = new FetchConfig(web, 'fetch', { from: https('https://plugins.example.com/auth.jar') });
    const step = new VerifyFiles(web, 'verify', { from: plugin.files, sha256: { 'auth.jar': SUM } });
    web.addContainer('app', { image: app, mounts: { '/plugins': step.verified, '/auth.jar': onlyVerified(step.verified.file('auth.jar')) } });
    expect(containerOf(web, 'verify')).toMatchObject({
      args: ['--timeout', '120', '--in', '/files', '--complete', '--', 'auth.jar', SUM.toLowerCase()],
      securityContext: { runAsUser: 65534, runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'fetch', mountPath: '/files', readOnly: true }],
    });
    expect(containerOf(web, 'app').volumeMounts).toEqual([
      { name: 'fetch', mountPath: '/plugins', readOnly: true }, { name: 'fetch', mountPath: '/auth.jar', subPath: 'auth.jar', readOnly: true },
    ]);
    expect(web.startUpPlan.steps.find(({ name }) => name === 'verify')).toMatchObject({ after: ['fetch'], gives: ['verified: auth.jar'] });
    expect(step.verified.finding).toBe('1 file by checksum, and no others');
  });

  test('keys of a Secret: there and not empty; the Secret itself is what is mounted', () => {
    const web = new Deployment(newChart(), 'web');
    const step = new VerifyFiles(web, 'verify', { from: secretFiles('login'), notEmpty: ['user', 'password'], user: 1000 });
    web.addContainer('app', { image: app, mounts: { '/login': step.verified } });
    expect(containerOf(web, 'verify')).toMatchObject({
      args: ['--timeout', '120', '--in', '/files', '--projected', '--', 'user', 'not-empty', 'password', 'not-empty'], securityContext: { runAsUser: 1000 },
    });
    expect(containerOf(web, 'app').volumeMounts).toEqual([{ name: 'secret-login', mountPath: '/login', readOnly: true }]);
    expect(podOf(web).volumes).toEqual([{ name: 'secret-login', secret: { secretName: 'login' } }]);
  });
});

function stage() {
  const web = new Deployment(newChart(), 'web');
  const data = claim(web, 'data', 'data');
  const step = new VerifyFiles(web, 'verify', { from: data, sha256: { model: SUM } });
  return { web, data, verified: step.verified };
}

describe('the proof', () => {
  const LOST = /container "(\S+)" mounts the files of step "verify" writable, so nothing proves what container "app" reads/;

  test('is lost once a container can write the volume, be it under another name', () => {
    const { web, data, verified } = stage();
    web.addContainer('app', { image: app, mounts: { '/model': verified } });
    web.addContainer('trainer', { image: app, mounts: { '/data': writable(data) } });
    expect(() => podOf(web)).toThrow(LOST);
  });

  test('is lost when somebody can write the claim under another volume name', () => {
    const { web, verified } = stage();
    web.addContainer('app', { image: app, mounts: { '/model': verified } });
    web.addContainer('trainer', { image: app, mounts: { '/data': writable(claim(web, 'same', 'data')) } });
    expect(() => podOf(web)).toThrow(LOST);
    const other = stage();
    other.web.addContainer('app', { image: app, mounts: { '/model': other.verified } });
    other.web.addContainer('trainer', { image: app, mounts: { '/data': writable(claim(other.web, 'other', 'other')) } });
    expect(() => podOf(other.web)).not.toThrow();
  });

  test.each([false, true])('is lost to a container of cdk8s-plus that mounts the claim, unless read-only: %s', (readOnly) => {
    const { web, verified } = stage();
    web.addContainer('app', { image: app, mounts: { '/model': verified } });
    const claimed = kplus.PersistentVolumeClaim.fromClaimName(web, 'claimed', 'data');
    const memory = { request: Size.mebibytes(16), limit: Size.mebibytes(16) };
    const resources = { memory, cpu: { request: kplus.Cpu.millis(10) } };
    const trainer = web.resource.addContainer({ name: 'trainer', image: 'trainer:1', resources, securityContext: { user: 1000 } });
    trainer.mount('/data', kplus.Volume.fromPersistentVolumeClaim(web, 'kplus-volume', claimed), { readOnly });
    const synth = () => (web.node.root as App).synthYaml();
    if (readOnly) expect(synth).not.toThrow();
    else expect(synth).toThrow(LOST);
  });

  test('is lost to the same container', () => {
    const { web, verified } = stage();
    web.addContainer('app', { image: app, mounts: { '/model': verified, '/data': writable(verified) } });
    expect(() => podOf(web)).toThrow(LOST);
  });

  test('is lost when a later step writes there', () => {
    const web = new Deployment(newChart(), 'web');
    const space = emptyDirectory(web, 'space', Size.mebibytes(1));
    const first = new WriteFiles(web, 'first', { files: { a: 'a' }, into: space });
    const { verified } = new VerifyFiles(web, 'verify', { from: first.files, notEmpty: ['a'] });
    new WriteFiles(web, 'second', { files: { a: 'b' }, into: space });
    web.addContainer('app', { image: app, mounts: { '/a': verified } });
    expect(() => podOf(web)).toThrow(LOST);
  });

  test('holds where all was written before, and whoever reads it without proof is no concern of it', () => {
    const web = new Deployment(newChart(), 'web');
    const space = emptyDirectory(web, 'space', Size.mebibytes(1));
    new WriteFiles(web, 'first', { files: { a: 'a' }, into: space });
    const second = new CopyFiles(web, 'second', { from: configMapFiles('b'), files: ['b'], into: space, user: 1000 });
    const { verified } = new VerifyFiles(web, 'verify', { from: second.files, notEmpty: ['b'] });
    web.addContainer('app', { image: app, mounts: { '/a': verified } });
    expect(() => podOf(web)).not.toThrow();
  });

  test('need not be kept by who only writes', () => {
    const { web, verified } = stage();
    web.addContainer('app', { image: app, mounts: { '/model': writable(verified) } });
    expect(() => podOf(web)).not.toThrow();
  });

  test('is lost to a container of cdk8s-plus as well', () => {
    const { web, data, verified } = stage();
    web.addContainer('app', { image: app, mounts: { '/model': writable(data) } });
    const theirs = web.resource.addContainer({ name: 'theirs', image: 'a:1', securityContext: { user: 1000 } } as kplus.ContainerProps);
    (verified as VerifiedFiles).mountInto(theirs, '/model');
    expect(() => podOf(web)).toThrow(/container "app" mounts the files of step .* writable, so nothing proves what container "theirs" reads/);
  });
});

describe('a container that takes verified mounts only', () => {
  const add = (mounts: object) => {
    const { web, verified } = stage();
    const all = { '/model': verified, '/tmp': scratch(Size.mebibytes(1)), ...mounts };
    web.addContainer('app', { image: app, mounts: allVerified(all) });
    return containerOf(web, 'app').volumeMounts;
  };
  test('takes them, and scratch space', () => {
    expect(add({})).toEqual([{ name: 'data', mountPath: '/model', readOnly: true }, { name: 'app-scratch-2', mountPath: '/tmp' }]);
  });
  test.each<[string, unknown]>([['configMapFiles', configMapFiles('a')], ['secretFiles', secretFiles('a')], ['nothing', undefined]])('refuses %s', (_, value) => {
    expect(() => add({ '/x': value })).toThrow('allVerified(): no step has verified what is mounted at "/x": give the .verified of VerifyFiles');
  });
});

test.each<[string, object, RegExp]>([
  ['nothing to look at', {}, /give what to check/],
  ['an empty list', { notEmpty: [] }, /give what to check/],
  ['a checksum that is none', { sha256: { a: 'abc' } }, /64 hexadecimal digits/],
  ['a list of checksums', { sha256: [SUM] }, /checksums by file name/],
  ['the checksum of a Secret', { from: secretFiles('login'), sha256: { password: SUM } }, /the YAML would show/],
  ['one file', { from: 'a file', notEmpty: ['a'] }, /from must be files/],
  ['scratch space', { from: scratch(Size.mebibytes(1)), notEmpty: ['a'] }, /from must be files/],
  ['a path that leads out', { notEmpty: ['../a'] }, /path/],
  ['an unknown key', { from: configMapFiles({ name: 'a', data: { b: '' } }), notEmpty: ['c'] }, /the source in from has no "c": ConfigMap a has b\./],
])('%s is refused', (_, props, message) => {
  const web = new Deployment(newChart(), 'web');
  expect(() => new VerifyFiles(web, 'verify', { from: configMapFiles('a'), ...props })).toThrow(message);
});
