import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const dist = join(__dirname, '../../examples/data/dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/data', 'restricted', 'data', (data) => {
  let first: string;

  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(data, templatesAsPods(yaml))).toEqual([]);
  });

  test('the files are there, whole, in the claim and in the pod\'s own volume', async () => {
    await data.apply(yaml);
    const [web, copy] = await Promise.all([data.untilReady({ app: 'data-web' }), data.untilReady({ app: 'data-copy' })]);
    first = web.metadata.name;
    for (const pod of [web, copy]) expect(initRun(pod, 'fetch-data')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(await data.logs(first, 'fetch-data')).toBe('data: map.bin: fetched, 67108864 bytes\ndata: words.bin: fetched, 3145728 bytes\n');
    const { stdout } = await data.kubectl(['exec', first, '-c', 'httpd', '--', 'stat', '-c', '%n %s %a', '/data/map.bin', '/data/words.bin']);
    expect(stdout).toBe('/data/map.bin 67108864 644\n/data/words.bin 3145728 644\n');
  });

  test('the next pod finds them in the claim', async () => {
    await data.kubectl(['delete', 'pod', first]);
    const next = await data.untilPod('ready', { app: 'data-web' }, (pod) => pod.metadata.name !== first && initRun(pod, 'fetch-data')?.exitCode === 0 && pod);
    expect(await data.logs(next.metadata.name, 'fetch-data')).toBe('data: map.bin: is there\ndata: words.bin: is there\n');
  });
});
