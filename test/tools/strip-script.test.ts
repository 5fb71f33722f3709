import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { embeddedFile, protocolsFile, renderEmbedded, renderProtocols } from '../../tools/embed-scripts';
import { stripScript } from '../../tools/strip-script';
import { forEachShell } from '../support/shells';

test('src/scripts/embedded.ts is what the scripts make (npm run embed)', () => {
  const fresh = readFileSync(embeddedFile, 'utf8') === renderEmbedded();
  expect(fresh || 'src/scripts/embedded.ts is stale: npm run embed').toBe(true);
  expect(readFileSync(protocolsFile, 'utf8')).toBe(renderProtocols());
});

describe('stripScript', () => {
  const strip = (...lines: string[]) => stripScript(lines.join('\n'), 'it.sh');

  test('takes comment lines and empty lines out, and nothing else', () => {
    expect(strip('#!/bin/sh', '# why', '', 'a() {', '  # inner', '  echo 1 # same line', '}'))
      .toBe('a() {\n  echo 1 # same line\n}\n');
  });

  test.each<[string, string[]]>([
    ['single quotes', ["echo 'one", '# two', '', "three'"]],
    ['double quotes', ['echo "one', '# two $(echo "x") ${a:-"}"}', '', 'three"']],
    ['an escaped quote', ['echo "\\"', '# two"']],
    ['a here-document', ['cat <<END', '# one', '', "it's", 'END']],
    ['a here-document with tabs', ["cat <<-'END' | cat", '# one', '\tEND']],
  ])('leaves %s alone', (_, lines) => {
    expect(strip(...lines)).toBe(`${lines.join('\n')}\n`);
  });

  test.each<[string, string[]]>([
    ['a # that begins no comment', ['echo a#b $# ${1#x} $((16#f)) \\#', '# gone', "echo 'x"]],
    ['a quote in a comment', ["echo # it's", '# gone', "echo 'x"]],
    ['brackets inside of $(…)', ['x="$( (echo ")") )"', '# gone', "echo 'x"]],
    ['arithmetic', ['x=$(((1 + 2) * (3 - 1)))', '# gone', "echo 'x"]],
  ])('is not led astray by %s', (_, lines) => {
    // The last line opens a quote: had the reader lost its place, the comment would have been kept or nothing refused.
    expect(() => strip(...lines)).toThrow('it.sh: ends inside of single');
    expect(strip(...lines.slice(0, -1))).toBe(`${lines[0]}\n`);
  });

  test.each<[string, string[], string]>([
    ['backquotes', ['x=`date`'], 'it.sh:1: backquotes'],
    ['case inside of $(…)', ['x=$(', 'case $1 in', 'a) ;;', 'esac)'], 'it.sh:2: case inside'],
    ['a comment that ends a continued line', ['echo a \\', '# b', 'echo c'], 'it.sh:2: a comment or an empty line after'],
    ['an open quote', ["echo '"], 'it.sh: ends inside of single'],
    ['an open here-document', ['cat <<END', 'x'], 'it.sh: a here-document is not ended'],
  ])('refuses %s', (_, lines, message) => {
    expect(() => strip(...lines)).toThrow(message);
  });

  forEachShell((shell) => {
    test('keeps what a script does', () => {
      const script = [
        '# comment', '', "quoted='a", '# b', '', "c'", 'case $quoted in', '  # pattern follows', '  *#*) echo hash ;;', 'esac',
        'printf "%s\\n" "$quoted" \\', '  "$(printf "%s" "in # quotes")" # same line', 'while read -r line; do', '', '  # body',
        '  echo "$line"', 'done <<END', '# document', '', 'END',
      ].join('\n');
      const run = (text: string) => spawnSync(shell.command[0], [...shell.command.slice(1), '-euc', text], { encoding: 'utf8' });
      const before = run(script);
      expect(before.stderr).toBe('');
      expect(before.stdout).toContain('# document');
      expect(run(stripScript(script, 'it.sh'))).toMatchObject({ status: 0, stdout: before.stdout, stderr: '' });
    });
  });
});
