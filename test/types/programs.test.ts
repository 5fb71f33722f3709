/*
 * The programs of test/compile-errors, as users' compilers see them: every version of TypeScript, each way to find modules,
 * the library by its published declaration files.
 *
 * Each makes one mistake. Above the wrong line stands what must be said of it:
 *
 *   // @error     the library's sentence …        or   // @compiler  … the compiler's, where that is all there can be
 *   // @on        the wrong thing, as the line goes on from there
 *   // @runtime   what plain JavaScript is told, where that differs; `-` where it cannot make the mistake
 *
 * `NAME.ok.ts` differs in nothing but the mistake and compiles; so do the programs `ok-*.ts`, and `late-*.ts`, whose mistake
 * is in a value: they are told when they run (gates.test.ts).
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  check, type Check, COMPILERS, type CompilerVersion, declarations, type Diagnostic, goodPrograms, latePrograms, type Resolution, RESOLUTIONS,
  wrongPrograms,
} from '../support/compiler';

const MINUTES = 60_000;
const LONGEST_MESSAGE = 800;

const wrong = wrongPrograms();
const good = [...goodPrograms(), ...latePrograms().map(({ file }) => file), ...wrong.map(({ twin }) => twin)];
const versions = Object.keys(COMPILERS) as CompilerVersion[];
const runs = versions.flatMap((version) => (Object.keys(RESOLUTIONS) as Resolution[]).map((resolution) => ({ version, resolution })));

const known = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n');
const text = ({ file, line, column, code, message }: Diagnostic) => `${basename(file)}(${line},${column}): ${code}: ${message}`;

/** The declaration files themselves are looked through by the oldest and the newest: what both take, those between take. */
const checksLibrary = (version: CompilerVersion, resolution: Resolution) =>
  resolution === 'nodenext' && (version === versions[0] || version === versions.at(-1));

/** All compilers, two at a time. */
const checks = new Map<string, Check>();
beforeAll(async () => {
  const library = await declarations();
  const left = [...runs];
  const lane = async () => {
    for (let run = left.shift(); run; run = left.shift()) {
      const { version, resolution } = run;
      const programs = [...wrong.map(({ file }) => file), ...good];
      checks.set(`${version} ${resolution}`, await check(version, resolution, library, programs, checksLibrary(version, resolution)));
    }
  };
  await Promise.all([lane(), lane()]);
}, 15 * MINUTES);

describe.each(runs)('TypeScript $version, $resolution', ({ version, resolution }) => {
  const found = (file: string) => checks.get(`${version} ${resolution}`)?.diagnostics.filter((each) => each.file === file) ?? [];

  test.each(wrong)('$name does not compile, and says why at the right place', ({ file, expected }) => {
    const errors = found(file);
    const at = (each: Diagnostic) => (known(file)[each.line - 1] ?? '').slice(each.column - 1);
    expect(errors.map(text).join('\n')).toContain(expected.says);
    for (const each of errors) {
      expect(each.line).toBe(expected.line);
      expect(at(each)).toMatch(new RegExp(`^${expected.on.replace(/[^\w\s]/g, '\\$&')}`));
      expect(each.message.length).toBeLessThan(LONGEST_MESSAGE);
    }
  });

  test('all other programs compile, and the declaration files have no error', () => {
    const files = new Set(wrong.map(({ file }) => file));
    expect(checks.get(`${version} ${resolution}`)?.diagnostics.filter(({ file }) => !files.has(file)).map(text)).toEqual([]);
  });
});

test.each(wrong)('$name differs from its twin in nothing but the mistake', ({ file, twin }) => {
  const program = known(file).filter((line) => !/^\s*\/\/ @/.test(line));
  const other = [...known(twin)];
  while (program.length > 0 && program[0] === other[0]) [program, other].forEach((lines) => lines.shift());
  while (program.length > 0 && program.at(-1) === other.at(-1)) [program, other].forEach((lines) => lines.pop());
  expect(program.length + other.length).toBeGreaterThan(0);
  expect(Math.max(program.length, other.length)).toBeLessThanOrEqual(7);
});

/** Compilers work in steps that do not depend on the machine; where these grow, so does everyone's waiting. */
const INSTANTIATIONS_OF_A_PROGRAM = 225; // one of them has a template of a hundred placeholders

test('programs cost the compiler no more than before, on the average', () => {
  for (const { version } of runs.filter((run) => run.version !== '7.0')) {
    const programs = wrong.length + good.length;
    expect((checks.get(`${version} bundler`)?.instantiations ?? 0) / programs).toBeLessThan(INSTANTIATIONS_OF_A_PROGRAM);
  }
});
