import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { orderOf } from './support/pods';

const dist = join(__dirname, '../../examples/copy-from-image/dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/copy-from-image', 'restricted', 'copy-from-image', (settings) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(settings, templatesAsPods(yaml))).toEqual([]);
  });

  test('nginx runs on a copy of its own settings, with one file replaced', async () => {
    await settings.apply(yaml);
    const web = await settings.untilReady({ app: 'settings-web' });
    expect(orderOf(web)).toEqual(['prelude-helper', 'copy-settings', 'site']);
    expect(await settings.logs(web.metadata.name, 'copy-settings')).toMatch(/^copy-image: \/etc\/nginx: copied in \d\.\d s\n$/);
    const page = `/api/v1/namespaces/${settings.name}/services/settings:8080/proxy/x`;
    expect((await settings.kubectl(['get', '--raw', page])).stdout).toMatch(/^served from a copy of \/.*\/x\n$/);
    const run = (...command: string[]) => settings.kubectl(['exec', web.metadata.name, '-c', 'nginx', '--', ...command]);
    expect((await run('head', '-n', '2', '/etc/nginx/mime.types')).stdout).toMatch(/types \{/);
    expect((await run('sh', '-c', 'echo x >/etc/nginx/x || echo refused')).stdout).toBe('refused\n');
  });
});
