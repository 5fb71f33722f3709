/* The same rule at every gate: what the compiler refuses is refused at run time, in the same words, where types saw nothing. */
import { basename } from 'node:path';
import { PreludeError } from '../../src';
import * as sentences from '../../src/messages/compile-time';
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

/** What stands open in a sentence: texts, and where it lists some, a list. */
const gapsOf = (sentence: (...gaps: unknown[]) => string): readonly unknown[] =>
  Array.from({ length: sentence.length }, (_, index) => (sentence === sentences.imageFromElsewhere && index === 2 ? ['\0'] : '\0'));

/** Each sentence as a pattern, its gaps open. */
const patterns = Object.entries(sentences).map(([name, sentence]) => {
  const whole = typeof sentence === 'string' ? sentence : (sentence as (...gaps: unknown[]) => string)(...gapsOf(sentence as (...gaps: unknown[]) => string));
  return { name, pattern: new RegExp(`^${whole.split('\0').map((part) => part.replace(/[^\w\s]/g, '\\$&')).join('.+')}$`) };
});

test.each(patterns)('$name is what some program is told', ({ pattern }) => {
  expect(wrong.filter(({ expected }) => expected.words === 'library' && pattern.test(expected.says))).not.toEqual([]);
});

test.each(wrong.filter(({ expected }) => expected.words === 'library'))('$name expects one of the library\'s sentences', ({ expected }) => {
  expect(patterns.filter(({ pattern }) => pattern.test(expected.says))).toHaveLength(1);
});
