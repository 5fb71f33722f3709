import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const dist = join(__dirname, '../../examples/archives/dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/archives', 'restricted', 'archives', (archives) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(archives, templatesAsPods(yaml))).toEqual([]);
  });

  test('serves what was in the archive, and only what was asked for; the program runs', async () => {
    await archives.apply(yaml);
    const web = await archives.untilReady({ app: 'archives-web' });
    for (const step of ['wait', 'fetch-site', 'fetch-greet']) expect(initRun(web, step)).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(await archives.logs(web.metadata.name, 'fetch-site')).toMatch(/^unpack: site-1\.2\.tar\.gz: unpacked, \d+ bytes\n$/);
    const service = `/api/v1/namespaces/${archives.name}/services/archives:8080/proxy`;
    expect((await archives.kubectl(['get', '--raw', `${service}/index.html`])).stdout).toContain('Unpacked by an init container');
    const run = (...command: string[]) => archives.kubectl(['exec', web.metadata.name, '-c', 'httpd', '--', ...command]);
    expect((await run('ls', '-lA', '/site')).stdout).toMatch(/^total \d+\n-rw-r--r-- .* index\.html\n$/);
    expect((await run('greet', 'the test')).stdout).toBe('greetings from the test\n');
  });
});
