import { type Chart, Duration } from 'cdk8s';
import { ConfigMap, RestartPolicy } from 'cdk8s-plus-28';
import { configMapFiles, Pod, postgres, RunMigration, WaitForService } from '../../src';
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

const seconds = (run: Run): number => (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000;

describeIn('a migration in an image without a shell', 'restricted', 'migration', (namespace) => {
  const failed = async (id: string, build: (chart: Chart) => void): Promise<Run> => {
    await namespace.apply(manifests(build));
    const pod = await namespace.untilPod('failed', { name: `test-${id}` }, (one) => (one.status.phase === 'Failed' ? one : undefined));
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 0 });
    return initRun(pod, 'migrate')!;
  };

  const versionOf = async (table: string): Promise<string> =>
    (await namespace.kubectl(['exec', 'test-db-0', '-c', 'postgres', '--', 'psql', '-U', 'postgres', '-h', '127.0.0.1', '-Atc', `SELECT version, dirty FROM "${table}"`])).stdout.trim();

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
    const run = await failed('wrong', migrating('wrong', "SELECT * FROM nothing WHERE secret = 'hunter2';", {}));
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
});
