/* A Job that migrates, and pods that wait for the schema: releases by plain apply, by Helm, in the order of Argo CD's waves, and on their bad days. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, RestartPolicy, ServiceAccount } from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { configMapFiles, databaseLock, defineStandard, Deployment, leaseLock, MigrationJob, Pod, postgres, RunMigration, WaitForService } from '../../src';
import { asOfVersion } from '../support/other-version';
import { temporaryDirectory } from '../support/temporary';
import { findTool } from '../support/tools';
import type { Json } from './support/kubectl';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { failedRun, initRun, initRunning } from './support/pods';
import { addIdleApp, BUSYBOX, DATABASE, MIGRATE, postgresServer } from './support/servers';

interface Release {
  /** The database of the app, which is also its name. */
  readonly app: string;
  /** The SQL of each version. */
  readonly sql: readonly string[];
  readonly memory?: number;
}

/** One release of an app as YAML: a Job, and a Deployment that waits for the schema. */
function release({ app: name, sql, memory = 256 }: Release): string {
  const app = new App();
  defineStandard({ name: 'waves', annotations: { Job: { 'argocd.argoproj.io/sync-wave': '-1' } } }).setOn(app);
  const chart = new Chart(app, name, { disableResourceNameHashes: true });
  const version = sql.length;
  const data = Object.fromEntries(sql.map((text, index) => [`${index + 1}_change.up.sql`, text]));
  const files = new ConfigMap(chart, `files-${version}`, { data, metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } } });
  const migration = new MigrationJob(chart, 'migrate', {
    database: postgres({ host: DATABASE }), image: MIGRATE, mounts: { '/migrations': configMapFiles(files) },
    command: ['migrate', '-path', '/migrations', '-database', `postgres://postgres@${DATABASE}/${name}?sslmode=disable`, 'up'],
    version: { version }, backoffLimit: 0, ttlAfterFinished: 'never', resources: { memory: { limit: Size.mebibytes(memory) } },
    oneAtATime: databaseLock({ databaseName: name, login: 'postgres' }),
  });
  const web = new Deployment(chart, 'web', {
    replicas: 1, terminationGracePeriod: Duration.seconds(2), serviceAccount: new ServiceAccount(chart, 'account'),
  });
  new WaitForService(web, 'schema', { until: migration.done({ databaseName: name, login: 'postgres' }) });
  addIdleApp(web);
  return app.synthYaml();
}

const documents = (yaml: string): readonly Json[] => parseAllDocuments(yaml).map((document) => document.toJS());
const jobOf = (yaml: string): string => documents(yaml).find(({ kind }) => kind === 'Job').metadata.name;

const ONE = 'CREATE TABLE one (id int);';
const TWO = 'SELECT pg_sleep(3); CREATE TABLE two (id int);';

describeIn('a Job that migrates', 'restricted', 'migration-job', (namespace) => {
  const sql = async (text: string, database = 'postgres'): Promise<string> =>
    (await namespace.kubectl(['exec', 'test-db-0', '-c', 'postgres', '--', 'psql', '-U', 'postgres', '-h', '127.0.0.1', '-d', database, '-Atc', text])).stdout.trim();
  const finished = (name: string, type: 'Complete' | 'Failed') => namespace.until(`${name} ${type}`, 'jobs', ([job]) =>
    (job?.status?.conditions?.some((one: Json) => one.type === type && one.status === 'True') ? job as Json : undefined), { name });
  const logOf = async (job: string): Promise<string> => (await namespace.kubectl(['logs', `job/${job}`, '-c', 'migrate'])).stdout;
  const ofJob = (name: string) => ['-l', `batch.kubernetes.io/job-name=${name}`, '-o', 'name'];

  beforeAll(async () => {
    await namespace.apply(manifests(postgresServer));
    await namespace.untilReady({ name: 'test-db-0' });
    for (const name of ['plain', 'helmed']) await sql(`CREATE DATABASE ${name}`);
  });

  const first = release({ app: 'plain', sql: [ONE] });

  test('plain apply: Job and pods at once; the same again changes nothing', async () => {
    await namespace.apply(first);
    await namespace.untilReady({ app: 'plain-web' });
    const job = await namespace.get('job', jobOf(first));
    const { stdout } = await namespace.kubectl(['get', 'pods', ...ofJob(jobOf(first))]);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(await logOf(jobOf(first))).toContain('1/u change');
    await namespace.apply(first);
    expect((await namespace.get('job', jobOf(first))).metadata.uid).toBe(job.metadata.uid);
  });

  test('another version of the library, another limit: the same name, refused while the Job is there; once its TTL is over it finds nothing to do', async () => {
    const upgraded = asOfVersion(release({ app: 'plain', sql: [ONE], memory: 300 }), '9.9.9');
    const name = jobOf(first);
    expect(jobOf(upgraded)).toBe(name);
    await finished(name, 'Complete');
    const refused = await namespace.kubectl(['apply', '-f', '-'], { input: upgraded, mayFail: true });
    expect(refused.stderr).toContain('field is immutable');
    await namespace.kubectl(['patch', 'job', name, '--type=merge', '-p', '{"spec":{"ttlSecondsAfterFinished":0}}']);
    await namespace.until('the end of the Job', 'jobs', (jobs) => (jobs.length === 0 ? true : undefined), { name });
    // Long after: a pod more, and no Job to be asked.
    await namespace.kubectl(['scale', 'deployment', 'plain-web', '--replicas=2']);
    await namespace.until('two pods', 'deployments', ([one]) => (one?.status?.readyReplicas === 2 ? true : undefined), { name: 'plain-web' });
    await namespace.apply(upgraded);
    await finished(name, 'Complete');
    const log = await logOf(name);
    expect(log).toContain('the schema is at 1, as this release needs it, or newer: nothing to do');
    expect(log).not.toContain('change');
  });

  test("in the order of Argo CD's waves: the Job has ended before the Deployment is rolled out", async () => {
    const second = release({ app: 'plain', sql: [ONE, TWO] });
    const inWave = (wave: string | undefined) => documents(second)
      .filter(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave'] === wave).map((one) => JSON.stringify(one)).join('\n---\n');
    expect(documents(second).filter(({ kind, metadata }) => kind === 'Job' && metadata.annotations['argocd.argoproj.io/sync-wave'] === '-1')).toHaveLength(1);
    await namespace.apply(inWave('-1'));
    await finished(jobOf(second), 'Complete');
    await namespace.apply(inWave(undefined));
    await namespace.until('the rollout', 'deployments', ([one]) => (
      one?.status?.observedGeneration === one?.metadata?.generation && ['updatedReplicas', 'replicas', 'readyReplicas'].every((of) => one?.status?.[of] === 1)
        ? true : undefined), { name: 'plain-web' });
    expect(await sql('SELECT version, dirty FROM schema_migrations', 'plain')).toBe('2|f');
  });

  test('a Job that fails is told at once, with its reason, and the pods of the version before go on and start again', async () => {
    const third = release({ app: 'plain', sql: [ONE, TWO, 'SELECT * FROM nothing;'] });
    await namespace.apply(third);
    const job = await finished(jobOf(third), 'Failed');
    const failed = new Date(job.status.conditions.find(({ type }: Json) => type === 'Failed').lastTransitionTime);
    const pod = await namespace.untilPod('told', { app: 'plain-web' }, (one) => (failedRun(one, 'schema') === undefined ? undefined : one));
    const { message, exitCode } = failedRun(pod, 'schema')!;
    expect({ message, exitCode }).toEqual({
      exitCode: 1,
      message: expect.stringMatching(new RegExp(`^schema \\(\\S+:5432\\): Job ${jobOf(third)} has failed: BackoffLimitExceeded: Job has reached the specified backoff limit; `)),
    });
    const run = initRun(pod, 'schema')!;
    expect(run.finishedAt.getTime() - failed.getTime()).toBeLessThan(30_000);
    // An old pod that starts again meanwhile finds a schema that is newer than it needs.
    const { items } = JSON.parse((await namespace.kubectl(['get', 'pods', '-l', '!batch.kubernetes.io/job-name', '-o', 'json'])).stdout);
    const old = (items as Json[]).find((one) => one.metadata.name.startsWith('plain-web-') && one.status.containerStatuses?.every(({ ready }: Json) => ready));
    const hash = old.metadata.labels['pod-template-hash'];
    await namespace.kubectl(['delete', 'pod', old.metadata.name]);
    await namespace.until('an old pod again', 'pods', (pods) => pods.find((one) =>
      one.metadata.labels['pod-template-hash'] === hash && one.metadata.name !== old.metadata.name && one.status.containerStatuses?.every(({ ready }: Json) => ready)));
  });

  const helm = findTool('helm');
  (helm === undefined ? test.skip : test)('helm upgrade --install --wait: no hook, no deadlock; the Job of the release before goes', async () => {
    const upgrade = (yaml: string) => {
      const directory = temporaryDirectory('prelude-helm-');
      mkdirSync(join(directory, 'templates'));
      writeFileSync(join(directory, 'Chart.yaml'), 'apiVersion: v2\nname: helmed\nversion: 1.0.0\n');
      writeFileSync(join(directory, 'templates/app.yaml'), yaml);
      execFileSync(helm!, ['--namespace', namespace.name, 'upgrade', '--install', 'helmed', directory, '--wait', '--timeout', '2m'], { stdio: 'pipe' });
    };
    const one = release({ app: 'helmed', sql: [ONE] });
    const two = release({ app: 'helmed', sql: [ONE, TWO] });
    upgrade(one);
    expect(await sql('SELECT version FROM schema_migrations', 'helmed')).toBe('1');
    upgrade(two);
    expect(await sql('SELECT version, dirty FROM schema_migrations', 'helmed')).toBe('2|f');
    const { stdout } = await namespace.kubectl(['get', 'jobs', '-o', 'name']);
    expect(stdout).toContain(`job.batch/${jobOf(two)}`);
    expect(stdout).not.toContain(`job.batch/${jobOf(one)}\n`);
  });

  test('two workloads share one Lease; a holder that cannot renew it stops, and the other takes it over after its duration, and not before', async () => {
    const pods = (chart: Chart): void => {
      const oneAtATime = leaseLock({ name: 'shop-schema' });
      for (const [id, seconds] of [['holder', '600'], ['next', '0']] as const) {
        const pod = new Pod(chart, id, { restartPolicy: RestartPolicy.NEVER, serviceAccount: new ServiceAccount(chart, `${id}-account`) });
        const wait = new WaitForService(pod, 'wait', { until: postgres({ host: DATABASE }) });
        new RunMigration(pod, 'migrate', {
          database: wait.ready, image: BUSYBOX, command: ['sleep', seconds], gracePeriod: Duration.seconds(1), timeout: Duration.minutes(12), oneAtATime,
        });
        addIdleApp(pod);
      }
    };
    const objects = documents(manifests(pods));
    const next = objects.find(({ metadata }) => metadata.name === 'test-next');
    await namespace.apply(objects.filter((one) => one !== next).map((one) => JSON.stringify(one)).join('\n---\n'));
    await namespace.until('the Lease', 'leases', ([lease]) => (lease?.spec?.holderIdentity?.startsWith('test-holder') ? true : undefined), { name: 'shop-schema' });
    await namespace.apply(JSON.stringify(next));
    await namespace.untilPod('waiting', { name: 'test-next' }, (pod) => initRunning(pod, 'migrate'));
    const { metadata: { name: binding } } = objects.find(({ kind, subjects }) => kind === 'RoleBinding' && subjects[0].name === 'test-holder-account');
    await namespace.kubectl(['delete', 'rolebinding', binding]);
    const holder = await namespace.untilPod('stopped', { name: 'test-holder' }, (one) => (initRun(one, 'migrate') ? one : undefined));
    const lease = await namespace.get('lease', 'shop-schema');
    expect(lease.spec).toMatchObject({ leaseDurationSeconds: 21, holderIdentity: expect.stringMatching(/^test-holder /) });
    const pod = await namespace.untilPod('taken over', { name: 'test-next' }, (one) => (initRun(one, 'migrate') ? one : undefined));
    const after = (one: Json) => (initRun(one, 'migrate')!.finishedAt.getTime() - new Date(lease.spec.renewTime).getTime()) / 1000;
    expect(initRun(holder, 'migrate')).toMatchObject({ exitCode: 1, message: expect.stringContaining('by the loss of its lock') });
    expect(after(holder)).toBeLessThan(12);
    expect(after(pod)).toBeGreaterThan(20);
    expect(after(pod)).toBeLessThan(40);
    expect(await namespace.logs('test-next', 'migrate')).toMatch(/another one is at work in the database \(pod test-holder, since \S+Z\): waits for it[^]*the lock is free now: goes on/);
  });
});
