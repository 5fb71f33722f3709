/* What teams of Acme are told of their mistakes: by every compiler, and when the program runs. The programs are in mistakes/. */
import { basename, join } from 'node:path';
import { check, COMPILERS, type CompilerVersion, declarations, type Diagnostic, latePrograms, wrongPrograms } from '../support/compiler';

const directory = join(__dirname, 'mistakes');
const wrong = wrongPrograms(directory);
const late = latePrograms(directory);
const versions = Object.keys(COMPILERS) as CompilerVersion[];
const text = ({ file, line, code, message }: Diagnostic) => `${basename(file)}(${line}): ${code}: ${message}`;

describe.each(versions)('TypeScript %s', (version) => {
  let diagnostics: readonly Diagnostic[];
  beforeAll(async () => {
    const files = [...wrong.flatMap(({ file, twin }) => [file, twin]), ...late.map(({ file }) => file)];
    diagnostics = (await check(version, 'nodenext', await declarations(), files)).diagnostics;
  }, 300_000);

  test.each(wrong)('$name does not compile, and says why at the right place', ({ file, expected }) => {
    const found = diagnostics.filter((each) => each.file === file);
    expect(found.map(text).join('\n')).toContain(expected.says);
    expect(found.map(({ line }) => line)).toEqual(found.map(() => expected.line));
  });

  test('what makes no mistake compiles, the platform too', () => {
    expect(diagnostics.filter(({ file }) => !wrong.some((program) => program.file === file)).map(text)).toEqual([]);
  });
});

/** What a program is told when it runs as plain JavaScript. */
function told(file: string): string {
  try {
    jest.requireActual(file);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each(wrong.filter(({ expected }) => expected.atRunTime !== undefined))('$name: plain JavaScript is told the same', ({ file, expected }) => {
  expect(told(file)).toContain(expected.atRunTime);
});

test.each(wrong)('$name: without the mistake it runs', ({ twin }) => expect(told(twin)).toBe(''));

test.each(late)('$name compiles, and is told when it runs', ({ file, told: sentence }) => expect(told(file)).toContain(sentence));
