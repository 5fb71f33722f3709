import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const dist = join(__dirname, '../../examples/hello/dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/hello', 'restricted', 'hello', (hello) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(hello, templatesAsPods(yaml))).toEqual([]);
  });

  test('serves the page that the init container has written', async () => {
    await hello.apply(yaml);
    const web = await hello.untilReady({ app: 'hello-web' });
    expect(initRun(web, 'page')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(await hello.logs(web.metadata.name, 'page')).toBe('write: index.html: written, 75 bytes\n');
    const service = `/api/v1/namespaces/${hello.name}/services/hello:8080/proxy`;
    expect((await hello.kubectl(['get', '--raw', `${service}/`])).stdout).toBe('<!doctype html>\n<title>hello</title>\n<h1>Written by an init container</h1>\n');
  });
});
