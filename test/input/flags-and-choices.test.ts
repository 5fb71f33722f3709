import { Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as prelude from '../../src';
import { newChart } from '../support/kubernetes';

/*
 * What is true or false, and what is one of a few words, is refused in the same two sentences wherever it is given. `'false'`
 * would be true, and a word that nobody knows would be silence.
 */
const any = prelude as unknown as Record<string, any>;
const APP = prelude.image('a:1', { user: 1 });

const build = (kind: string, props: object, more: object = {}) => new any[kind](newChart(), 'web', { ...more, ...props });
const step = (kind: string, good: (web: prelude.Workload) => object, props: object) => {
  const web = new prelude.Deployment(newChart(), 'web', { podSecurity: 'privileged' });
  return new any[kind](web, 'step', { ...good(web), ...props });
};
const onClaim = (web: prelude.Workload) => ({ volume: prelude.claim(web, 'data', 'data') });
const run = () => ({ script: 'true', purpose: 'runs a script', rerun: 'idempotent', level: 'privileged', because: 'a test' });
const seed = (web: any) => ({
  database: new prelude.WaitForService(web, 'wait', { until: prelude.mysql({ host: 'db' }) }).ready,
  databaseName: 'a', login: 'a', sql: 'SELECT 1', marker: 'a',
});
const rendered = (format: unknown) => ({ files: { 'a.env': { template: 'A=@{A}\n', values: { A: 'a' }, format } } });
const git = () => ({ from: prelude.git('https://a/b.git') });

const FLAGS: readonly (readonly [string, (bad: unknown) => unknown])[] = [
  ['automountServiceAccountToken', (bad) => build('Deployment', { automountServiceAccountToken: bad })],
  ['isolate', (bad) => build('Pod', { isolate: bad })],
  ['rollOnConfigChange', (bad) => build('DaemonSet', { rollOnConfigChange: bad })],
  ['publishNotReadyAddresses', (bad) => build('StatefulSet', { publishNotReadyAddresses: bad }, { ports: [80] })],
  ['suspend', (bad) => build('CronJob', { suspend: bad }, { schedule: Cron.daily() })],
  ['readOnlyRootFilesystem', (bad) => build('Pod', {}).addContainer('app', { image: APP, readOnlyRootFilesystem: bad })],
  ['keepHistory', (bad) => step('CloneRepository', git, { keepHistory: bad })],
  ['supportsFsGroup', (bad) => step('FixPermissions', onClaim, { owner: 1, supportsFsGroup: bad })],
  ['writable', (bad) => step('VerifyPermissions', onClaim, { user: 1, writable: bad })],
  ['privileged', (bad) => step('RunPrivileged', run, { privileged: bad })],
  ['digests', (bad) => prelude.defineStandard({ name: 'Acme', digests: bad as boolean })],
];

test.each(FLAGS)('%s is true or false', (what, call) => {
  for (const bad of ['false', 'yes', 0, 1, null]) expect(() => call(bad)).toThrow(`: ${what} must be true or false. Given: `);
  for (const good of [true, false, undefined]) expect(() => call(good)).not.toThrow();
});

const CHOICES: readonly (readonly [string, string, (bad: unknown) => unknown])[] = [
  ['podSecurity', "'privileged', 'baseline' or 'restricted'", (bad) => build('Job', { podSecurity: bad })],
  ['podSecurity', "'privileged', 'baseline' or 'restricted'", (bad) => prelude.defineStandard({ name: 'Acme', podSecurity: bad as 'baseline' })],
  ['platform', "'kubernetes' or 'openshift'", (bad) => prelude.defineStandard({ name: 'Acme', platform: bad as 'openshift' })],
  ['mesh', "'istio-native', 'istio-init', 'istio-cni', 'linkerd-native', 'linkerd-init', 'linkerd-cni' or 'none'",
    (bad) => prelude.defineStandard({ name: 'Acme', mesh: bad as 'istio-cni' })],
  ['restartPolicy', "'Always', 'OnFailure' or 'Never'", (bad) => build('Pod', { restartPolicy: bad })],
  ['podReplacementPolicy', "'TerminatingOrFailed' or 'Failed'", (bad) => build('Job', { podReplacementPolicy: bad })],
  ['concurrencyPolicy', "'Allow', 'Forbid' or 'Replace'", (bad) => build('CronJob', { concurrencyPolicy: bad }, { schedule: Cron.daily() })],
  ['podManagementPolicy', "'OrderedReady' or 'Parallel'", (bad) => build('StatefulSet', { podManagementPolicy: bad }, { ports: [80] })],
  ['ownInitContainers', "'before' or 'after'", (bad) => prelude.adopt(new kplus.Job(newChart(), 'web'), 'web', { ownInitContainers: bad as 'after' })],
  ['check', "'root' or 'tree'", (bad) => step('FixPermissions', onClaim, { owner: 1, check: bad })],
  ['usage', "'server' or 'client'", (bad) => step('VerifyCertificate', () => ({ from: prelude.secretFiles('a'), hosts: ['a'] }), { usage: bad })],
  ['whenPresent', "'overwrite' or 'keep'", (bad) => step('CopyFiles', () => ({ from: prelude.configMapFiles('a'), files: ['a'], user: 1 }), { whenPresent: bad })],
  ['whenUnavailable', "'fail' or 'keep'", (bad) => step('FetchConfig', git, { whenUnavailable: bad })],
  ['whenUnavailable', "'fail' or 'keep'", (bad) => step('CloneRepository', git, { whenUnavailable: bad })],
  ['whenUnavailable', "'fail' or 'keep'", (bad) => step('FetchArchive', () => ({ from: prelude.https('https://a/b.zip') }), { whenUnavailable: bad })],
  ['whenChanged', "'fail', 'keep' or 'run'", (bad) => step('SeedDatabase', seed, { whenChanged: bad })],
  ['whenInterrupted', "'fail' or 'run'", (bad) => step('SeedDatabase', seed, { whenInterrupted: bad })],
  ['the format of "a.env"', "'json', 'env' or 'text'", (bad) => step('RenderConfig', () => rendered(bad ?? 'env'), {})],
  ['method', "'GET', 'HEAD', 'POST' or 'OPTIONS'", (bad) => prelude.http('http://a', { method: bad as 'GET' })],
  ['medium', "'disk' or 'memory'", (bad) => prelude.scratch(Size.mebibytes(1), bad as 'disk')],
  ['medium', "'disk' or 'memory'", (bad) => prelude.emptyDirectory(build('Pod', {}), 'a', Size.mebibytes(1), bad as 'disk')],
];

test.each(CHOICES)('%s is %s', (what, words, call) => {
  for (const bad of ['else', '', 'FAIL', 0, true]) expect(() => call(bad)).toThrow(`: ${what} must be ${words}. Given: `);
  expect(() => call(undefined)).not.toThrow();
});

test('a Job that says nothing of its pods\' restarts, in so many words, has the default', () => {
  const job = new prelude.Job(newChart(), 'job', { restartPolicy: undefined as never });
  expect(job.resource.restartPolicy).toBe(kplus.RestartPolicy.NEVER);
});

test('what cdk8s makes is looked at before it is handed on', () => {
  expect(() => build('Deployment', { strategy: 'Recreate' })).toThrow(
    'test/web: strategy must be an object of cdk8s, such as DeploymentStrategy.recreate() or StatefulSetUpdateStrategy.onDelete(). Given: "Recreate".');
  expect(() => build('CronJob', {})).toThrow('test/web: schedule must be an object of cdk8s, such as Cron.daily().');
  expect(() => build('Pod', {}).addContainer('app', { image: APP, readiness: { httpGet: {} } })).toThrow(
    'test/web/app: readiness must be an object of cdk8s, such as Probe.fromHttpGet(…).');
  expect(() => build('Job', { ttlAfterFinished: 60 })).toThrow('test/web: ttlAfterFinished must be a Duration');
});
