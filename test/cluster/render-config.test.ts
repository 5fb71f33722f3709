import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const dist = join(__dirname, '../../examples/render-config/dist');
const [dev, prod] = ['dev', 'prod'].map((name) => readFileSync(join(dist, `${name}.k8s.yaml`), 'utf8')) as [string, string];
/** A Secret's value with all that JSON and shells care about. */
const token = 'a "quoted" \'token\' \\ $HOME `id` $(id) @{X}\n\tend\n';

describeIn('examples/render-config', 'restricted', 'render-config', (shop) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(shop, templatesAsPods(`${dev}\n---\n${prod}`))).toEqual([]);
  });

  test('nginx serves what was rendered, the Secret exact to the byte, and nobody tells it', async () => {
    await shop.kubectl(['create', 'secret', 'generic', 'shop', `--from-literal=token=${token}`]);
    await shop.apply(prod);
    const web = await shop.untilReady({ app: 'prod-web' });
    expect(initRun(web, 'render')).toMatchObject({ exitCode: 0, restarts: 0 });
    const get = async (path: string) => (await shop.kubectl(['get', '--raw', `/api/v1/namespaces/${shop.name}/services/prod-shop:8080/proxy${path}`])).stdout;
    expect(JSON.parse(await get('/app.json'))).toEqual({ environment: 'prod', replicas: 2, token, header: `Bearer ${token}` });
    expect(await get('/')).toMatch(/^prod: \S+ by prod-web-/);
    expect(await shop.logs(web.metadata.name, 'render')).toMatch(/^render: site\.conf: written, \d+ bytes\nrender: app\.json: written, \d+ bytes\n$/);
    expect(prod).not.toContain('"quoted"');
  });
});
