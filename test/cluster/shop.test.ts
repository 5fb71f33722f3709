import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import type { Json } from './support/kubectl';
import { orderOf } from './support/pods';

const example = join(__dirname, '../../examples/shop');
const dist = join(example, 'dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/shop', 'restricted', 'shop', (shop) => {
  let web: Json;

  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(shop, templatesAsPods(yaml))).toEqual([]);
  });

  test('comes up, its steps one after the other', async () => {
    const setUp = () => execFileSync(join(example, 'setup.sh'), ['-n', shop.name], { encoding: 'utf8' });
    setUp();
    expect(setUp()).toBe('secret/shop-database is there\nsecret/shop-configuration-tls and configmap/shop-authority are there\n');
    await shop.apply(yaml);
    web = await shop.untilReady({ app: 'shop-web' }, 180);
    expect(orderOf(web)).toEqual(['wait', 'prelude-psql', 'migrate', 'fetch-config']);
  });

  test('no step had to be started again', () => {
    expect(web.status.initContainerStatuses.map(({ restartCount }: Json) => restartCount)).toEqual([0, 0, 0, 0]);
  });

  test('serves the page with the content that was fetched', async () => {
    const { stdout } = await shop.kubectl(['exec', 'deployment/shop-configuration', '--', 'cat', '/srv/shop.json']);
    expect(stdout).toContain('CHF');
    const page = `/api/v1/namespaces/${shop.name}/services/shop:8080/proxy/shop.json`;
    expect((await shop.kubectl(['get', '--raw', page])).stdout).toBe(stdout);
  });

  test('has the table with its row, and a version that is not dirty', async () => {
    const sql = (text: string) => shop.kubectl(['exec', 'shop-database-0', '--', 'psql', '-U', 'shop', '-Atc', text]);
    expect((await sql('SELECT id, name FROM products')).stdout).toBe('1|a stage to stand on\n');
    expect((await sql('SELECT version, dirty FROM schema_migrations')).stdout).toBe('2|f\n');
  });

  test('its log has a line per change of state', async () => {
    const lines = (await shop.logs(web.metadata.name, 'wait')).trim().split('\n');
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.at(-1)).toMatch(/^wait: (db|cache) \(\S+\): ready after [0-9.]+ s$/);
    expect(await shop.logs(web.metadata.name, 'migrate')).toMatch(/^migrate: migrate is done after [0-9.]+ s$/m);
    expect(await shop.logs(web.metadata.name, 'fetch-config')).toMatch(/^fetch: shop\.json: fetched, [0-9]+ bytes$/m);
  });

  test('a second rollout finds the schema migrated', async () => {
    await shop.kubectl(['rollout', 'restart', 'deployment/shop-web']);
    await shop.kubectl(['rollout', 'status', 'deployment/shop-web', '--timeout=240s'], { seconds: 250 });
  });
});
