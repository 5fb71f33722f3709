import { type Chart, Duration } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, Pod, postgres, type ResourceProps, RunMigration, RunScript, tcp, WaitForResource, WaitForService } from '../../../src';
import { podSpec, service, sh, workload } from '../../cluster/support/facts';
import type { Json } from '../../cluster/support/kubectl';
import { manifests, objectsOf } from '../../cluster/support/manifests';
import { addIdleApp, BUSYBOX, MIGRATE } from '../../cluster/support/servers';
import { configMap, type Fault, mounts, web } from './fault';

const built = (build: (chart: Chart) => void): readonly Json[] => objectsOf(manifests(build));

const waiting = (host: string, timeout?: number) => built((chart) => {
  const pods = new Deployment(chart, 'web', { replicas: 1 });
  new WaitForService(pods, 'wait-for-db', { until: { db: postgres({ host }) }, ...(timeout === undefined ? {} : { timeout: Duration.seconds(timeout) }) });
  addIdleApp(pods);
});

const waitingFor = (until: ResourceProps) => built((chart) => {
  const pods = new Deployment(chart, 'web', { replicas: 1 });
  new WaitForResource(pods, 'wait', { until });
  addIdleApp(pods);
});

/** A PostgreSQL without a disk, in the way of a hurried team. */
const database = (env: Json): readonly Json[] => [
  workload('Deployment', 'db', podSpec([], {
    name: 'postgres', image: 'postgres:16', env: [env], ports: [{ containerPort: 5432 }],
    readinessProbe: { exec: { command: ['pg_isready', '-h', '127.0.0.1', '-U', 'postgres'] }, periodSeconds: 1 },
  }), { replicas: 1 }),
  service('db', { app: 'db' }, { ports: [{ port: 5432 }] }),
];
const migrate = (password: string) => mounts(
  { name: 'migrate', image: 'migrate/migrate:v4.18.1', command: ['migrate', '-path', '/migrations', '-database', `postgres://postgres:${password}@db:5432/postgres?sslmode=disable`, 'up'] },
  { name: 'sql', mountPath: '/migrations' },
);
const migrating = (password: string): readonly Json[] => [
  ...database({ name: 'POSTGRES_PASSWORD', value: 'not-a-real-one' }), configMap('sql', { '1_orders.up.sql': 'CREATE TABLE orders (id int);', '2_wrong.up.sql': 'CREATE TABEL lines (id int);' }),
  web([{ ...sh('wait', 'until pg_isready -h db -U postgres; do sleep 1; done'), image: 'postgres:16' }, migrate(password)], { volumes: [{ name: 'sql', configMap: { name: 'sql' } }] }),
];

/** Steps of this library, and migrations. */
export const OURS: readonly Fault[] = [
  { id: 'step-wrong-name', cause: 'service-missing', says: ['step "wait-for-db" (WaitForService of test/web)', 'db (postgres://databse:5432)', 'did you mean "database"', 'does not resolve'], target: 'deploy/test-web', objects: [...waiting('databse'), service('database', { app: 'x' })] },
  { id: 'step-refused', cause: 'service-target-port', says: ['db (postgres://db:5432)', '8081'], target: 'deploy/test-web', objects: [
    ...waiting('db'), workload('Deployment', 'db', podSpec([], { ...sh('server', 'exec httpd -f -p 8080'), ports: [{ containerPort: 8080 }] }), { replicas: 1 }),
    service('db', { app: 'db' }, { ports: [{ port: 5432, targetPort: 8081 }] }),
  ] },
  { id: 'step-deadline', cause: 'service-missing', says: ['step "wait-for-db"', 'gave up after', '"rabbit"'], target: 'deploy/test-web', objects: waiting('rabbit', 4) },
  { id: 'step-program-missing', cause: 'program-missing', says: ['ConfigMap', 'apply it'], target: 'deploy/test-web', objects: waiting('db').filter(({ kind }) => kind !== 'ConfigMap') },
  { id: 'step-script-fails', cause: 'step-failed', says: ['step "prepare" (RunScript of test/web)', 'exit code 7', 'licence has expired'], target: 'deploy/test-web', objects: built((chart) => {
    const pods = new Deployment(chart, 'web', { replicas: 1 });
    new RunScript(pods, 'prepare', { image: BUSYBOX, purpose: 'Checks the licence.', rerun: 'idempotent', script: 'echo "the licence has expired" >&2\nexit 7\n' });
    addIdleApp(pods);
  }) },
  { id: 'step-migration', cause: 'migration-dirty', says: ['step "migrate" (RunMigration of test/web)', 'version 1'], target: 'test-web', objects: [...database({ name: 'POSTGRES_HOST_AUTH_METHOD', value: 'trust' }), ...built((chart) => {
    const pods = new Pod(chart, 'web');
    const files = new ConfigMap(chart, 'files', { data: { '1_change.up.sql': 'CREATE TABEL orders (id int);' } });
    const wait = new WaitForService(pods, 'wait', { until: postgres({ host: 'db' }) });
    new RunMigration(pods, 'migrate', {
      database: wait.ready, image: MIGRATE, mounts: { '/migrations': configMapFiles(files) }, timeout: Duration.seconds(30),
      command: ['migrate', '-path', '/migrations', '-database', 'postgres://postgres@db/postgres?sslmode=disable', 'up'],
    });
    addIdleApp(pods);
  })] },
  { id: 'step-object-missing', cause: 'object-missing', says: ['step "wait" (WaitForResource of test/web)', 'deployments/api does not exist'], target: 'deploy/test-web', objects: waitingFor({ kind: 'Deployment', name: 'api' }) },
  { id: 'step-object-forbidden', cause: 'object-forbidden', says: ['may not get jobs/load', 'apply the Role'], target: 'deploy/test-web', objects: waitingFor({ kind: 'Job', name: 'load' }).filter(({ kind }) => kind !== 'Role') },
  { id: 'step-object-failed', cause: 'object-not-ready', says: ['job/load: has failed: BackoffLimitExceeded'], target: 'deploy/test-web', objects: [
    workload('Job', 'load', podSpec([], sh('load', 'exit 3'), { restartPolicy: 'Never' }), { backoffLimit: 0 }), ...waitingFor({ kind: 'Job', name: 'load' }),
  ] },
  { id: 'step-quota', cause: 'quota', says: ['exceeded quota: team'], target: 'deploy/test-web', objects: [
    { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { pods: '0' } } }, ...waiting('db'),
  ] },
  { id: 'migration-dirty', cause: 'migration-dirty', says: ['"migrate"', 'version 2'], target: 'deploy/web', objects: migrating('not-a-real-one') },
  { id: 'migration-password', cause: 'credentials', says: ['"migrate"', 'password authentication failed'], target: 'deploy/web', objects: migrating('another-one') },
  { id: 'step-tcp', cause: 'service-not-ready', says: ['step "wait"', '"cache"', 'registry.example.com/cache:9'], target: 'deploy/test-web', objects: [
    workload('Deployment', 'cache', podSpec([], { ...sh('cache', 'true'), image: 'registry.example.com/cache:9' }), { replicas: 1 }), service('cache', { app: 'cache' }, { ports: [{ port: 6379 }] }),
    ...built((chart) => {
      const pods = new Deployment(chart, 'web', { replicas: 1 });
      new WaitForService(pods, 'wait', { until: tcp({ host: 'cache', port: 6379 }) });
      addIdleApp(pods);
    }),
  ] },
];
