/* The same rule at every gate: what the compiler refuses is refused at run time, in the same words, where types saw nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PreludeError } from '../../src';
import { imageFromElsewhere } from '../../src/messages/images';
import { goodPrograms, latePrograms, wrongPrograms } from '../support/compiler';

const wrong = wrongPrograms();

/** What a program is told when it runs as plain JavaScript: swc takes the types away and looks at none. */
function told(file: string): unknown {
  try {
    jest.requireActual(file);
    return undefined;
  } catch (error) {
    return error;
  }
}

test.each(wrong.filter(({ expected }) => expected.atRunTime !== undefined))('$name: plain JavaScript is told the same', ({ file, expected }) => {
  const error = told(file);
  expect(error).toBeInstanceOf(PreludeError);
  expect((error as PreludeError).sentence).toContain(expected.atRunTime);
});

test.each(latePrograms())('$name compiles, and is told when it runs', ({ file, told: sentence }) => {
  const error = told(file);
  expect(error).toBeInstanceOf(PreludeError);
  expect((error as PreludeError).sentence).toBe(sentence);
});

test.each(wrong)('$name: without the mistake it runs', ({ twin }) => expect(told(twin)).toBeUndefined());

test.each(goodPrograms().map((file) => ({ name: basename(file), file })))('$name runs', ({ file }) => expect(told(file)).toBeUndefined());

type Sentence = string | ((...gaps: unknown[]) => string);

const messages = join(__dirname, '../../src/messages');

/** The sentences that the compiler prints: each is a type as well, of the same name but for its capital letter. */
const sentences: Readonly<Record<string, Sentence>> = Object.assign({}, ...readdirSync(messages).map((file) => {
  const types = [...readFileSync(join(messages, file), 'utf8').matchAll(/^export type (\w+)/gm)].map(([, name = '']) => name.charAt(0).toLowerCase() + name.slice(1));
  const all = jest.requireActual<Readonly<Record<string, Sentence>>>(join(messages, file));
  return Object.fromEntries(Object.entries(all).filter(([name]) => types.includes(name)));
}));

test('the sentences of the compiler are found', () => expect(Object.keys(sentences).length).toBeGreaterThan(40));

/** What stands open in a sentence: texts, and where it lists some, a list. */
const gapsOf = (sentence: (...gaps: unknown[]) => string): readonly unknown[] =>
  Array.from({ length: sentence.length }, (_, index) => (sentence === imageFromElsewhere && index === 2 ? ['\0'] : '\0'));

/** Each sentence as a pattern, its gaps open. */
const patterns = Object.entries(sentences).map(([name, sentence]) => {
  const whole = typeof sentence === 'string' ? sentence : sentence(...gapsOf(sentence));
  return { name, pattern: new RegExp(`^${whole.split('\0').map((part) => part.replace(/[^\w\s]/g, '\\$&')).join('.+')}$`) };
});

test.each(patterns)('$name is what some program is told', ({ pattern }) => {
  expect(wrong.filter(({ expected }) => expected.words === 'library' && pattern.test(expected.says))).not.toEqual([]);
});

test.each(wrong.filter(({ expected }) => expected.words === 'library'))('$name expects one of the library\'s sentences', ({ expected }) => {
  expect(patterns.filter(({ pattern }) => pattern.test(expected.says))).toHaveLength(1);
});
