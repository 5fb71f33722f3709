import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const dist = join(__dirname, '../../examples/directories/dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/directories', 'restricted', 'directories', (directories) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(directories, templatesAsPods(yaml))).toEqual([]);
  });

  test('makes the directories; the app, who is not root, owns them and writes into them', async () => {
    await directories.apply(yaml);
    const web = await directories.untilReady({ app: 'directories-web' });
    expect(initRun(web, 'places')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(await directories.logs(web.metadata.name, 'places')).toBe('directories: uploads: made\ndirectories: cache/pages: made\n');
    const script = 'stat -c "%u %a" /srv/uploads /var/cache/pages && echo kept >/srv/uploads/file && touch /var/cache/pages/page';
    const { stdout } = await directories.kubectl(['exec', web.metadata.name, '--', 'sh', '-c', script]);
    expect(stdout).toMatch(/^101 2?750\n101 2?700\n$/);
  });

  test('a new pod finds them as they were, with what is in them', async () => {
    await directories.kubectl(['delete', 'pod', 'directories-web-0', '--wait=true']);
    const web = await directories.untilReady({ app: 'directories-web' });
    expect(await directories.logs(web.metadata.name, 'places')).toBe('directories: uploads: is there already\ndirectories: cache/pages: is there already\n');
    expect((await directories.kubectl(['exec', web.metadata.name, '--', 'cat', '/srv/uploads/file'])).stdout).toBe('kept\n');
  });
});
