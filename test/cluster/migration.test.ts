import { type Chart, Duration } from 'cdk8s';
import { ConfigMap, RestartPolicy } from 'cdk8s-plus-28';
import {
  configMapFiles, databaseLock, Deployment, golangMigrate, leaseLock, migrated, type OneAtATime, Pod, postgres, RunMigration, WaitForService,
} from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, initRunning, type Run } from './support/pods';
import { addIdleApp, DATABASE, DATABASE_URL, MIGRATE, postgresServer } from './support/servers';

/** A pod with one migration, in an image that holds nothing but the tool. */
function migrating(id: string, sql: string, options: { readonly command?: readonly string[]; readonly timeout?: number; readonly grace?: number }) {
  return (chart: Chart): void => {
    const files = new ConfigMap(chart, `${id}-files`, { data: { '1_change.up.sql': sql } });
    const pod = new Pod(chart, id, { restartPolicy: RestartPolicy.NEVER });
    const wait = new WaitForService(pod, 'wait', { until: postgres({ host: DATABASE }) });
    new RunMigration(pod, 'migrate', {
      database: wait.ready,
      image: MIGRATE,
      // Each has its own table of versions: they do not know of each other.
      command: options.command ?? ['migrate', '-path', '/migrations', '-database', `${DATABASE_URL}&x-migrations-table=${id}`, 'up'],
      mounts: { '/migrations': configMapFiles(files) },
      timeout: Duration.seconds(options.timeout ?? 60),
      gracePeriod: Duration.seconds(options.grace ?? 5),
    });
    addIdleApp(pod);
  };
}

/** A migration that ends when the test makes the table `go`: each query of a block sees what was committed meanwhile. */
const untilTold = (table: string): string => `DO $$ BEGIN
  WHILE NOT EXISTS (SELECT FROM pg_tables WHERE tablename = 'go') LOOP PERFORM pg_sleep(0.1); END LOOP;
END $$; CREATE TABLE "${table}" (id int);`;

/** Five pods that start at once with one migration, and one that only waits for it. */
function five(id: string, oneAtATime: OneAtATime) {
  return (chart: Chart): void => {
    const files = new ConfigMap(chart, `${id}-files`, { data: { '1_change.up.sql': untilTold(`of_${id}`) } });
    const web = new Deployment(chart, id, { replicas: 5, terminationGracePeriod: Duration.seconds(3) });
    const wait = new WaitForService(web, 'wait', { until: postgres({ host: DATABASE }) });
    new RunMigration(web, 'migrate', {
      database: wait.ready, image: MIGRATE, mounts: { '/migrations': configMapFiles(files) }, oneAtATime,
      command: ['migrate', '-path', '/migrations', '-database', DATABASE_URL, 'up'],
    });
    addIdleApp(web);
    const reader = new Pod(chart, `${id}-reader`, { restartPolicy: RestartPolicy.NEVER });
    new WaitForService(reader, 'schema', {
      until: migrated({ server: postgres({ host: DATABASE }), tool: golangMigrate(), version: 1, databaseName: 'postgres', login: 'postgres' }),
      timeout: Duration.minutes(2),
    });
    addIdleApp(reader);
  };
}

const seconds = (run: Run): number => (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000;

describeIn('a migration in an image without a shell', 'restricted', 'migration', (namespace) => {
  const failed = async (id: string, build: (chart: Chart) => void): Promise<Run> => {
    await namespace.apply(manifests(build));
    const pod = await namespace.untilPod('failed', { name: `test-${id}` }, (one) => (one.status.phase === 'Failed' ? one : undefined));
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 0 });
    return initRun(pod, 'migrate')!;
  };

  const sql = async (text: string): Promise<string> =>
    (await namespace.kubectl(['exec', 'test-db-0', '-c', 'postgres', '--', 'psql', '-U', 'postgres', '-h', '127.0.0.1', '-Atc', text])).stdout.trim();
  const versionOf = (table: string): Promise<string> => sql(`SELECT version, dirty FROM "${table}"`);

  /** Waits until so many pods of a workload say that they wait for another one. */
  const untilWaiting = async (workload: string, count: number): Promise<void> => {
    const waits = /another one is at work in the database \(pod test-l\S+, since \S+Z\): waits for it/;
    for (const end = Date.now() + 120_000; ;) {
      const names = (await namespace.kubectl(['get', 'pods', '-o', 'name'])).stdout.split('\n')
        .filter((name) => name.startsWith(`pod/${workload}-`) && name !== `pod/${workload}-reader`);
      const logs = await Promise.all(names.map((name) => namespace.kubectl(['logs', name, '-c', 'migrate'], { mayFail: true })));
      if (logs.filter(({ stdout }) => waits.test(stdout)).length === count) return;
      if (Date.now() > end) throw new Error(`not ${count} pods wait:\n${logs.map(({ stdout }) => stdout).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };

  beforeAll(async () => {
    await namespace.apply(manifests(postgresServer));
    await namespace.untilReady({ name: 'test-db-0' });
  });

  test('is asked to stop at its deadline, as golang-migrate wants it: it finishes what is at work, and the version is not dirty', async () => {
    const run = await failed('slow', migrating('slow', 'SELECT pg_sleep(8);', { timeout: 4, grace: 2 }));
    expect(run.exitCode).toBe(124);
    expect(run.message).toBe('migrate was not done after 4 s');
    expect(seconds(run)).toBeGreaterThanOrEqual(7);
    expect(await namespace.logs('test-slow', 'migrate')).toContain('Stopping after this running migration');
    expect(await versionOf('slow')).toBe('1|f');
  });

  test('fails with the exit code of the tool, and a termination message without its output', async () => {
    const run = await failed('wrong', migrating('wrong', "SELECT * FROM nothing WHERE city = 'Bern';", {}));
    expect(run.exitCode).toBe(1);
    expect(run.message).toMatch(/^migrate exited with 1 after \d+\.\d s: see the log; where the version is marked dirty, .*migrate force VERSION$/);
    expect(await namespace.logs('test-wrong', 'migrate')).toContain('relation "nothing" does not exist');
  });

  test('says so where the image has no such program', async () => {
    const run = await failed('absent', migrating('absent', 'SELECT 1;', { command: ['no-such-tool', 'up'] }));
    expect(run.exitCode).toBe(127);
    expect(run.message).toMatch(/^no-such-tool /);
  });

  test('finishes what is at work when its pod is deleted, so that the next pod goes on', async () => {
    await namespace.apply(manifests(migrating('deleted', 'SELECT pg_sleep(6);', { grace: 20 })));
    await namespace.untilPod('migrating', { name: 'test-deleted' }, (pod) => initRunning(pod, 'migrate'));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await namespace.secondsToDelete('test-deleted')).toBeLessThan(15);
    expect(await versionOf('deleted')).toBe('1|f');
  });

  test.each([
    ['in the database', 'lock', databaseLock({ databaseName: 'postgres', login: 'postgres' })],
    ['of a Lease', 'lease', leaseLock()],
  ] as const)('by a lock %s one of five pods migrates, the others wait in place without a restart, and a reader waits for the version', async (_, id, oneAtATime) => {
    await sql('DROP TABLE IF EXISTS schema_migrations, go');
    await namespace.apply(manifests(five(id, oneAtATime)));
    await untilWaiting(`test-${id}`, 4);
    await sql('CREATE TABLE go ()');
    const pods = await namespace.until('five pods', 'pods', (all) => {
      const own = all.filter((pod) => pod.metadata.name.startsWith(`test-${id}-`) && initRun(pod, 'migrate') !== undefined);
      return own.length === 5 ? own : undefined;
    });
    const logs = await Promise.all(pods.map((pod) => namespace.logs(pod.metadata.name, 'migrate')));
    expect(pods.map((pod) => [initRun(pod, 'migrate')!.exitCode, pod.status.initContainerStatuses.map((status: { restartCount: number }) => status.restartCount)]))
      .toEqual(pods.map(() => [0, [0, 0, 0]]));
    expect(logs.filter((log) => log.includes('1/u change'))).toHaveLength(1);
    const reader = await namespace.untilPod('reader', { name: `test-${id}-reader` }, (pod) => (initRun(pod, 'schema') ? pod : undefined));
    expect(initRun(reader, 'schema')).toMatchObject({ exitCode: 0 });
    expect(await namespace.logs(`test-${id}-reader`, 'schema')).toMatch(/ready after \d+\.\d s: version 1/);
    // What the pods have written into the Lease has left its labels and annotations: kubectl would warn otherwise.
    await namespace.apply(manifests(five(id, oneAtATime)));
  });
});
