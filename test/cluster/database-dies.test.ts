import { Duration } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, postgres, RunMigration, unsafe, WaitForService } from '../../src';
import { until } from '../support/until';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { addIdleApp, DATABASE, POSTGRES, postgresServer } from './support/servers';

/** Long enough to be seen at work on a machine that starts many pods at a time. */
const SQL = [
  'CREATE TABLE products (id integer PRIMARY KEY, name text NOT NULL);',
  "INSERT INTO products VALUES (1, 'half of it');",
  'SELECT pg_sleep(25);',
  "INSERT INTO products VALUES (2, 'all of it');",
  '',
].join('\n');

describeIn('a database that dies in the middle of a migration', 'restricted', 'dies', (namespace) => {
  const sql = async (text: string) => (await namespace.kubectl(['exec', 'test-db-0', '--', 'psql', '-h', '127.0.0.1', '-U', 'postgres', '-Atc', text])).stdout;

  test('fails it, and a later run does all of it', async () => {
    await namespace.apply(manifests(postgresServer));
    await namespace.untilReady({ name: 'test-db-0' });
    await namespace.apply(manifests((chart) => {
      const files = new ConfigMap(chart, 'migrations', { data: { 'products.sql': SQL } });
      const web = new Deployment(chart, 'web', { replicas: 1 });
      const wait = new WaitForService(web, 'wait', { until: postgres({ host: DATABASE }) });
      new RunMigration(web, 'migrate', {
        database: wait.ready,
        image: POSTGRES,
        command: ['psql', '-v', 'ON_ERROR_STOP=1', '--single-transaction', '-h', DATABASE, '-U', 'postgres', '-f', '/migrations/products.sql'],
        mounts: { '/migrations': configMapFiles(files) },
        oneAtATime: unsafe('one transaction, and a test that runs one pod'),
        timeout: Duration.minutes(1),
      });
      addIdleApp(web);
    }));
    await namespace.untilPod('migrating', { app: 'test-web' }, (pod) => pod.status.initContainerStatuses?.[1]?.state?.running !== undefined);
    const queries = () => sql("SELECT query FROM pg_stat_activity WHERE application_name = 'psql'");
    await until(async () => (await queries()).includes('pg_sleep(25)'), 'the migration at work', { deadline: 30_000, every: 200 });
    namespace.say('the database is deleted');
    await namespace.kubectl(['delete', 'pod', 'test-db-0', '--grace-period=1', '--wait=false']);
    const failed = await namespace.untilPod('the migration failed', { app: 'test-web' }, (pod) => initRun(pod, 'migrate') && pod);
    expect(initRun(failed, 'migrate')!.exitCode).not.toBe(0);
    expect(initRun(failed, 'migrate')!.message).toMatch(/^psql exited with [23] after \d+\.\d s: see the log$/);
    await namespace.untilReady({ name: 'test-db-0' });
    const pod = await namespace.untilReady({ app: 'test-web' }, 150);
    expect(initRun(pod, 'migrate')).toMatchObject({ exitCode: 0 });
    expect(initRun(pod, 'migrate')!.restarts).toBeGreaterThan(0);
    expect(await sql('SELECT name FROM products ORDER BY id')).toBe('half of it\nall of it\n');
  });
});
