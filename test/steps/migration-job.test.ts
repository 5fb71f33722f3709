import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  command, configMapFiles, databaseLock, defineStandard, Deployment, expand, golangMigrate, http, image, leaseLock, liquibase, migrated,
  migratedWhen, MigrationJob, mysql, otherTool, ownLock, plainText, Pod, postgres, RunMigration, scratch, secretKey, tcp, WaitForService,
} from '../../src';
import { containerOf, manifestOf, manifestsOf, newChart, podOf } from '../support/kubernetes';

const TOOL = image('migrate/migrate:v4.18.1', { user: 1000, group: 1000 });
const LOCK = databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('db', 'password') });
const READER = { databaseName: 'shop', login: 'reader', password: secretKey('db', 'reader') };
const GOOD = {
  database: postgres({ host: 'db' }), image: TOOL, command: ['migrate', '-path', '/migrations', '-database', 'postgres://shop@db/shop', 'up'],
  env: { PGPASSWORD: secretKey('db', 'password') }, version: { version: 12 }, oneAtATime: LOCK,
};

const build = (props: object = {}, chart = newChart(), id = 'migrate'): MigrationJob => new MigrationJob(chart, id, { ...GOOD, ...props } as never);
const nameOf = (props: object = {}): string => build(props).jobName;
const app = { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) };

describe('a Job that migrates', () => {
  test('has the migration as its only container, and replaces a pod only when that has failed', () => {
    const job = build({ mounts: { '/migrations': configMapFiles('migrations') } });
    const { spec, metadata } = manifestOf(job);
    expect(metadata.name).toMatch(/^test-migrate-[0-9a-f]{8}$/);
    expect(metadata.name).toBe(job.jobName);
    expect(spec).toMatchObject({ podReplacementPolicy: 'Failed', backoffLimit: 3, ttlSecondsAfterFinished: 3600 });
    expect(spec.template.spec).toMatchObject({ restartPolicy: 'Never', terminationGracePeriodSeconds: 330 });
    const { containers, initContainers = [] } = podOf(job);
    expect(initContainers.map(({ name }) => name)).toEqual(['database', 'prelude-psql']);
    expect(containers.map(({ name }) => name)).toEqual(['migrate']);
    expect(containers[0]).toMatchObject({
      image: 'migrate/migrate:v4.18.1',
      command: ['/prelude-bin/busybox', 'sh', '/prelude/migrate.sh'],
      args: expect.arrayContaining(['--alone', 'postgres', '--unless', '--', 'migrate', 'up']),
      securityContext: { runAsUser: 1000, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      terminationMessagePolicy: 'File',
    });
    expect(containers[0]!.volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(['/migrations', '/prelude-client', '/prelude-bin']);
    expect(spec.template.metadata.annotations['cdk8s-prelude/migrate']).toBe(
      'migrates postgres with migrate/migrate:v4.18.1 (one at a time by a lock in the database), for at most 300 s');
  });

  test('is written the same by cdk8s itself, as where a patch is made', () => {
    const plain = manifestOf(build());
    const patched = build();
    ApiObject.of(patched.resource).addJsonPatch(JsonPatch.add('/spec/suspend', true), JsonPatch.remove('/spec/suspend'));
    expect(manifestOf(patched)).toEqual(plain);
    expect(podOf(build({ programs: 'inline' })).containers[0]!.command).toEqual(['/prelude-bin/busybox', 'sh', '-c', expect.stringContaining('take_lock'), 'migrate']);
  });

  test('says in its plan what a deadline means, and what a lock of the cluster opens', () => {
    expect(build().startUpPlan.notes.join('\n')).toContain('step "migrate": after 300 s golang-migrate gets SIGINT');
    const lease = build({ oneAtATime: leaseLock() });
    expect(lease.startUpPlan.notes).toContainEqual(
      'step "migrate" may get and patch leases/migrate-migrate, and so may every pod of the namespace that uses the default ServiceAccount: give the workload a serviceAccount of its own');
    const chart = newChart();
    const own = build({ oneAtATime: leaseLock(), serviceAccount: new kplus.ServiceAccount(chart, 'account') }, chart);
    expect(own.startUpPlan.notes.join()).not.toContain('ServiceAccount');
    expect(containerOf(own, 'migrate').args).not.toContain('--unless');
  });

  test('takes the grace of its tool, or the one that is given', () => {
    const grace = (props: object) => manifestOf(build(props)).spec.template.spec.terminationGracePeriodSeconds;
    expect(grace({ timeout: Duration.minutes(20) })).toBe(1230);
    expect(grace({ command: ['alembic', 'upgrade', 'head'], version: undefined })).toBe(30);
    expect(grace({ command: ['./up'], tool: liquibase(), version: undefined })).toBe(330);
    expect(grace({ terminationGracePeriod: Duration.minutes(1) })).toBe(60);
  });

  test('stays as long as it is asked to', () => {
    expect(manifestOf(build({ ttlAfterFinished: Duration.days(1) })).spec.ttlSecondsAfterFinished).toBe(86_400);
    expect(manifestOf(build({ ttlAfterFinished: 'never' })).spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  test('is made anew by Argo CD and left as it is by Flux, unless it is said otherwise', () => {
    expect(manifestOf(build()).metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Force=true,Replace=true', 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent',
    });
    expect(manifestOf(build({ metadata: { annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'Merge', 'a': 'b' } } })).metadata.annotations).toMatchObject({
      'kustomize.toolkit.fluxcd.io/ssa': 'Merge', 'a': 'b', 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true',
    });
  });

  test('takes a database of any kind that a command proves, by a lease', () => {
    const mongosh = image('registry.example.com/mongosh:2.3.8', { user: 999 });
    const job = build({
      database: command({ image: mongosh, command: ['mongosh', '--eval', 'quit(0)'], proves: 'the primary takes writes' }), command: ['migrate-mongo', 'up'], version: undefined,
      oneAtATime: leaseLock(), env: {},
    });
    expect(containerOf(job, 'migrate').args).toContain('--lease');
    expect(manifestsOf(job).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Job', 'Lease', 'Role', 'RoleBinding']));
  });
});

describe('its name', () => {
  test('is that of its inputs: the same hash in every version of the library', () => {
    // A change here runs the migration of every user once more: the changelog has to tell it.
    expect(nameOf()).toBe('test-migrate-83639081');
  });

  test('does not change with what the user does not migrate by', () => {
    const name = nameOf();
    const moved = newChart();
    defineStandard({ name: 'Acme', registryMap: { 'docker.io': 'mirror.acme.example/docker' }, labels: { team: 'shop' }, programs: 'inline' }).setOn(moved);
    const elsewhere = build({}, moved);
    expect(podOf(elsewhere).containers[0]!.image).toBe('mirror.acme.example/docker/migrate/migrate:v4.18.1');
    expect([
      elsewhere.jobName, nameOf({ resources: { memory: { limit: Size.gibibytes(1) } } }),
      nameOf({ timeout: Duration.hours(1) }), nameOf({ backoffLimit: 0 }),
      nameOf({ ttlAfterFinished: 'never' }), nameOf({ tool: golangMigrate() }), nameOf({ oneAtATime: ownLock('of its own') }), nameOf({ terminationGracePeriod: Duration.minutes(9) }),
      nameOf({ metadata: { labels: { a: 'b' } } }),
    ]).toEqual(Array(9).fill(name));
  });

  test('changes with each input', () => {
    const files = (configMap: string) => ({ mounts: { '/migrations': configMapFiles(configMap) } });
    const names = [
      {}, { version: { version: 13 } }, { image: image('migrate/migrate:v4.18.2', { user: 1000 }) }, { command: ['migrate', 'up'] }, { database: postgres({ host: 'db-2' }) },
      { database: postgres({ host: 'db', port: 5433 }) }, { env: { PGPASSWORD: secretKey('db', 'other') } }, { env: { PGPASSWORD: secretKey('db', 'password'), LEVEL: 'info' } },
      { revision: '2' }, { revision: '3' }, { workingDir: '/app' }, files('migrations'), files('migrations-2'), { mounts: { '/tmp': scratch(Size.mebibytes(1)) } },
      { env: { DB_PASSWORD: secretKey('db', 'password'), URL: expand('postgres://shop:$(DB_PASSWORD)@db/shop') } },
    ].map((props) => nameOf(props));
    expect(new Set(names).size).toBe(names.length);
  });

  test('is a label, however long the path', () => {
    const job = build({}, newChart(), 'a'.repeat(60));
    expect(job.jobName).toMatch(/^[a-z0-9-]{1,63}$/);
    expect(job.jobName.length).toBeLessThanOrEqual(63);
  });
});

describe('pods wait for it', () => {
  const gate = (job: MigrationJob, until = job.done(READER), props: object = {}) => {
    const web = new Deployment(job.node.scope!, 'web', props);
    const step = new WaitForService(web, 'schema', { until });
    web.addContainer('app', app);
    return { web, step };
  };

  test('by asking the database, and the Job where that is not ready', () => {
    const job = build();
    const { web, step } = gate(job);
    expect(step.migrated.database).toBe('schema');
    expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['prelude-curl', 'schema']);
    const { args, volumeMounts } = containerOf(web, 'schema');
    expect(args).toEqual(expect.arrayContaining(['schema=migrated://db:5432', '--question', '--job', job.jobName]));
    expect(volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(['/prelude-token', '/prelude-client']);
  });

  test('with a Role that may get this one Job, and a token that no other container has', () => {
    const job = build();
    const { web } = gate(job);
    const [role, binding] = ['Role', 'RoleBinding'].map((kind) => manifestsOf(web).find((one) => one.kind === kind)!);
    expect(role!.rules).toEqual([{ apiGroups: ['batch'], resources: ['jobs'], resourceNames: [job.jobName], verbs: ['get'] }]);
    expect(binding).toMatchObject({ roleRef: { kind: 'Role', name: role!.metadata.name }, subjects: [{ kind: 'ServiceAccount', name: 'default' }] });
    const { containers, initContainers = [] } = podOf(web);
    expect(manifestOf(web).spec.template.spec.automountServiceAccountToken).toBe(false);
    expect([...containers, ...initContainers].filter(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => name === 'prelude-token')).map(({ name }) => name)).toEqual(['schema']);
    expect(web.startUpPlan.notes).toContainEqual(expect.stringContaining(`step "schema" may get jobs/${job.jobName}, and so may every pod of the namespace`));
  });

  test('as an account of their own, where they have one', () => {
    const job = build();
    const account = new kplus.ServiceAccount(job.node.scope!, 'account', { metadata: { name: 'web' } });
    const { web } = gate(job, job.done(READER), { serviceAccount: account });
    expect(manifestsOf(web).find(({ kind }) => kind === 'RoleBinding')!.subjects).toEqual([{ kind: 'ServiceAccount', name: 'web' }]);
    expect(web.startUpPlan.notes.join()).not.toContain('ServiceAccount');
  });

  test('of another namespace, without its Job, and the plan says so', () => {
    const job = build({ metadata: { namespace: 'data' } });
    const { web } = gate(job);
    expect(containerOf(web, 'schema').args).not.toContain('--job');
    expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['schema']);
    expect(web.startUpPlan.notes).toContain(`step "schema" does not see whether Job ${job.jobName} fails, because it is in namespace data: it waits until its own deadline`);
  });

  test('by a command of their own, and two Jobs in one wait', () => {
    const chart = newChart();
    const [one, two] = ['one', 'two'].map((id) => build({}, chart, id));
    const web = new Deployment(chart, 'web');
    new WaitForService(web, 'schemas', { until: { one: one!.done(READER), two: two!.done(READER) } });
    const check = migratedWhen({ image: image('registry.example.com/shop:1', { user: 1 }), command: ['/app/check'], proves: 'index v3 is there' });
    new WaitForService(web, 'index', { until: one!.done(check) });
    web.addContainer('app', app);
    expect(containerOf(web, 'schemas').args?.filter((word) => word.startsWith('test-'))).toEqual([one!.jobName, two!.jobName]);
    expect(containerOf(web, 'index').args).toEqual(expect.arrayContaining(['--job', one!.jobName]));
    expect(podOf(web).initContainers?.map(({ name }) => name)).toEqual(['prelude-curl', 'schemas', 'prelude-helper', 'index']);
    expect(manifestsOf(web).filter(({ kind }) => kind === 'Role')).toHaveLength(3);
  });

  test('in the image of their own database, the other way round: MySQL, and a migrated() of their own', () => {
    const chart = newChart();
    const job = build({ database: mysql({ host: 'db' }) }, chart);
    const web = new Deployment(chart, 'web');
    new WaitForService(web, 'schema', { until: job.done(migrated({ server: mysql({ host: 'replica' }), tool: golangMigrate(), version: 12, ...READER })) });
    web.addContainer('app', app);
    expect(containerOf(web, 'schema')).toMatchObject({ image: expect.stringContaining('mariadb'), args: expect.arrayContaining(['schema=migrated://replica:3306', '--job']) });
  });
});

describe('refuses', () => {
  test.each([
    ['a port', { database: tcp({ host: 'db', port: 1 }) }, /MigrationJob needs a target that proves a database.*Given: "tcp"/],
    ['a web server', { database: http('http://db:1') }, /MigrationJob needs a target that proves a database/],
    ['no database', { database: undefined }, /MigrationJob needs a target that proves a database/],
    ['no lock', { oneAtATime: undefined }, /oneAtATime must be databaseLock/],
    ['a name', { metadata: { name: 'migrate' } }, /the name of a MigrationJob consists of its id and a hash of its inputs/],
    ['files that change under their name', { version: undefined, mounts: { '/m': configMapFiles('m') } }, /the files of ConfigMap "m" can change while its name stays/],
    ['an empty revision', { revision: ' ' }, /revision/],
    ['a TTL that is a number', { ttlAfterFinished: 60 }, /ttlAfterFinished must be a Duration, or 'never'/],
    ['another tool', { tool: liquibase() }, /is golang-migrate, but tool is liquibase/],
    ['a version that is none', { version: { version: 'twelve' } }, /golang-migrate records one number/],
    ['a property of Jobs that it has itself', { podReplacementPolicy: 'Failed' }, /podReplacementPolicy/],
    ['a literal secret', { env: { DB_PASSWORD: 'hunter2' } }, /env DB_PASSWORD names a secret/],
  ])('%s', (_, props, message) => expect(() => build(props)).toThrow(message));

  test('a gate where nothing says what to ask', () => {
    expect(() => build({ version: undefined }).done(READER)).toThrow(/done\(…\) asks the database for the version/);
    expect(() => build({ command: ['./up'], version: undefined }).done(READER)).toThrow(/done\(…\) asks the database for the version/);
    expect(() => build({ command: ['./up'] })).toThrow(/the library does not know the tool of this command: set tool/);
    const own = otherTool({ name: 'dbmate', afterKill: 'clean', repair: 'run it again', versions: { rows: 'all', table: 'schema_migrations', version: 'version' } });
    expect(() => build({ command: ['./up'], tool: own, version: { version: '20261101' } }).done(READER)).not.toThrow();
  });
});

test('a version is asked under a lock of the database only: a Lease cannot ask', () => {
  const pod = new Pod(newChart(), 'web');
  const db = new WaitForService(pod, 'wait', { until: postgres({ host: 'db' }) });
  const migrate = () => new RunMigration(pod, 'migrate', { database: db.ready, image: TOOL, command: ['migrate', 'up'], version: { version: 1 }, oneAtATime: leaseLock() });
  expect(migrate).toThrow(/the step asks for version while it holds the lock of the database/);
});

test('two workloads share one Lease, each by a binding of its own', () => {
  const chart = newChart();
  const oneAtATime = leaseLock({ name: 'shop-schema' });
  const [first, second] = ['one', 'two'].map((id) => build({ oneAtATime, serviceAccount: new kplus.ServiceAccount(chart, `${id}-account`) }, chart, id));
  const objects = manifestsOf(first!);
  const named = (kind: string) => objects.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name as string);
  expect(named('Lease')).toEqual(['shop-schema']);
  expect(new Set(named('Role')).size).toBe(2);
  expect(objects.filter(({ kind }) => kind === 'RoleBinding').map(({ subjects }) => subjects[0].name)).toEqual(named('ServiceAccount'));
  for (const job of [first!, second!]) expect(containerOf(job, 'migrate').args).toEqual(expect.arrayContaining(['--lease', 'shop-schema']));
});

test('a value that is no secret although its name says so is no reason for another name of the Job', () => {
  const env = (because: string) => ({ env: { CSRF_TOKEN: plainText('X-CSRF', because) } });
  expect(nameOf(env('the name of a header'))).toBe(nameOf(env('a name')));
});
