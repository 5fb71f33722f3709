import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const example = join(__dirname, '../../examples/clone');
const dist = join(example, 'dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/clone', 'restricted', 'clone', (clone) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(clone, templatesAsPods(yaml))).toEqual([]);
  });

  test('serves the pages of the release; the other container sees the history; the token is in neither', async () => {
    execFileSync(join(example, 'setup.sh'), ['-n', clone.name], { encoding: 'utf8' });
    await clone.apply(yaml);
    const web = await clone.untilReady({ app: 'clone-web' });
    for (const step of ['clone-pages', 'clone-all']) expect(initRun(web, step)).toMatchObject({ exitCode: 0, restarts: 0 });
    const page = `/api/v1/namespaces/${clone.name}/services/clone:8080/proxy/`;
    expect((await clone.kubectl(['get', '--raw', page])).stdout).toBe('<h1>Cloned by an init container</h1>\n');
    const run = (container: string, ...command: string[]) => clone.kubectl(['exec', web.metadata.name, '-c', container, '--', ...command]);
    expect((await run('nginx', 'ls', '-A', '/usr/share/nginx/html')).stdout).toBe('index.html\n');
    expect(await clone.logs(web.metadata.name, 'log')).toMatch(/^[0-9a-f]+ the next page\n[0-9a-f]+ the first page\n$/);
    const { data } = JSON.parse((await clone.kubectl(['get', 'secret', 'clone-token', '-o', 'json'])).stdout);
    const token = Buffer.from(data.token, 'base64').toString();
    const found = 'if grep -rq "$1" /code; then echo found; else echo none; fi';
    expect((await run('log', 'sh', '-c', found, 'sh', token)).stdout).toBe('none\n');
  });
});
