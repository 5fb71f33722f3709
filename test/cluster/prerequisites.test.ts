import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chart } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { mysql, Pod, secretKey, SeedDatabase, WaitForService } from '../../src';
import { manifests, templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, orderOf } from './support/pods';
import { addIdleApp } from './support/servers';

const example = join(__dirname, '../../examples/prerequisites');
const dist = join(example, 'dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/prerequisites', 'restricted', 'prerequisites', (shop) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(shop, templatesAsPods(yaml))).toEqual([]);
  });

  test('all at once: one container, until the last of them is there, without what is optional', async () => {
    execFileSync(join(example, 'setup.sh'), ['-n', shop.name]);
    await shop.apply(yaml);
    const web = await shop.untilReady({ app: 'prerequisites-web' }, 240);
    const log = await shop.logs(web.metadata.name, 'wait');
    for (const name of ['db', 'cache', 'inventory']) expect(log).toMatch(new RegExp(`^wait: ${name} \\(\\S+\\): ready after [\\d.]+ s$`, 'm'));
    expect(log).not.toMatch(/^wait: mail \(\S+\): ready/m);
    expect(initRun(web, 'wait')).toMatchObject({ exitCode: 0, restarts: 0 });
  });

  test('one after the other', async () => {
    const worker = await shop.untilReady({ app: 'prerequisites-worker' }, 120);
    expect(orderOf(worker)).toEqual(['wait-for-db', 'wait-for-cache', 'wait-for-inventory']);
  });

  test('the API waited for its own prerequisite', async () => {
    expect(orderOf(await shop.untilReady({ app: 'prerequisites-inventory' }))).toEqual(['wait']);
  });

  test('the MySQL one among them is seeded once by two pods', async () => {
    const pods = ['one', 'two'].map((id) => (chart: Chart): void => {
      const pod = new Pod(chart, id, { restartPolicy: RestartPolicy.NEVER });
      const wait = new WaitForService(pod, 'wait', { until: mysql({ host: 'prerequisites-database-service' }) });
      new SeedDatabase(pod, 'seed', {
        database: wait.ready, databaseName: 'shop', login: 'shop', password: secretKey('prerequisites-database', 'password'), marker: 'names',
        sql: ['CREATE TABLE names (name text);', "INSERT INTO names VALUES ('$(HOME) `x` it''s');"],
      });
      addIdleApp(pod);
    });
    for (const pod of pods) await shop.apply(manifests(pod));
    const logs = await Promise.all(['test-one', 'test-two'].map(async (name) => {
      await shop.untilReady({ name });
      return shop.logs(name, 'seed');
    }));
    expect(logs.filter((log) => / is seeded after /.test(log))).toHaveLength(1);
    const { stdout } = await shop.kubectl([
      'exec', 'prerequisites-database-0', '--', 'sh', '-c', 'MYSQL_PWD=$MARIADB_PASSWORD mariadb -h127.0.0.1 -ushop shop -Ne "select * from names"',
    ]);
    expect(stdout.trim()).toBe("$(HOME) `x` it's");
  });
});
