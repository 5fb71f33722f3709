import { Size } from 'cdk8s';
import {
  claim, command, configMapFiles, CopyFiles, CopyFromImage, Deployment, dns, emptyDirectory, FetchArchive, FetchConfig, FetchData,
  type FillableVolume, FixPermissions, git, http, https, image, MakeDirectories, mysql, Pod, postgres, redis, RenderConfig, resource, RunCommand,
  RunMigration, RunScript, ScanVolume, type Target, tcp, ownLock, VerifyFiles, VerifyPermissions, WaitForService, WriteFiles,
} from '../../src';
import { embedded } from '../../src/scripts/embedded';
import { newChart, podOf } from '../support/kubernetes';

/** Functions of the scripts, but for those whose names are ordinary words. */
const functionsIn = (text: string): readonly string[] => [...text.matchAll(/^([a-z]+_[a-z_]+)\(\) /gm)].map(([, name]) => name!);
const functions = [...new Set(Object.values(embedded).flatMap(functionsIn))]
  // Only called where a line of curl was read, or a flag of a lock or of a Job is given.
  .filter((name) => !['trouble_https', 'alone_flag', 'job_has_failed'].includes(name));
/** Only called where `--prune` is given. */
const pruning = functionsIn(embedded.copied);
/** Called by functions of publish.sh for files, which MakeDirectories does not call. */
const publishing = ['take_turn', 'listed_by_others'];

/** The functions that a program calls and does not have: shells notice that when they get there, and not before. */
function missingIn(program: string, neverCalled: readonly string[] = pruning): readonly string[] {
  const defined = new Set([...functionsIn(program), ...neverCalled]);
  return functions.filter((name) => !defined.has(name) && new RegExp(`(?<![\\w$-])${name}(?![\\w=(-])`).test(program));
}

const app = { image: image('a:1', { user: 1000 }) };
const targets: Readonly<Record<string, Target>> = {
  command: command({ image: app.image, command: ['x'], proves: 'something' }),
  dns: dns({ host: 'a' }),
  http: http('http://a'),
  https: http('https://a'),
  mysql: mysql({ host: 'a' }),
  postgres: postgres({ host: 'a' }),
  redis: redis({ host: 'a' }),
  resource: resource({ kind: 'Job', name: 'a' }),
  tcp: tcp({ host: 'a', port: 1 }),
};

test.each(Object.entries(targets))('a wait for %s alone has all functions that it calls', (_, target) => {
  const web = new Deployment(newChart(), 'web', { programs: 'inline' });
  new WaitForService(web, 'wait', { until: target });
  web.addContainer('app', app);
  for (const { command: words } of podOf(web).initContainers ?? []) expect(missingIn(words?.at(-2) ?? '')).toEqual([]);
});

test('all other steps have all functions that they call', () => {
  const pod = new Pod(newChart(), 'web', { podSecurity: 'baseline', programs: 'inline' });
  const db = new WaitForService(pod, 'wait', { until: postgres({ host: 'db' }) });
  new RunMigration(pod, 'migrate', { database: db.ready, ...app, command: ['x'], oneAtATime: ownLock('the tool takes a lock') });
  new FetchConfig(pod, 'fetch', { from: https('https://a/b') });
  new FetchConfig(pod, 'clone', { from: git('https://a/b.git') });
  new FixPermissions(pod, 'fix', { volume: claim(pod, 'data', 'data'), owner: 1 });
  new VerifyPermissions(pod, 'verify', { volume: claim(pod, 'more', 'more'), user: 1 });
  new RunCommand(pod, 'command', { ...app, command: ['x'], purpose: 'runs', rerun: 'idempotent', writes: ['x'] });
  new VerifyFiles(pod, 'verify-files', { from: configMapFiles('x'), notEmpty: ['x'] });
  new ScanVolume(pod, 'scan', { volume: claim(pod, 'other', 'other') });
  new MakeDirectories(pod, 'directories', { volume: emptyDirectory(pod, 'empty', Size.mebibytes(1)), directories: ['x'], user: 1000 });
  new RunScript(pod, 'script', { script: 'true', purpose: 'runs', rerun: 'idempotent' });
  pod.addContainer('app', app);
  const neverCalled = (name: string) => (name === 'directories' ? [...pruning, ...publishing] : pruning);
  const programs = podOf(pod).initContainers?.map(({ name, command: words }) => [name, missingIn(words?.at(-2) ?? '', neverCalled(name))]);
  const steps = ['wait', 'migrate', 'fetch', 'clone', 'fix', 'verify', 'command', 'verify-files', 'scan', 'directories', 'script'];
  expect(programs).toEqual(steps.map((name) => [name, []]));
});

const writers: Readonly<Record<string, (pod: Pod, into?: FillableVolume) => unknown>> = {
  'CopyFiles': (pod, into) => new CopyFiles(pod, 'step', { from: configMapFiles('x'), files: ['x'], user: 1000, into }),
  'CopyFromImage': (pod, into) => new CopyFromImage(pod, 'step', { ...app, directory: '/x', into }),
  'FetchArchive': (pod, into) => new FetchArchive(pod, 'step', { from: https('https://a/b.tar'), into }),
  'FetchConfig': (pod, into) => new FetchConfig(pod, 'step', { from: https('https://a/b'), into }),
  'FetchConfig from Git': (pod, into) => new FetchConfig(pod, 'step', { from: git('https://a/b.git'), into }),
  'FetchData': (pod, into) => new FetchData(pod, 'step', { from: https('https://a/b'), maxSize: Size.mebibytes(1), into }),
  'RenderConfig': (pod, into) => new RenderConfig(pod, 'step', { files: { x: { template: '@{X}', format: 'text', values: { X: 'x' } } }, into }),
  'WriteFiles': (pod, into) => new WriteFiles(pod, 'step', { files: { x: 'x' }, into }),
};

describe.each(Object.entries(writers))('%s', (_, write) => {
  const argumentsFor = (volume?: (pod: Pod) => FillableVolume) => {
    const pod = new Pod(newChart(), 'web', { programs: 'inline' });
    write(pod, volume?.(pod));
    pod.addContainer('app', app);
    const { command: words, args, volumeMounts } = podOf(pod).initContainers!.at(-1)!;
    expect(missingIn(words?.at(-2) ?? '')).toEqual([]);
    return { args, paths: volumeMounts?.map(({ mountPath }) => mountPath) };
  };

  test('takes the lock of a claim, which other pods may write as well', () => {
    const { args, paths } = argumentsFor((pod) => claim(pod, 'data', 'data'));
    const lock = args?.[args.indexOf('--lock') + 1];
    expect(paths?.map((path) => `${path}/.prelude-lock`)).toContain(lock);
  });

  test('and none of a directory that is the pod\'s own', () => {
    expect(argumentsFor().args).not.toContain('--lock');
    expect(argumentsFor((pod) => emptyDirectory(pod, 'data', Size.mebibytes(64))).args).not.toContain('--lock');
  });
});

const pruners: Readonly<Record<string, (pod: Pod, into: FillableVolume) => unknown>> = {
  CopyFiles: (pod, into) => new CopyFiles(pod, 'step', { from: configMapFiles('x'), files: ['x'], user: 1000, into, prune: true }),
  CopyFromImage: (pod, into) => new CopyFromImage(pod, 'step', { ...app, directory: '/x', into, prune: true }),
  RenderConfig: (pod, into) =>
    new RenderConfig(pod, 'step', { files: { x: { template: '@{X}', format: 'text', values: { X: 'x' } } }, into, prune: true }),
  WriteFiles: (pod, into) => new WriteFiles(pod, 'step', { files: { x: 'x' }, into, prune: true }),
};

test.each(Object.entries(pruners))('%s with prune has all functions that it calls', (_, write) => {
  const pod = new Pod(newChart(), 'web', { programs: 'inline' });
  write(pod, claim(pod, 'data', 'data'));
  pod.addContainer('app', app);
  const { command: words, args } = podOf(pod).initContainers!.at(-1)!;
  expect(args).toContain('--prune');
  expect(missingIn(words?.at(-2) ?? '', [])).toEqual([]);
});
