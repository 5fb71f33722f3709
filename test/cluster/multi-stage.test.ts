import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, orderOf } from './support/pods';

const example = join(__dirname, '../../examples/multi-stage');
const dist = join(example, 'dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/multi-stage', 'restricted', 'stages', (stages) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(stages, templatesAsPods(yaml))).toEqual([]);
  });

  test('waits for the database, downloads the configuration, and serves it', async () => {
    const setUp = () => execFileSync(join(example, 'setup.sh'), ['-n', stages.name], { encoding: 'utf8' });
    setUp();
    expect(setUp()).toBe('');
    await stages.apply(yaml);
    const web = await stages.untilReady({ app: 'stages-web' });
    expect(orderOf(web)).toEqual(['wait-for-db', 'fetch-config']);
    for (const step of ['wait-for-db', 'fetch-config']) expect(initRun(web, step)).toMatchObject({ exitCode: 0, restarts: 0 });
    const page = `/api/v1/namespaces/${stages.name}/services/stages:8080/proxy/page.json`;
    expect((await stages.kubectl(['get', '--raw', page])).stdout).toBe('{ "title": "three stages" }\n');
  });
});
