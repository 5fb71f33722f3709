import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './support/kubectl';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const example = join(__dirname, '../../examples/seed');
const dist = join(example, 'dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/seed', 'restricted', 'seed', (seed) => {
  const sql = async (text: string) => (await seed.kubectl(['exec', 'seed-database-0', '--', 'psql', '-U', 'shop', '-Atc', text])).stdout.trim();
  const ofWeb = (pods: readonly Json[]) => pods.filter(({ metadata }) => metadata.name.startsWith('seed-web-') && metadata.deletionTimestamp === undefined);
  const logs = (pods: readonly Json[]) => Promise.all(pods.map(({ metadata }) => seed.logs(metadata.name, 'seed')));

  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(seed, templatesAsPods(yaml))).toEqual([]);
  });

  test('of three pods that start at the same time one seeds, and the values are what was written', async () => {
    execFileSync(join(example, 'setup.sh'), ['-n', seed.name]);
    await seed.apply(yaml);
    await seed.kubectl(['rollout', 'status', 'deployment/seed-web', '--timeout=180s'], { seconds: 190 });
    const pods = ofWeb(JSON.parse((await seed.kubectl(['get', 'pods', '-o', 'json'])).stdout).items);
    const said = await logs(pods);
    expect(said.filter((log) => /^seed-postgres: 'products', version 1, is seeded after [\d.]+ s$/m.test(log))).toHaveLength(1);
    expect(said.filter((log) => log.endsWith("seed-postgres: 'products', version 1, was seeded before: nothing to do\n"))).toHaveLength(2);
    expect(pods.map((pod) => initRun(pod, 'seed'))).toEqual(pods.map(() => expect.objectContaining({ exitCode: 0, restarts: 0 })));
    expect((await sql('SELECT name FROM products ORDER BY id')).split('\n')).toEqual([
      'a stage to stand on', "the conductor's baton", 'a $ sign, `quoted` and \\! as it is',
    ]);
    expect(await sql('SELECT name, version FROM cdk8s_prelude_seeds')).toBe('products|1');
  });

  test('a second rollout seeds nothing', async () => {
    await seed.kubectl(['rollout', 'restart', 'deployment/seed-web']);
    await seed.kubectl(['rollout', 'status', 'deployment/seed-web', '--timeout=240s'], { seconds: 250 });
    expect(await sql('SELECT count(*) FROM products')).toBe('3');
  });
});
