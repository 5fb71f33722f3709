/*
 * The programs of test/compile-errors, as users' compilers see them: every version of TypeScript, each way to find modules,
 * the library by its published declaration files. How a program says what is wrong: test/support/programs.ts.
 *
 * `npm test` asks two of these eight compilers; `npm run test:all`, and so CI, asks all.
 */
import { basename } from 'node:path';
import { askedAll } from '../support/all';
import { check, type Check, COMPILERS, type CompilerVersion, declarations, type Diagnostic, type Resolution, RESOLUTIONS } from '../support/compiler';
import { programsOf, themes, writeTwins } from '../support/programs';

const MINUTES = 60_000;
const LONGEST_MESSAGE = 800;

const files = themes();
const mistakes = programsOf(files, 'mistake');
const versions = Object.keys(COMPILERS) as CompilerVersion[];
const all = versions.flatMap((version) => (Object.keys(RESOLUTIONS) as Resolution[]).map((resolution) => ({ version, resolution })));
const asked = ({ version, resolution }: typeof all[number]) => askedAll() || (resolution === 'nodenext' ? version === '5.9' : version === '7.0');
const runs = all.filter(asked);

const text = ({ file, line, column, code, message }: Diagnostic) => `${basename(file)}(${line},${column}): ${code}: ${message}`;

/** The declaration files themselves are looked through by the oldest and the newest: what both take, those between take. */
const checksLibrary = (version: CompilerVersion, resolution: Resolution) =>
  resolution === 'nodenext' && (version === versions[0] || version === versions.at(-1));

/** All compilers, two at a time. */
const checks = new Map<string, Check>();
beforeAll(async () => {
  const library = await declarations();
  const programs = [...files.map(({ file }) => file), ...writeTwins(files).values()];
  const left = [...runs];
  const lane = async () => {
    for (let run = left.shift(); run; run = left.shift()) {
      const { version, resolution } = run;
      checks.set(`${version} ${resolution}`, await check(version, resolution, library, programs, checksLibrary(version, resolution)));
    }
  };
  await Promise.all([lane(), lane()]);
}, 15 * MINUTES);

/*
 * What was proven stays proven: the programs, and with them their sentences, lines and twins, may grow in number, not shrink.
 * Raise a number when you add programs.
 */
test.each([['mistake', 180], ['late', 29], ['fine', 70]] as const)('of kind %s there are %i programs at least', (kind, count) => {
  expect(programsOf(files, kind).length).toBeGreaterThanOrEqual(count);
});

test('each is asked of four compilers and two ways to find modules', () => expect(all).toHaveLength(4 * 2));

test('the files are as few as their themes', () => expect(files.length).toBeLessThanOrEqual(30));

test.each(mistakes)('$title differs from its twin in few lines', ({ theme, from, to }) => {
  const right = theme.right.split('\n');
  const changed = theme.lines.slice(from, to).filter((line, index) => line !== right[from + index]);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.length).toBeLessThanOrEqual(3);
});

describe.each(runs)('TypeScript $version, $resolution', ({ version, resolution }) => {
  const found = () => checks.get(`${version} ${resolution}`)?.diagnostics ?? [];

  test.each(mistakes)('$title does not compile, and says why at the right place', ({ theme, from, to, expected }) => {
    const errors = found().filter(({ file, line }) => file === theme.file && line >= from && line <= to);
    const at = (each: Diagnostic) => (theme.lines[each.line - 1] ?? '').slice(each.column - 1);
    expect(errors.map(text).join('\n')).toContain(expected.says);
    for (const each of errors) {
      expect(each.line).toBe(expected.line);
      expect(at(each)).toMatch(new RegExp(`^${expected.on.replace(/[^\w\s]/g, '\\$&')}`));
      expect(each.message.length).toBeLessThan(LONGEST_MESSAGE);
    }
  });

  test('all other programs compile, the twins too, and the declaration files have no error', () => {
    const wrong = ({ file, line }: Diagnostic) => mistakes.some(({ theme, from, to }) => theme.file === file && line >= from && line <= to);
    expect(found().filter((each) => !wrong(each)).map(text)).toEqual([]);
  });
});

for (const run of all.filter((each) => !asked(each))) {
  test.skip(`TypeScript ${run.version}, ${run.resolution} (missing: npm run test:all)`, () => undefined);
}

/** Compilers work in steps that do not depend on the machine; where these grow, so does everyone's waiting. */
// One of them has a template of a hundred placeholders. Older compilers count more for the same.
const INSTANTIATIONS_OF_A_PROGRAM: Readonly<Record<string, number>> = { '5.9': 265 };
const INSTANTIATIONS_ELSEWHERE = 330;

test('programs cost the compiler no more than before, on the average', () => {
  const programs = 2 * mistakes.length + programsOf(files, 'late').length + programsOf(files, 'fine').length;
  for (const { version } of runs.filter((run) => run.version !== '7.0' && run.resolution === 'nodenext')) {
    expect((checks.get(`${version} nodenext`)?.instantiations ?? 0) / programs).toBeLessThan(INSTANTIATIONS_OF_A_PROGRAM[version] ?? INSTANTIATIONS_ELSEWHERE);
  }
});
