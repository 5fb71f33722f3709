/* What docs/delivery.md says, on a cluster: programs of two versions beside each other, one that is missing, old ones that go, and programs inline. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, RestartPolicy, Service } from 'cdk8s-plus-28';
import {
  configMapFiles, Deployment, dns, emptyDirectory, FetchConfig, Job, MakeDirectories, plainHttp, Pod, postgres, RunMigration, RunScript, SeedDatabase,
  StatefulSet, tcp, WaitForService, WriteFiles,
} from '../../src';
import { asOfVersion } from '../support/other-version';
import type { Json } from './support/kubectl';
import { manifests, objectsOf } from './support/manifests';
import { describeIn } from './support/namespace';
import { failedRun, orderOf } from './support/pods';
import { addIdleApp, DATABASE, DATABASE_URL, MIGRATE, postgresServer, WEB_SERVER, webServer } from './support/servers';

const second = { terminationGracePeriod: Duration.seconds(1) };
const LATER = 'later';

/** A Deployment and a StatefulSet with a step, as a version of the library writes them; their pods start once there is a host. */
const shop = (version: string, host: string): string => asOfVersion(manifests((chart) => {
  for (const workload of [new Deployment(chart, 'web', { replicas: 2, ...second }), new StatefulSet(chart, 'set', { replicas: 2, ports: [80], ...second })]) {
    new WaitForService(workload, 'wait', { until: dns({ host }), timeout: Duration.seconds(300) });
    addIdleApp(workload);
  }
}), version);

const programsIn = ({ spec }: Json): readonly string[] =>
  spec.volumes.find(({ name }: Json) => name === 'prelude-programs')?.projected.sources.map(({ configMap }: Json) => configMap.name) ?? [];
const programOf = (yaml: string): string => objectsOf(yaml).find(({ kind }) => kind === 'ConfigMap').metadata.name;
const isReady = ({ metadata, status }: Json): boolean =>
  metadata.deletionTimestamp === undefined && (status.conditions ?? []).some(({ type, status: is }: Json) => type === 'Ready' && is === 'True');

const [OLD, NEW, UNUSED] = [shop('9.0.1', 'kubernetes.default'), shop('9.0.2', LATER), shop('9.0.3', LATER)].map((yaml) => ({ yaml, program: programOf(yaml) })) as
  [Version, Version, Version];
interface Version {
  readonly yaml: string;
  readonly program: string;
}

describeIn('programs of two versions', 'restricted', 'programs', (namespace) => {
  /** Waits until all pods of both workloads read a program, and are ready. */
  const untilAllReady = (what: string, { program }: Version): Promise<true> => namespace.until(what, 'pods', (pods) =>
    (pods.length === 4 && pods.every((pod) => isReady(pod) && programsIn(pod).includes(program))) || undefined);

  test('pods of the old one are made again in the middle of a rollout, which then goes on, and back', async () => {
    await namespace.apply(OLD.yaml);
    await untilAllReady('all pods of the old version', OLD);
    // Its first pod is of the old version until the partition goes.
    await namespace.apply(NEW.yaml.replace('partition: 0', 'partition: 1'));
    // New pods wait for a Service that is not there yet: the rollout stays in its middle.
    await namespace.until('new pods of both workloads', 'pods', (pods) =>
      ['test-web-', 'test-set-1'].every((name) => pods.some((pod) => pod.metadata.name.startsWith(name) && programsIn(pod).includes(NEW.program))) || undefined);
    const { items } = JSON.parse((await namespace.kubectl(['get', 'pods', '-o', 'json'])).stdout) as { items: readonly Json[] };
    const old = items.filter((pod) => isReady(pod) && programsIn(pod).includes(OLD.program));
    const before = new Set(old.map(({ metadata }) => metadata.uid));
    await namespace.kubectl(['delete', 'pod', ...old.map(({ metadata }) => metadata.name)]);
    const made = await namespace.until('old pods made again', 'pods', (pods) => {
      const again = pods.filter((pod) => isReady(pod) && programsIn(pod).includes(OLD.program) && !before.has(pod.metadata.uid));
      return ['test-web-', 'test-set-0'].every((name) => again.some(({ metadata }) => metadata.name.startsWith(name))) ? again : undefined;
    });
    for (const pod of made) expect(orderOf(pod)).toEqual(['wait']);

    await namespace.apply(manifests((chart) => new Service(chart, LATER, { ports: [{ port: 80 }], metadata: { name: LATER } })));
    await namespace.apply(NEW.yaml);
    await untilAllReady('all pods of the new version', NEW);
    await namespace.kubectl(['rollout', 'undo', 'deployment/test-web', 'statefulset/test-set']);
    await untilAllReady('all pods of the old version again', OLD);
  });

  test('the command deletes the program that nobody names, and no other', async () => {
    await namespace.apply(UNUSED.yaml.split('---').find((document) => document.includes('kind: ConfigMap'))!);
    const there = async () => (await namespace.kubectl(['get', 'configmaps', '-l', 'cdk8s-prelude/program', '-o', 'name'])).stdout.trim().split('\n')
      .map((name) => name.replace('configmap/', ''));
    expect(await there()).toEqual(expect.arrayContaining([OLD.program, NEW.program, UNUSED.program]));
    const said = await namespace.paste(readFileSync(join(__dirname, '../../docs/delete-old-programs.sh'), 'utf8'));
    expect(said).toContain(`"${UNUSED.program}" deleted`);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(await there()).toEqual(expect.arrayContaining([OLD.program, NEW.program]));
    expect(await there()).not.toContain(UNUSED.program);
  });
});

/** Steps of most families in one pod, their programs in the pod spec. */
function addSteps(workload: Pod, chart: Chart): void {
  const { ready, accepting } = new WaitForService(workload, 'wait', { until: { db: postgres({ host: DATABASE }), web: tcp({ host: 'config', port: 8080 }) } });
  const sha256 = createHash('sha256').update('{}').digest('hex');
  new FetchConfig(workload, 'fetch', { from: plainHttp(`${WEB_SERVER}/shop.json`, { sha256 }), after: [accepting.web] });
  const files = new ConfigMap(chart, `${workload.node.id}-files`, { data: { '1_shop.up.sql': 'CREATE TABLE shop (id int);' } });
  const { migrated } = new RunMigration(workload, 'migrate', {
    database: ready.db, image: MIGRATE, command: ['migrate', '-path', '/migrations', '-database', `${DATABASE_URL}&x-migrations-table=m`, 'up'],
    mounts: { '/migrations': configMapFiles(files) },
  });
  new SeedDatabase(workload, 'seed', {
    database: ready.db, databaseName: 'postgres', login: 'postgres', sql: ['INSERT INTO shop VALUES (1);'], marker: 'shop', after: [migrated],
  });
  new WriteFiles(workload, 'write', { files: { 'a.txt': 'a $(HOSTNAME)' } });
  addIdleApp(workload);
}

describeIn('programs in the pod spec, and pods as kubectl describes them', 'restricted', 'programs-inline', (namespace) => {
  const missing = manifests((chart) => {
    const pod = new Pod(chart, 'missing', second);
    // A program that no other pod here reads.
    new MakeDirectories(pod, 'directories', { volume: emptyDirectory(pod, 'data', Size.mebibytes(1)), directories: ['x'], user: 65534 });
    addIdleApp(pod);
  });
  const described = async (name: string): Promise<readonly string[]> => (await namespace.kubectl(['describe', 'pod', name])).stdout.split('\n');

  beforeAll(async () => {
    await namespace.apply(manifests((chart) => {
      postgresServer(chart);
      webServer(chart, 'send(200, b"{}")');
      addSteps(new Pod(chart, 'inline', { programs: 'inline', restartPolicy: RestartPolicy.NEVER, ...second }), chart);
      const three = new Deployment(chart, 'three', { replicas: 1, ...second });
      new WriteFiles(three, 'write', { files: { a: 'x' } });
      new RunScript(three, 'script', { script: 'echo hi', purpose: 'says hi', rerun: 'idempotent' });
      new WaitForService(three, 'wait', { until: dns({ host: 'kubernetes.default' }) });
      addIdleApp(three);
      const failing = new Pod(chart, 'failing', { restartPolicy: RestartPolicy.NEVER, ...second });
      new WaitForService(failing, 'wait', { until: tcp({ host: 'nobody.invalid', port: 9 }), timeout: Duration.seconds(1) });
      new WriteFiles(failing, 'write', { files: { a: 'x' } });
      new RunScript(failing, 'script', { script: 'echo hi', purpose: 'says hi', rerun: 'idempotent' });
      addIdleApp(failing);
    }));
    await namespace.apply(JSON.stringify(objectsOf(missing).find(({ kind }) => kind === 'Pod')));
  });

  test('a termination message stands on the first screen of kubectl describe pod, and three steps take what kubectl itself writes of them', async () => {
    await namespace.untilPod('failed', { name: 'test-failing' }, (pod) => failedRun(pod, 'wait'));
    const lines = await described('test-failing');
    expect(lines.findIndex((line) => /^ +Message: +not ready after 1 s: /.test(line))).toBeGreaterThan(0);
    expect(lines.findIndex((line) => /^ +Message: /.test(line))).toBeLessThan(50);
    const { metadata: { name } } = await namespace.untilReady({ app: 'test-three' });
    const three = (await described(name)).join('\n').split('\nEvents:')[0]!.split('\n');
    namespace.say(`three steps are described in ${three.length} lines`);
    expect(three.length).toBeLessThan(175);
    expect(three.filter((line) => line.includes('{"version":1'))).toHaveLength(1);
  });

  test('a pod without its ConfigMap says so, and starts when it is there', async () => {
    const program = programOf(missing);
    const event = await namespace.until('FailedMount', 'events', (events) => events.find(({ reason, involvedObject }) => reason === 'FailedMount' && involvedObject.name === 'test-missing'));
    expect(event.message).toContain(`configmap "${program}" not found`);
    expect((await described('test-missing')).some((line) => line.includes('FailedMount') && line.includes(`configmap "${program}" not found`))).toBe(true);
    expect((await namespace.kubectl(['get', 'pod', 'test-missing'])).stdout).toMatch(/ Init:0\/1 /);
    await namespace.apply(missing);
    await namespace.untilReady({ name: 'test-missing' });
  });

  test('steps of all families run with programs inline, and a hook too, which needs no other object', async () => {
    const pod = await namespace.untilReady({ name: 'test-inline' });
    expect(orderOf(pod)).toEqual(['wait', 'fetch', 'prelude-helper', 'migrate', 'seed', 'write'].filter((name) => pod.spec.initContainers.some((one: Json) => one.name === name)));
    expect(programsIn(pod)).toEqual([]);
    const hook = manifests((chart) => {
      const job = new Job(chart, 'hook', { metadata: { annotations: { 'helm.sh/hook': 'pre-install' } }, restartPolicy: RestartPolicy.NEVER, ...second });
      new WaitForService(job, 'wait', { until: postgres({ host: DATABASE }) });
      job.addContainer('app', { image: MIGRATE, command: ['migrate', '-version'] });
    });
    expect(objectsOf(hook).map(({ kind }) => kind)).toEqual(['Job']);
    await namespace.apply(hook);
    await namespace.until('the hook to be done', 'jobs', (jobs) => jobs.some(({ status }) => status.succeeded === 1) || undefined);
  });
});
