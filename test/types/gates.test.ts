/* The same rule at every gate: what the compiler refuses is refused at run time, in the same words, where types saw nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreludeError } from '../../src';
import * as expectedProperties from '../../src/messages/expected-properties';
import { imageFromElsewhere } from '../../src/messages/images';
import { programsOf, themes } from '../support/programs';
import { loadPrograms } from '../support/run-programs';

const files = themes();
const wrong = programsOf(files, 'mistake');

describe.each(files)('$name', (theme) => {
  const told = loadPrograms(theme, 'wrong');
  const toldTwin = loadPrograms(theme, 'right');
  const mistakes = programsOf([theme], 'mistake');
  const late = programsOf([theme], 'late');
  const fine = programsOf([theme], 'fine');

  for (const { name, expected } of mistakes) {
    if (expected.atRunTime !== undefined) {
      test(`${name}: plain JavaScript is told the same`, () => {
        const error = told(name);
        expect(error).toBeInstanceOf(PreludeError);
        expect((error as PreludeError).sentence).toContain(expected.atRunTime);
      });
    }
    test(`${name}: without the mistake it runs`, () => expect(toldTwin(name)).toBeUndefined());
  }

  for (const { name, told: sentence } of late) {
    test(`${name} compiles, and is told when it runs`, () => {
      const error = told(name);
      expect(error).toBeInstanceOf(PreludeError);
      expect((error as PreludeError).sentence).toBe(sentence);
    });
  }

  for (const { name } of fine) test(`${name} runs`, () => expect(told(name)).toBeUndefined());
});

type Sentence = string | ((...gaps: unknown[]) => string);

const messages = join(__dirname, '../../src/messages');

/** The sentences that the compiler prints: each is a type as well, of the same name but for its capital letter. */
const sentences: Readonly<Record<string, Sentence>> = Object.assign({}, ...readdirSync(messages).filter((file) => file !== 'list.ts').map((file) => {
  const types = [...readFileSync(join(messages, file), 'utf8').matchAll(/^export type (\w+)/gm)].map(([, name = '']) => name.charAt(0).toLowerCase() + name.slice(1));
  const all = jest.requireActual<Readonly<Record<string, Sentence>>>(join(messages, file));
  return Object.fromEntries(Object.entries(all).filter(([name]) => types.includes(name)));
}));

/** What is said of properties that are not there: in tables, for their types are made of these. */
const notThere = Object.entries(expectedProperties).flatMap(([table, of]) => Object.entries(of).map(([property, says]) => [`${table}.${property}`, says]));
Object.assign(sentences, Object.fromEntries(notThere.filter(([, says], index) => notThere.findIndex(([, other]) => other === says) === index)));

test('the sentences of the compiler are found', () => expect(Object.keys(sentences).length).toBeGreaterThan(40));

/** What stands open in a sentence: texts, and where it lists some, a list. */
const gapsOf = (sentence: (...gaps: unknown[]) => string): readonly unknown[] =>
  Array.from({ length: sentence.length }, (_, index) => (sentence === imageFromElsewhere && index === 2 ? ['\0'] : '\0'));

/** Each sentence as a pattern, its gaps open. */
const patterns = Object.entries(sentences).map(([name, sentence]) => {
  const whole = typeof sentence === 'string' ? sentence : sentence(...gapsOf(sentence));
  return { name, pattern: new RegExp(`^${whole.split('\0').map((part) => part.replace(/[^\w\s]/g, '\\$&')).join('.+')}$`) };
});

/** Told by the compiler where migrations are, whose programs are in test/migration-tools and test/steps. */
const ELSEWHERE: ReadonlySet<string> = new Set(['notATool', 'notASchema']);

test.each(patterns.filter(({ name }) => !ELSEWHERE.has(name)))('$name is what some program is told', ({ pattern }) => {
  // What is late in a long error of the compiler is expected at run time.
  expect(wrong.filter(({ expected }) => expected.words === 'library' && [expected.says, expected.atRunTime ?? ''].some((says) => pattern.test(says)))).not.toEqual([]);
});

test.each(wrong.filter(({ expected }) => expected.words === 'library'))('$title expects one of the library\'s sentences', ({ expected }) => {
  expect(patterns.filter(({ pattern }) => pattern.test(expected.says))).toHaveLength(1);
});
