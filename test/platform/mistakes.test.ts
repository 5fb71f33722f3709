/* What teams of Acme are told of their mistakes: by every compiler, and when the program runs. The programs are in mistakes/. */
import { basename, join } from 'node:path';
import { askedAll } from '../support/all';
import { check, COMPILERS, type CompilerVersion, declarations, type Diagnostic } from '../support/compiler';
import { programsOf, themes, writeTwins } from '../support/programs';
import { loadPrograms } from '../support/run-programs';

const [teams] = themes(join(__dirname, 'mistakes'));
if (!teams) throw new Error('the programs are missing');
const mistakes = programsOf([teams], 'mistake');
const late = programsOf([teams], 'late');
/** The newest that has an API, and all of them where all tests are asked for. */
const versions = askedAll() ? Object.keys(COMPILERS) as CompilerVersion[] : ['5.9'] as const;
const text = ({ file, line, code, message }: Diagnostic) => `${basename(file)}(${line}): ${code}: ${message}`;

test('six mistakes that compilers see, five that they do not', () => {
  expect([mistakes.length, late.length]).toEqual([6, 5]);
});

describe.each(versions)('TypeScript %s', (version) => {
  let diagnostics: readonly Diagnostic[];
  beforeAll(async () => {
    diagnostics = (await check(version, 'nodenext', await declarations(), [teams.file, ...writeTwins([teams]).values()])).diagnostics;
  }, 300_000);

  const inside = ({ file, line }: Diagnostic, { from, to }: { from: number; to: number }) => file === teams.file && line >= from && line <= to;

  test.each(mistakes)('$name does not compile, and says why at the right place', (program) => {
    const found = diagnostics.filter((each) => inside(each, program));
    expect(found.map(text).join('\n')).toContain(program.expected.says);
    expect(found.map(({ line }) => line)).toEqual(found.map(() => program.expected.line));
  });

  test('what makes no mistake compiles, the platform too', () => {
    expect(diagnostics.filter((each) => !mistakes.some((program) => inside(each, program))).map(text)).toEqual([]);
  });
});

const told = loadPrograms(teams, 'wrong');
const toldTwin = loadPrograms(teams, 'right');
const message = (error: unknown) => (error === undefined ? '' : (error as Error).message);

test.each(mistakes.filter(({ expected }) => expected.atRunTime !== undefined))('$name: plain JavaScript is told the same', ({ name, expected }) => {
  expect(message(told(name))).toContain(expected.atRunTime);
});

test.each(mistakes)('$name: without the mistake it runs', ({ name }) => expect(message(toldTwin(name))).toBe(''));

test.each(late)('$name compiles, and is told when it runs', ({ name, told: sentence }) => expect(message(told(name))).toContain(sentence));
