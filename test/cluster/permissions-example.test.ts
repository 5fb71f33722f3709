import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';

const example = join(__dirname, '../../examples/permissions');
const dist = join(example, 'dist');
const yaml = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('examples/permissions', 'baseline', 'permissions', (permissions) => {
  const pod = 'permissions-database-0';

  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(permissions, templatesAsPods(yaml))).toEqual([]);
  });

  test('the database has its disk, and reads the dumps, which stay as they are', async () => {
    execFileSync(join(example, 'setup.sh'), ['-n', permissions.name]);
    await permissions.apply(yaml);
    const database = await permissions.untilReady({ name: pod });
    expect(initRun(database, 'own-data')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(initRun(database, 'verify-dumps')).toMatchObject({ exitCode: 0, restarts: 0 });
    expect(await permissions.logs(pod, 'own-data')).toMatch(/^fix: claim data: made right \(owner 999, group 999\) in /);
    const { stdout } = await permissions.kubectl(['exec', pod, '--', 'stat', '-c', '%u:%g', '/var/lib/postgresql/data', '/dumps']);
    expect(stdout).toBe('999:999\n0:0\n');
  });
});
