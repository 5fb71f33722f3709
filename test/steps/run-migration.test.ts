import { Duration } from 'cdk8s';
import {
  alembic, configMapFiles, databaseLock, defineStandard, Deployment, FetchConfig, flyway, golangMigrate,
  https, image, Job, knex, leaseLock, liquibase, mysql, otherTool,
  plainText, Pod, postgres, redis, RunMigration, secretFiles, secretKey,
  StatefulSet, tcp, ownLock, unsafe, WaitForService, type Workload,
} from '../../src';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

const tool = image('migrate/migrate:v4.18.1', { user: 1000 });

function ready(workload: Workload) {
  return new WaitForService(workload, 'wait', { until: { db: postgres({ host: 'db' }), cache: redis({ host: 'cache' }), port: tcp({ host: 'db', port: 1 }) } });
}

function migrate(props: object, workload: Workload = new Deployment(newChart(), 'web')) {
  const db = ready(workload);
  const step = new (RunMigration as any)(workload, 'migrate', {
    database: db.ready.db, image: tool, command: ['migrate', 'up'], oneAtATime: ownLock('the tool takes a lock'), ...props,
  });
  workload.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });
  return { workload, step, container: () => containerOf(workload, 'migrate') };
}

test('runs the tool in its own image, by the helper that the wait has left', () => {
  const { container, workload } = migrate({
    env: { PGPASSWORD: secretKey('db', 'password'), LEVEL: 'info' }, mounts: { '/migrations': configMapFiles('migrations'), '/tls': secretFiles('db.tls') },
    workingDir: '/migrations', timeout: Duration.minutes(3), gracePeriod: Duration.seconds(5),
  });
  expect(container()).toMatchObject({
    image: 'migrate/migrate:v4.18.1',
    command: ['/prelude-bin/busybox', 'sh', '/prelude/run.sh'],
    args: [
      '--timeout', '180', '--grace', '5', '--signal', 'INT', '--kill', 'never', '--repair', golangMigrate().facts.repair, '--', 'migrate', 'up',
    ],
    env: [
      { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }, { name: 'LEVEL', value: 'info' },
      { name: 'PRELUDE_BUSYBOX', value: '/prelude-bin/busybox' },
    ],
    workingDir: '/migrations',
    volumeMounts: [
      { mountPath: '/migrations', name: 'config-map-migrations', readOnly: true }, { mountPath: '/tls', name: expect.stringMatching(/^secret-db-tls-[0-9a-f]{8}$/), readOnly: true },
      { mountPath: '/prelude-bin', name: 'prelude-helper', readOnly: true },
    ],
    securityContext: { runAsUser: 1000, capabilities: { drop: ['ALL'] } },
    terminationMessagePolicy: 'File',
  });
  expect(podOf(workload).initContainers?.map(({ name }) => name)).toEqual(['wait', 'migrate']);
});

test('says in the YAML how it is kept to one at a time, an unsafe one with its reason', () => {
  const annotations = (props: object) => manifestOf(migrate(props).workload).spec.template.metadata.annotations['cdk8s-prelude/migrate'];
  expect(annotations({})).toBe('migrates db with migrate/migrate:v4.18.1 (one at a time by a lock of its own: the tool takes a lock), for at most 300 s');
  expect(annotations({ oneAtATime: unsafe('CREATE TABLE IF NOT EXISTS only') })).toContain('v4.18.1 (UNSAFE, two may run at a time: CREATE TABLE IF NOT EXISTS only), for');
});

test('names the image that its container runs, wherever a standard takes it from', () => {
  const chart = newChart();
  defineStandard({ name: 'Acme', registryMap: { 'docker.io': 'registry.acme.example/docker' } }).setOn(chart);
  const { container, workload } = migrate({}, new Deployment(chart, 'web'));
  expect(container().image).toBe('registry.acme.example/docker/migrate/migrate:v4.18.1');
  expect(workload.startUpPlan.steps[1]!.purpose).toContain('migrates db with registry.acme.example/docker/migrate/migrate:v4.18.1 (');
});

test('on a workload with one pod at a time nothing need be said', () => {
  const kinds = [new Pod(newChart(), 'web'), new StatefulSet(newChart(), 'web', { ports: [1] }), new Job(newChart(), 'web', { podReplacementPolicy: 'Failed' })];
  for (const workload of kinds) expect(migrate({ oneAtATime: undefined }, workload).container().args).toContain('migrate');
  expect(() => migrate({ oneAtATime: undefined })).toThrow(/"web" can have two pods at the same time: set oneAtATime/);
});

test('mounts files of earlier steps', () => {
  const web = new Deployment(newChart(), 'web');
  const files = new FetchConfig(web, 'fetch', { from: https('https://a/1.sql') });
  const { container } = migrate({ mounts: { '/migrations': files.files } }, web);
  expect(container().volumeMounts?.[0]).toEqual({ mountPath: '/migrations', name: 'fetch', readOnly: true });
});

test('a value that is no secret although its name says so carries its reason', () => {
  const { workload, container } = migrate({ env: { CSRF_TOKEN: plainText('X-CSRF', 'the name of a header') } });
  expect(container().env?.[0]).toEqual({ name: 'CSRF_TOKEN', value: 'X-CSRF' });
  expect(manifestOf(workload).spec.template.metadata.annotations['cdk8s-prelude/plain-text.migrate.CSRF_TOKEN']).toBe('the name of a header');
});

describe('knows its tool', () => {
  const args = (props: object) => {
    const words = migrate(props).container().args!;
    return words.slice(4, words.indexOf('--'));
  };
  const notes = (props: object) => migrate(props).workload.startUpPlan.notes.join('\n');
  const TERM = ['--signal', 'TERM'];
  const WAITS = ['--signal', 'NONE', '--kill', 'never'];

  test('from the command, or as it is given', () => {
    expect(args({ command: ['python', 'manage.py', 'migrate'] }).slice(0, 3)).toEqual([...TERM, '--repair']);
    expect(args({ command: ['liquibase', 'update'] }).slice(0, 4)).toEqual(WAITS);
    expect(args({ command: ['./up'], tool: knex() }).slice(0, 4)).toEqual(WAITS);
    expect(args({ command: ['./up'], tool: knex({ allTransactions: true }) }).slice(0, 3)).toEqual([...TERM, '--repair']);
    expect(args({ command: ['./up'], tool: otherTool({ name: 'ours', stopSignal: 'SIGINT', afterKill: 'dirty', repair: 'call us' }) }))
      .toEqual(['--signal', 'INT', '--kill', 'never', '--repair', 'call us']);
    expect(args({ command: ['./up'] })).toEqual(TERM);
  });

  test('waits for the end of every known one in MySQL, which takes back no change of a schema', () => {
    const web = () => {
      const workload = new Deployment(newChart(), 'web');
      return { workload, database: new WaitForService(workload, 'wait-mysql', { until: mysql({ host: 'db' }) }).ready };
    };
    const inMysql = (props: object) => {
      const { workload, database } = web();
      return { args: (migrate({ ...props, database }, workload).container().args ?? []).slice(4, 8), notes: workload.startUpPlan.notes.join('\n') };
    };
    for (const command of [['flyway', 'migrate'], ['alembic', 'upgrade', 'head'], ['python', 'manage.py', 'migrate'], ['goose', 'up'], ['bundle', 'exec', 'rails', 'db:migrate']]) {
      expect(inMysql({ command }).args).toEqual(WAITS);
    }
    expect(inMysql({ command: ['knex', 'migrate:latest'], tool: knex({ allTransactions: true }) }).args).toEqual(WAITS);
    expect(inMysql({ command: ['migrate', 'up'] }).args).toEqual(['--signal', 'INT', '--kill', 'never']);
    expect(inMysql({ command: ['./up'], tool: otherTool({ name: 'ours', afterKill: 'clean', repair: 'again' }) }).args.slice(0, 2)).toEqual(TERM);
    expect(inMysql({ command: ['flyway', 'migrate'] }).notes).toContain(
      'after 300 s flyway is too late, and goes on to its end, for MySQL and MariaDB take back no change of a schema. The step does not kill it, because that leaves half of a migration',
    );
  });

  test('frees the lock that a killed run has left, where nobody else runs the tool', () => {
    const lock = databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('db', 'password') });
    const free = (props: object) => {
      const words = args({ oneAtATime: lock, ...props });
      return words[words.indexOf('--free') + 1];
    };
    expect(free({ command: ['liquibase', 'update'], tool: liquibase({ onlyBySteps: true }) }))
      .toBe('UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE, LOCKGRANTED = NULL, LOCKEDBY = NULL WHERE LOCKED');
    expect(free({ command: ['knex', 'migrate:latest'], tool: knex({ onlyBySteps: true }) })).toBe('UPDATE knex_migrations_lock SET is_locked = 0 WHERE is_locked = 1');
    expect(args({ command: ['liquibase', 'update'], oneAtATime: lock })).not.toContain('--free');
    for (const asked of [liquibase({ onlyBySteps: true }), knex({ onlyBySteps: true })]) {
      expect(() => migrate({ command: ['./up'], tool: asked })).toThrow(/onlyBySteps: true \}\) lets the step free the lock of a killed run.*give oneAtATime databaseLock/);
    }
    expect(() => liquibase({ onlyBySteps: 'yes' as never })).toThrow(/onlyBySteps/);
  });

  test('gives one that is not to be killed all the time that the pod has', () => {
    const grace = (props: object, seconds: number) => migrate(props, new Deployment(newChart(), 'web', { terminationGracePeriod: Duration.seconds(seconds) })).container().args![3];
    expect([grace({}, 30), grace({}, 300), grace({ command: ['alembic', 'upgrade', 'head'] }, 300)]).toEqual(['28', '298', '20']);
  });

  test('says in the plan what its deadline means, and what a rollback meets', () => {
    expect(notes({})).toContain('step "migrate": after 300 s golang-migrate gets SIGINT: it finishes the migration at hand and begins no other. The step does not kill it, because that leaves its version marked dirty');
    expect(notes({})).toContain('golang-migrate fails if the database is newer than its files');
    expect(notes({ command: ['flyway', 'migrate'] })).toContain('It is killed 20 s later and started again: raise timeout if a migration takes longer.');
    expect(notes({ command: ['flyway', 'migrate'] })).not.toContain('newer than its files');
    expect(notes({ command: ['knex', 'migrate:latest'] })).toContain('after 300 s knex is too late, and goes on to its end');
  });

  test.each([
    ['another tool than the command calls', { tool: flyway() }, /the command "migrate up" is golang-migrate, but tool is flyway/],
    ['no tool', { tool: 'flyway' }, /tool must be a migration tool, such as golangMigrate\(\), flyway\(\) or otherTool/],
    ['a declarative tool', { command: ['npx', 'prisma', 'db', 'push'] }, /"prisma db push" makes the schema match the files: after a rollback it drops the columns/],
    ['a reason for nothing', { mayDropColumns: 'no data yet' }, /mayDropColumns applies only to declarative tools/],
    ['an empty reason', { command: ['psqldef', 'shop'], mayDropColumns: ' ' }, /mayDropColumns/],
  ])('refuses %s', (_, props, message) => expect(() => migrate(props)).toThrow(message));

  test('takes a declarative one with a reason, and refuses facts of a tool that are none', () => {
    expect(args({ command: ['npx', 'prisma', 'db', 'push'], mayDropColumns: 'a preview, without data' }).slice(0, 4)).toEqual(WAITS);
    expect(() => otherTool({ name: 'ours', afterKill: 'gone' as never, repair: 'call us' })).toThrow(/afterKill/);
    expect(() => otherTool({ name: 'ours', afterKill: 'clean', repair: 'call us', versions: { rows: 'all', table: '', version: 'v' } })).toThrow(/versions must be SQL/);
    expect(alembic().facts.lock.kind).toBeUndefined();
  });
});

describe('a lock of a session', () => {
  const at = (host: string, port: number, more: object = {}, how = databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('db', 'password'), ...more })) => {
    const workload = new Deployment(newChart(), 'web');
    return () => migrate({ database: new WaitForService(workload, 'wait-other', { until: postgres({ host, port }) }).ready, oneAtATime: how }, workload);
  };

  test.each([
    ['pgbouncer', 5432], ['shop-db-pooler.data.svc', 5432], ['ep-cool-1-pooler.eu.example.com', 5432], ['pgcat.data', 5432], ['odyssey', 5432], ['db', 6432], ['db.example.com', 6543],
  ])('is refused through %s:%d, with the lease offered', (host, port) => {
    expect(at(host, port)).toThrow(/looks like a connection pooler, .* wait for the database itself, use leaseLock\(\), or set pooler: 'session'/);
    expect(at(host, port, { pooler: 'session' })).not.toThrow();
    expect(at(host, port, {}, leaseLock())).not.toThrow();
  });

  test.each([['db', 5432], ['spooler', 5432], ['carpooler-db', 5432]])('is taken at %s:%d', (host, port) => expect(at(host, port)).not.toThrow());
});

describe('refuses, with the sentence of the compiler', () => {
  const web = () => new Deployment(newChart(), 'web');
  test.each([
    ['no database', { database: undefined }, /RunMigration needs a database that is ready/],
    ['a word', { database: 'db' }, /RunMigration needs a database that is ready.*Given: "db"/],
    ['a literal secret', { env: { DB_PASSWORD: 'hunter2' } }, /env DB_PASSWORD names a secret: give secretKey/],
    ['a password in a URL', { env: { DATABASE_URL: 'postgres://me:hunter2@db/shop' } }, /env DATABASE_URL contains a URL with a password/],
    ['a name of our own', { env: { PRELUDE_X: 'x' } }, /are reserved for the library/],
    ['a tool that the image lacks', { image: image('a:1', { user: 1, tools: ['sh'] }), command: ['curl', 'x'] }, /image "a:1" has no "curl"/],
    ['no command', { command: [] }, /a list of strings whose first item is a program/],
    ['a line in one word', { command: ['liquibase update'] }, /Kubernetes starts a program that is called "liquibase update", with its spaces, and finds none/],
    ['a line in one word, by its path', { command: ['/usr/bin/liquibase update'] }, /is called "\/usr\/bin\/liquibase update"/],
    ['an option for the ENTRYPOINT', { command: ['-path', '/migrations', 'up'] }, /"-path" is an option: the ENTRYPOINT of the image is not run/],
    ['an argument over 128 KiB', { command: ['x', 'y'.repeat(131072)] }, /command\[1\] has 131072 bytes, but Linux/],
    ['root', { image: image('a:1', { user: 0 }) }, /'restricted' does not allow root, but image "a:1" runs as root/],
    ['a relative path', { mounts: { data: configMapFiles('a') } }, /mount path "data" is relative: begin it with "\/"/],
    ['a slash at the end', { mounts: { '/data/': configMapFiles('a') } }, /mount path "\/data\/" ends with "\/"/],
    ['a deadline of zero', { timeout: Duration.seconds(0) }, /at least 1/],
  ])('%s', (_, props, message) => {
    expect(() => migrate(props, web())).toThrow(message);
  });

  test('no program whose directory has a blank', () => expect(() => migrate({ command: ['/opt/My Tools/liquibase', 'update'] }, web())).not.toThrow());

  test('a database that only accepts, and a cache that is ready', () => {
    const workload = web();
    const db = ready(workload);
    const run = (id: string, database: unknown) => () => new (RunMigration as any)(workload, id, { database, image: tool, command: ['x'], oneAtATime: unsafe('a test') });
    expect(run('a', db.accepting.port)).toThrow(/RunMigration needs a database that is ready/);
    expect(run('b', db.ready.cache)).toThrow(/RunMigration needs a database, but redis is not a database/);
  });

  test('a database of another pod', () => {
    const other = new Deployment(newChart(), 'api');
    expect(() => migrate({ database: ready(other).ready.db })).toThrow('a handle of pod "api" is not assignable to pod "web": build the step on "web" as well');
  });

  test('never repeats a secret in its message', () => {
    for (const env of [{ DB_PASSWORD: 'hunter2' }, { DATABASE_URL: 'postgres://me:hunter2@db/shop' }]) {
      try {
        migrate({ env });
      } catch (error) {
        expect((error as Error).message).not.toContain('hunter2');
      }
    }
    expect.assertions(2);
  });
});
