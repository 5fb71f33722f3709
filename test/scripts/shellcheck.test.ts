import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeWith, findTool } from '../support/tools';

const root = resolve(__dirname, '../..');
const scripts = readdirSync(resolve(root, 'src/scripts')).filter((file) => file.endsWith('.sh'));

describeWith(['shellcheck'], 'shellcheck', () => {
  test.each(scripts)('%s', (file) => {
    const { status, stdout, stderr } = spawnSync(
      findTool('shellcheck')!, ['--shell=sh', '--format=gcc', `src/scripts/${file}`], { cwd: root, encoding: 'utf8' },
    );
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  });
});
