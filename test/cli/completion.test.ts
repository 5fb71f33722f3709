import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPLETED } from '../../src/cli/commands';
import { completionScript } from '../../src/cli/completion';
import { progress } from '../../src/cli/progress';
import { help } from '../../src/messages/command';
import { help as doctorHelp } from '../../src/messages/doctor';
import { help as explainHelp } from '../../src/messages/explain';
import { help as importHelp } from '../../src/messages/import';
import { temporaryDirectory } from '../support/temporary';

const scriptOf = (shell: 'bash' | 'zsh' | 'fish') => completionScript(shell, COMPLETED);
const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** What bash offers after these words. */
function offered(...words: readonly string[]): readonly string[] {
  const line = `${scriptOf('bash')}\nCOMP_WORDS=(cdk8s-prelude "$@"); COMP_CWORD=$#; _cdk8s_prelude; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line, 'bash', ...words], { encoding: 'utf8', cwd: join(__dirname, '../..') });
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

test('bash completes commands, options and their values', () => {
  expect(offered('')).toEqual(['check', 'explain', 'import', 'doctor', 'completion']);
  expect(offered('check', '--fo')).toEqual(['--format']);
  expect(offered('check', '--format', '')).toEqual(['text', 'json', 'sarif', 'github', 'junit']);
  expect(offered('check', '--format', '=', 's')).toEqual(['sarif']);
  expect(offered('check', '--level', 're')).toEqual(['restricted']);
  expect(offered('check', '--rules', 'self')).toEqual(['self-wait']);
  expect(offered('explain', '--format', 'm')).toEqual(['mermaid']);
  expect(offered('check', 'package.js')).toEqual(['package.json']);
  expect(offered('doctor', 'st')).toEqual(['sts/']);
  expect(offered('completion', 'z')).toEqual(['zsh']);
});

test('every option that help names is completed, and no other', () => {
  for (const [name, text] of [['check', help], ['explain', explainHelp], ['import', importHelp], ['doctor', doctorHelp]] as const) {
    const told = [...text.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(([, option = '']) => option);
    expect(Object.keys(COMPLETED.find((command) => command.name === name)!.options).sort()).toEqual(told.sort());
  }
});

(isThere('zsh') ? test : test.skip)('zsh takes its script', () => {
  const directory = temporaryDirectory('completion-');
  writeFileSync(join(directory, '_cdk8s-prelude'), scriptOf('zsh'));
  const line = 'fpath=($1 $fpath); autoload -Uz compinit; compinit -u -D; print -r -- $_comps[cdk8s-prelude]; zsh -n $1/_cdk8s-prelude';
  expect(spawnSync('zsh', ['-fc', line, 'zsh', directory], { encoding: 'utf8' })).toMatchObject({ stdout: '_cdk8s-prelude\n', stderr: '', status: 0 });
});

(isThere('fish') ? test : test.skip)('fish completes', () => {
  const file = join(temporaryDirectory('completion-'), 'c.fish');
  writeFileSync(file, scriptOf('fish'));
  const offers = (line: string) => spawnSync('fish', ['--no-config', '-c', `source ${file}; complete -C ${JSON.stringify(line)}`], { encoding: 'utf8' }).stdout.trim().split('\n');
  expect(offers('cdk8s-prelude ').sort()).toEqual(['check', 'completion', 'doctor', 'explain', 'import']);
  expect(offers('cdk8s-prelude check --format s')).toEqual(['sarif']);
});

test('progress is a line on a terminal, and nothing elsewhere', () => {
  const { isTTY } = process.stderr;
  const { CI } = process.env;
  const told: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => { told.push(String(text)); return true; });
  try {
    delete process.env.CI;
    process.stderr.isTTY = true;
    progress('checking 3 files')();
    expect(told).toEqual(['\r\u001B[2Kchecking 3 files…', '\r\u001B[2K']);
    process.env.CI = 'true';
    progress('checking')();
    process.stderr.isTTY = false;
    delete process.env.CI;
    progress('checking')();
    expect(told).toHaveLength(2);
  } finally {
    write.mockRestore();
    process.stderr.isTTY = isTTY;
    if (CI !== undefined) process.env.CI = CI;
  }
});

test('who reads no further is no error', () => {
  const main = join(__dirname, '../../src/cli/main.ts');
  const line = '"$1" "$2" "$3" --help | head -n 1';
  const { stderr, stdout } = spawnSync('sh', ['-c', line, 'sh', process.execPath, join(__dirname, '../../node_modules/tsx/dist/cli.mjs'), main], { encoding: 'utf8' });
  expect([stdout.split('\n').length, stderr]).toEqual([2, '']);
});
