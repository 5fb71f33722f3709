import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

// 2 is what ls, grep and bash end with: a user's command that does would be taken for a fault of ours.
test.each(scripts)('%s ends with a code of its own for wrong arguments', (file) => {
  expect(readFileSync(resolve(root, 'src/scripts', file), 'utf8')).not.toMatch(/\b(fail|exit) 2\b/);
});
