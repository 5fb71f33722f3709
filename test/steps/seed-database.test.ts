import { App, Chart, Duration } from 'cdk8s';
import {
  configMapFiles, configMapKey, CopyFiles, Deployment, FetchConfig, git, https, image, mysql, plainText, postgres, redis, RenderConfig,
  secretFiles, secretKey, SeedDatabase, Seeded, WaitForService,
} from '../../src';
import { expand } from '../support/expansion';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

const password = secretKey('shop-database', 'password');

function seed(props: (web: Deployment) => object = () => ({}), target: object = postgres({ host: 'db' })) {
  const web = new Deployment(newChart(), 'web', { replicas: 3 });
  const wait = new WaitForService(web, 'wait', { until: { db: target, cache: redis({ host: 'cache' }) } as never });
  const given = props(web);
  const step = new (SeedDatabase as any)(web, 'seed', {
    database: (wait.ready as any).db, databaseName: 'shop', login: 'shop', password, sql: 'SELECT 1', marker: 'products', ...given,
  });
  web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });
  return { web, wait, step, container: () => containerOf(web, 'seed') };
}

test('says where the database is by the handle, and gives the login by the environment', () => {
  const { container, step, web } = seed();
  expect(container()).toMatchObject({
    image: 'docker.io/library/postgres:17.2-alpine3.21',
    command: ['/bin/sh', '/prelude/seed-postgres.sh'],
    args: [
      '--timeout', '300', '--host', 'db', '--port', '5432', '--marker', 'products', '--version', '1', '--when-changed', 'fail', '--', '--text', 'sql[0]', 'SELECT 1',
    ],
    env: [
      { name: 'PRELUDE_SEED_USER', value: 'shop' }, { name: 'PRELUDE_SEED_DATABASE', value: 'shop' },
      { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'shop-database', key: 'password' } } },
    ],
    securityContext: { runAsUser: 65534, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  });
  expect(container().volumeMounts).toBeUndefined();
  expect(step.seeded).toBeInstanceOf(Seeded);
  expect([step.seeded.database, step.seeded.marker]).toEqual(['db', 'products']);
  expect(manifestOf(web).spec.template.metadata.annotations['cdk8s-prelude/seed']).toContain('seeds db with "products", version 1, once, for at most 300 s');
});

test('MySQL has its client and its variable; an IPv6 address loses its brackets', () => {
  const { container } = seed(() => ({ whenInterrupted: 'run', whenChanged: 'keep', version: 3, timeout: Duration.minutes(1) }), mysql({ host: 'fd00::1' }));
  expect(container().image).toBe('docker.io/library/mariadb:11.4.4');
  expect(container().args).toEqual([
    '--timeout', '60', '--host', 'fd00::1', '--port', '3306', '--marker', 'products', '--version', '3', '--when-changed', 'keep',
    '--when-interrupted', 'run', '--', '--text', 'sql[0]', 'SELECT 1',
  ]);
  expect(container().env?.at(-1)?.name).toBe('MYSQL_PWD');
});

test('SQL comes in its order: text, files of earlier steps, keys of ConfigMaps and Secrets', () => {
  const { container, web } = seed((workload) => {
    const fetched = new FetchConfig(workload, 'fetch', { from: https('https://example.com/products.sql') });
    const cloned = new FetchConfig(workload, 'clone', { from: git('https://example.com/seed.git', { ref: 'main', files: ['a/users.sql'] }) });
    return { sql: [fetched.file('products.sql'), 'SELECT 2', cloned.file('a/users.sql'), configMapKey('seed', 'more.sql'), secretKey('seed', 'hashes.sql')] };
  });
  const { args, volumeMounts } = container();
  expect(args?.slice(args.indexOf('--') + 1)).toEqual([
    '--file', 'products.sql', '/sql/1/products.sql', '--text', 'sql[1]', 'SELECT 2', '--file', 'users.sql', '/sql/3/users.sql',
    '--file', 'more.sql', '/sql/4/more.sql', '--file', 'hashes.sql', '/sql/5/hashes.sql',
  ]);
  expect(volumeMounts).toEqual([
    { name: 'fetch', mountPath: '/sql/1/products.sql', subPath: 'products.sql', readOnly: true },
    { name: 'clone', mountPath: '/sql/3/users.sql', subPath: 'tree/a/users.sql', readOnly: true },
    { name: 'seed-sql-4', mountPath: '/sql/4', readOnly: true },
    { name: 'seed-sql-5', mountPath: '/sql/5', readOnly: true },
  ]);
  expect(podOf(web).volumes).toContainEqual({ name: 'seed-sql-5', secret: { secretName: 'seed', items: [{ key: 'hashes.sql', path: 'hashes.sql' }], defaultMode: 0o444 } });
});

test('TLS by the authority that is given; user and database from a Secret', () => {
  const { container } = seed(() => ({ ca: configMapKey('authority', 'ca.crt'), login: secretKey('db', 'user'), databaseName: secretKey('db', 'name') }));
  expect(container().args).toEqual(expect.arrayContaining(['--ca', '/ca/ca.crt']));
  expect(container().env?.slice(0, 2)).toEqual([
    { name: 'PRELUDE_SEED_USER', valueFrom: { secretKeyRef: { name: 'db', key: 'user' } } },
    { name: 'PRELUDE_SEED_DATABASE', valueFrom: { secretKeyRef: { name: 'db', key: 'name' } } },
  ]);
});

test('an image of the user\'s runs by the helper, and must have the client if it lists its tools', () => {
  const { container } = seed(() => ({ image: image('registry.example.com/tools:1', { user: 1000 }) }));
  expect(container().command?.slice(0, 2)).toEqual(['/prelude-bin/busybox', 'sh']);
  expect(() => seed(() => ({ image: image('registry.example.com/tools:1', { user: 1000, tools: ['mariadb'] }) }))).toThrow(/has no "psql"/);
});

test('text with $ and secrets: kept from expansion, refused unless there is a reason', () => {
  const { container } = seed(() => ({ sql: 'SELECT $$a$$, $(HOME)', login: '$(USER)' }));
  expect(expand(String(container().args?.at(-1)), { HOME: '/root' })).toBe('SELECT $$a$$, $(HOME)');
  expect(expand(String(container().env?.[0]?.value), { USER: 'root' })).toBe('$(USER)');
  const keyed = 'INSERT INTO settings VALUES (\'{ "api_key": "abcdef123456" }\')';
  expect(() => seed(() => ({ sql: keyed }))).toThrow(/contains a value of "api_key"/);
  const { web } = seed(() => ({ sql: plainText(keyed, 'a key for demonstrations') }));
  expect(JSON.stringify(manifestOf(web).spec.template.metadata.annotations)).toContain('a key for demonstrations');
});

test.each<[string, object, RegExp]>([
  ['no SQL', { sql: [] }, /sql must list at least one piece/],
  ['empty SQL', { sql: ' ' }, /sql must be SQL as text/],
  ['a password in the code', { password: 'hunter2' }, /password must be secretKey\(…\)/],
  ['a marker with spaces', { marker: 'my data' }, /marker must be the name of the data/],
  ['a version of nought', { version: 0 }, /version must be a whole number, at least 1/],
  ['a login with a line break', { login: 'a\nb' }, /login must be a string without control characters/],
  ['an unknown whenChanged', { whenChanged: 'rerun' }, /whenChanged must be/],
  ['whenInterrupted in PostgreSQL', { whenInterrupted: 'run' }, /whenInterrupted applies only to MySQL/],
])('%s is refused', (_, props, sentence) => {
  expect(() => seed(() => props)).toThrow(sentence);
  try { seed(() => props); } catch (error) { expect(String(error)).not.toContain('hunter2'); }
});

describe('two steps that seed one place', () => {
  const until = postgres({ host: 'db' });
  const seedIn = (workload: Deployment, id: string, props: object) => {
    const wait = new WaitForService(workload, `wait-${id}`, { until });
    return new SeedDatabase(workload, id, { database: wait.ready, databaseName: 'shop', login: 'shop', sql: 'SELECT 1', marker: 'products', ...props });
  };
  const two = (first: object, second: object, { chart, otherChart, workload = 'web' }: { chart?: Chart; otherChart?: Chart; workload?: string } = {}) => () => {
    const one = chart ?? newChart();
    const web = new Deployment(one, 'web');
    seedIn(web, 'one', first);
    return seedIn(workload === 'web' ? web : new Deployment(otherChart ?? one, workload), 'two', second);
  };
  const other = { sql: 'SELECT 2' };

  test('with different SQL are refused, for the second would fail at every start', () => {
    expect(two({}, other)).toThrow('test/web/two: step test/web/one seeds the same database under the same marker ("products", version 1) with different SQL: the step that runs second');
    expect(two({ sql: configMapKey('seed', 'a.sql') }, { sql: configMapKey('seed', 'b.sql') })).toThrow(/different SQL/);
    expect(two({ whenChanged: 'run' }, other)).toThrow(/different SQL/);
  });
  test.each<[string, object, object]>([
    ['the same SQL', {}, {}], ['the same key', { sql: configMapKey('seed', 'a.sql') }, { sql: configMapKey('seed', 'a.sql') }],
    ['another marker', {}, { ...other, marker: 'users' }], ['a later version', {}, { ...other, version: 2 }], ['another database', {}, { ...other, databaseName: 'b' }],
    ['another login, whose schema may be another', {}, { ...other, login: 'b' }],
    ['a second that runs too', {}, { ...other, whenChanged: 'run' }], ['a second that keeps', {}, { ...other, whenChanged: 'keep' }],
  ])('are fine with %s', (_, first, second) => {
    expect(two(first, second)).not.toThrow();
  });
  test('in two workloads of a chart either may come second, and what files hold is not known', () => {
    expect(two({}, other, { workload: 'worker' })).toThrow(/test\/worker\/two: step test\/web\/one/);
    expect(two({}, { ...other, whenChanged: 'run' }, { workload: 'worker' })).toThrow(/different SQL/);
    expect(two({ whenChanged: 'run' }, { ...other, whenChanged: 'run' }, { workload: 'worker' })).not.toThrow();
    expect(two({ sql: configMapKey('a', 'a.sql') }, { sql: configMapKey('b', 'b.sql') }, { workload: 'worker' })).not.toThrow();
    expect(two({}, { sql: ['SELECT 1', 'SELECT 2'] }, { workload: 'worker' })).toThrow(/different SQL/);
  });
  test('in two charts they may be meant for two clusters, and a workload that was taken out seeds nothing', () => {
    const app = new App();
    expect(two({}, other, { chart: new Chart(app, 'a'), otherChart: new Chart(app, 'b'), workload: 'worker' })).not.toThrow();
    const chart = newChart();
    two({}, {}, { chart })();
    chart.node.tryRemoveChild('web');
    expect(two(other, other, { chart })).not.toThrow();
  });
});

test.each<[string, (web: Deployment) => unknown, boolean]>([
  ['a key of a Secret', () => secretKey('seed', 'roles.sql'), true],
  ['a key of a ConfigMap', () => configMapKey('seed', 'a.sql'), false],
  ['text, also where it looks like a secret', () => plainText("ALTER ROLE a PASSWORD 'b'", 'a test'), false],
  ['a file that was rendered from a Secret', (web) => new RenderConfig(web, 'render', {
    files: { 'roles.sql': { format: 'text', template: "ALTER ROLE a PASSWORD '@{P}'", values: { P: secretKey('a', 'b') } } },
  } as never).file('roles.sql' as never), true],
  ['a file that was copied from a Secret', (web) => new CopyFiles(web, 'copy', { from: secretFiles('a'), files: ['a.sql'], user: 65534 }).file('a.sql'), true],
  ['a file that was copied from a ConfigMap', (web) => new CopyFiles(web, 'copy', { from: configMapFiles('a'), files: ['a.sql'], user: 65534 }).file('a.sql'), false],
  ['a file that a step with a Secret has fetched', (web) => new FetchConfig(web, 'fetch', { from: https('https://a/a.sql', { headers: { 'X-Token': secretKey('a', 'b') } }) }).file('a.sql'), true],
  ['a file that anybody can fetch', (web) => new FetchConfig(web, 'fetch', { from: https('https://a/a.sql') }).file('a.sql'), false],
])('the words of the server stay out of the log where SQL may be of a Secret: %s', (_, sql, isSecret) => {
  const { container } = seed((web) => ({ sql: ['SELECT 1', sql(web)] }));
  expect(container().args?.join(' ').includes('--errors codes --')).toBe(isSecret);
});
