import type { Found } from './found';
import { headerNamesSecret, namesSecret } from './names';
import { isProgram, secretOption } from './programs';
import { isSecretOfHeader } from './headers';
import { isSecretValue } from './stand-ins';

const HEADER = /^(?:--header=|-H)?\s*["']?([\w.-]+):\s*([^"']+)/s;
const FLAG = /^--?([A-Za-z][\w.-]*)(?:=["']?([^"']*))?/;
/** What is said of a secret without giving one: `psql --no-password shop`. */
const SWITCH = /^(?:no|show|print|prompt|generate|create|use|with|without|skip|enable|disable|require|rotate)[-_]/i;
/** A Secret that kubectl makes of words: `--from-literal=password=X`. */
const LITERAL = /^(?:--from-literal=)?([\w.-]+)=(.+)$/s;

/** What a word of a command gives away beside its text, by the words before it. */
export interface WordFound extends Omit<Found, 'start' | 'end'> {
  /** Where in the word its value begins. */
  readonly from: number;
}

/** Looks at the words of one command, in their order. */
export function* inWords(words: readonly string[]): Iterable<WordFound & { readonly index: number }> {
  let program = '';
  let seen = new Set<string>();
  for (const [index, word] of words.entries()) {
    const found = inWord(word, words[index - 1] ?? '', program, seen);
    if (found) yield { ...found, index };
    else if (isProgram(word)) [program, seen] = [word, new Set()];
    if (program !== '' && seen.size < 64) seen.add(word);
  }
}

function inWord(word: string, before: string, program: string, seen: ReadonlySet<string>): WordFound | undefined {
  return header(word, before) ?? flag(word, before) ?? option(word, before, program, seen) ?? literal(word, before);
}

/** `--header NAME: VALUE`, `-H`, as one word or two. */
function header(word: string, before: string): WordFound | undefined {
  if (!word.includes(':') || (before !== '--header' && before !== '-H' && !/^(?:--header=|-H)/.test(word))) return undefined;
  const [, name = '', value = ''] = HEADER.exec(word) ?? [];
  return headerNamesSecret(name) && isSecretOfHeader(value) ? { what: `the header ${name}`, by: 'header', name, from: word.indexOf(value) } : undefined;
}

/** `--password=VALUE`, as one word or two. */
function flag(word: string, before: string): WordFound | undefined {
  const mine = FLAG.exec(word);
  const [, name = '', own] = mine ?? FLAG.exec(before) ?? [];
  if (mine === null && before.includes('=')) return undefined;
  const value = mine ? own : word;
  if (value === undefined || value.startsWith('-')) return undefined;
  // As it is typed: `--api-token`.
  const typed = (mine ? word : before).slice(0, name.length + 2).replace(/=$/, '');
  return namesSecret(name) && !SWITCH.test(name) && isSecretValue(value) ? { what: `the argument ${typed}`, by: 'flag', name: typed, from: word.lastIndexOf(value) } : undefined;
}

function option(word: string, before: string, program: string, seen: ReadonlySet<string>): WordFound | undefined {
  if (program === '') return undefined;
  const given = secretOption(program, seen, word, before);
  if (given === undefined || !isSecretValue(word.slice(given.from))) return undefined;
  return { what: `the argument ${given.option}`, by: 'flag', name: given.option, from: given.from };
}

function literal(word: string, before: string): WordFound | undefined {
  if (!word.startsWith('--from-literal=') && before !== '--from-literal') return undefined;
  const [, name = '', value = ''] = LITERAL.exec(word) ?? [];
  return namesSecret(name) && isSecretValue(value) ? { what: `a value of "${name}"`, by: 'name', name, from: word.length - value.length } : undefined;
}
