import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Deployment, image, PreludeError, RenderConfig, secretKey } from '../../src';
import { expand } from '../support/expansion';
import { containerOf, newChart } from '../support/kubernetes';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';
import { emptyVolume, nobody } from '../support/volume';

/* What a rendered file of variables does to the shell that reads it: it sets variables, whatever the values hold. */

const HOSTILE = [
  '$(echo PWNED >&2)', '`echo PWNED >&2`', "'; echo PWNED >&2; '", '"; echo PWNED >&2; "', '\necho PWNED >&2\n', "'\necho PWNED >&2 #", '\nEOF\necho PWNED >&2\n',
  '; echo PWNED >&2', '& echo PWNED >&2', '$((A[$(echo PWNED >&2)]))', '\\', "\\'", '${A:=$(echo PWNED >&2)}', ' echo PWNED >&2', '\r\necho PWNED >&2', '*', '~',
];
/** Bits of lines: what is fine, and what a shell would go on reading beyond its line. */
const BITS = [
  'A=', 'B=', 'export C=', '@{X}', '@{X}', 'word', '\n', '\n', '\n', "'", '"', "'a b'", '"a b"', '\\', '`', '$(', ')', '$((', '$[', ']', '${A', '}', '$A', '${A}', '<<EOF', 'EOF',
  '<', '>', '#', ' ', '\t', '\r', ';', '&', '|', '(', '{', '=', '!', '*', '~', '"$B"', '"\\"', "$'", 'if', 'case',
];
const templates = fc.oneof(
  fc.array(fc.constantFrom(...BITS), { maxLength: 14 }).map((bits) => bits.join('')),
  // Whole lines, of which one is often open at its end.
  fc.array(fc.constantFrom(
    'A=@{X}', 'export B=x-@{X}@{X}.y', "C='a b'", 'D="$A and ${B}"', '# a comment \\', "# it's one", '', 'E="\\"$A\\""', "F='a'\\''b'", 'G=a # none', "H='a", 'I="a', 'J=a\\',
    'K=$(', 'L=`', ': <<EOF', 'M=a\'b"', "bye'", 'bye"', 'EOF', ')', '`', 'N=$A', 'export O=$A', 'P="$[A]"', 'Q=@{X}\r', 'R=a @{X}', 'S="${A:-$(date)}"', 'T=${A',
  ), { maxLength: 6 }).map((lines) => lines.join('\n')),
);

function rendered(template: string, value: object | string) {
  const web = new Deployment(newChart(), 'web');
  const config = new RenderConfig(web, 'render', { files: { 'a.env': { template: `${template}\nLAST=@{X}\n`, format: 'env', values: { X: value as string } } } });
  web.addContainer('app', { image: image('a:1', { user: 1 }), mounts: { '/c': config.files } });
  return containerOf(web, 'render').args!.slice(4).map((arg) => expand(arg, {}));
}

/** The file as synth makes it; undefined where the template is refused. */
function atSynth(template: string, value: string): string | undefined {
  try {
    return rendered(template, value).at(-1);
  } catch (error) {
    expect(error).toBeInstanceOf(PreludeError);
    return undefined;
  }
}

const elsewhere = temporaryDirectory('render-env-');

function expectHarmless(shell: readonly [string, ...string[]], file: string, value: string) {
  const [command, ...flags] = shell;
  const { stdout, stderr, status } = spawnSync(command, [...flags, '-c', '. "$1"; printf %s "$LAST"', 'sh', file], {
    encoding: 'utf8', env: { PATH: '/nonexistent' }, cwd: elsewhere,
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: value, stderr: '', status: 0 });
}

const readers = [['busybox', 'sh'], ['dash'], ['bash', '--norc'], ['bash', '--norc', '--posix']] as const;
describe.each(readers.map((reader) => [reader.join(' '), reader] as const))('a file of variables, read by %s', (_, [name, ...flags]) => {
  const tool = findTool(name);
  const shell = [tool ?? name, ...flags] as const;

  (tool === undefined ? test.skip : test)('sets variables and runs nothing, whatever template and literal are', () => {
    const file = join(temporaryDirectory('render-env-'), 'a.env');
    let accepted = 0;
    fc.assert(fc.property(templates, fc.constantFrom(...HOSTILE), (template, value) => {
      const text = atSynth(template, value);
      if (text === undefined) return;
      accepted += 1;
      writeFileSync(file, text);
      expectHarmless(shell, file, value);
    }), { numRuns: 400 });
    expect(accepted).toBeGreaterThan(30);
  }, 60_000);
});

describeWith(['busybox'], 'a value that is read when the pod starts', () => {
  forEachShell((shell) => {
    test.each(HOSTILE)('%j sets its variable and runs nothing', async (value) => {
      const volume = emptyVolume();
      const args = rendered('# it\'s\nA="it\'s"\nexport B=x-@{X}@{X}\nC="$B"', secretKey('s', 'k'));
      const exit = await runProgram({
        shell, parts: ['common', 'lock', 'publish', 'render'], name: 'render', env: { PRELUDE_VALUE_X: value }, ...nobody, args: ['--timeout', '10', '--to', volume, ...args],
      }).exit;
      expect(exit).toMatchObject({ code: 0 });
      expect(readFileSync(join(volume, 'a.env'), 'utf8')).toBe(atSynth('# it\'s\nA="it\'s"\nexport B=x-@{X}@{X}\nC="$B"', value));
      expectHarmless(shell.command, join(volume, 'a.env'), value);
    });
  });
});

test.each([
  ["MOTD='hello\nNAME=@{X}\nbye'", 1], ['# none\nMOTD="hello\nNAME=@{X}\nbye"', 2], ['A=a\ncat <<EOF\nNAME=@{X}\nEOF', 2], ['A=@{X}\nB=$(\n@{X}\n)', 2], ['A=`\nB=@{X}', 1],
  ['A=\\\nB=@{X}', 1], ['A=@{X}\n\n@{X}', 3], ['A=@{X} B=b', 1], ['A=@{X}; b', 1], ['if true', 1], ['A=@{X}\r', 1], ['A=${B:-@{X}}', 1], ['A="@{X}"', 1], ["A='@{X}'", 1],
])('%j is refused, by its line %i', (template, line) => {
  expect(() => rendered(template, 'x')).toThrow(`line ${line} of the template of "a.env" must be empty, a comment or NAME=word on one line`);
});
