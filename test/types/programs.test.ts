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
/** What is read of an error at once. */
const READ_FIRST = 200;

/** Where what is said ends in a message, but for what the program's author has given: names and URLs may be of any length. */
const placeOf = (says: string, message: string): number => {
  const at = message.indexOf(says);
  const given = [...message.slice(0, Math.max(at, 0)).matchAll(/'(\\?"[^']*"|\w+<[^']*>)' is not assignable/g)].map(([, words = '']) => words.length);
  return at < 0 ? Infinity : at + says.length - Math.max(0, ...given);
};

/*
 * Where the compiler says something else first, and why no type can change that.
 */

/** TypeScript before 7.0 prints the type of the object and of the properties, each in full, before the name of the property that is missing. */
const MISSING = 'a sentence could only be the type of another argument: the property would have to be optional, so that hovers and completions no ' +
  'longer show that it is needed, and a misspelt property beside it would be reported as the missing one (F97)';
/** TypeScript before 7.0 prints the type of the parameter twice before the name of the first property that is missing. */
const NO_WORKLOAD = 'a sentence could only be a part of the type of the parameter: where Id is not inferred it is any, as in Workload<any>, which is ' +
  'allowed, so a type that is only the sentence would refuse that; a union with the sentence would show in every hover';

const LATER_BEFORE_7: Readonly<Record<string, string>> = {
  'databases: database missing': MISSING,
  'migration-jobs: Job is no lock': MISSING,
  'one-at-a-time: second run not said': MISSING,
  'programs: step on chart': NO_WORKLOAD,
  'programs: step on workload of cdk8s plus': NO_WORKLOAD,
};

const LATER: Readonly<Record<string, string>> = {
  // The same type must give each variable of an object literal its own line of the error, so it must be an object type.
  'secrets: secret in spread': 'a spread has no property to point at: TypeScript prints both types in full, then the name of the variable, then its sentence',
};

const isLater = (title: string, version: CompilerVersion): boolean => title in LATER || (version !== '7.0' && title in LATER_BEFORE_7);

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
test.each([['mistake', 195], ['late', 28], ['fine', 70]] as const)('of kind %s there are %i programs at least', (kind, count) => {
  expect(programsOf(files, kind).length).toBeGreaterThanOrEqual(count);
});

test('what is said later names programs that exist', () => {
  expect(mistakes.map(({ title }) => title)).toEqual(expect.arrayContaining([...Object.keys(LATER), ...Object.keys(LATER_BEFORE_7)]));
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

  test.each(mistakes)('$title does not compile, and says why at the right place', ({ title, theme, from, to, expected }) => {
    const errors = found().filter(({ file, line }) => file === theme.file && line >= from && line <= to);
    const at = (each: Diagnostic) => (theme.lines[each.line - 1] ?? '').slice(each.column - 1);
    expect(errors.map(text).join('\n')).toContain(expected.says);
    // The library's sentence is read at once, and so is a name that is misspelt: before it stands only what was given.
    const place = Math.min(...errors.map(({ message }) => placeOf(expected.says, message)));
    // An entry of the list that is no longer later must go.
    if (isLater(title, version)) expect(place).toBeGreaterThan(READ_FIRST);
    else expect(place).toBeLessThanOrEqual(READ_FIRST);
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
