/*
 * One detector for every place: whatever text a manifest holds, the same is found in it.
 */

import { inConnections } from './connections';
import { type Finder, type Found, placed } from './found';
import { inHeaders, isSecretOfHeader } from './headers';
import { headerNamesSecret, namesSecret } from './names';
import { byShape } from './shapes';
import { commandsOf } from './shell-words';
import { inSql } from './sql';
import { isLiteral } from './stand-ins';
import { inUrls } from './urls';
import { byName } from './values-by-name';
import { inWords } from './words';

export type { Found } from './found';

/** What is known of a text beside it. */
export interface Context {
  /** The name of the variable, the property or the key whose value it is. */
  readonly name?: string;
  /** The name of the header whose value it is. */
  readonly header?: string;
}

const FINDERS: readonly Finder[] = [byShape, inUrls, inConnections, inHeaders, inSql, byName, inCommands];
/** Of texts in texts (`sh -c '…'`) so many are looked into. */
const DEEPEST = 3;

/** What in a text looks like a secret first; undefined where nothing does. Linear in the length of the text. */
export function findSecret(text: string, context: Context = {}): Found | undefined {
  const { name, header } = context;
  const whole = { start: 0, end: text.length };
  if (name !== undefined && namesSecret(name) && isLiteral(text)) return { what: `a value of "${name}"`, by: 'name', name, ...whole };
  if (header !== undefined && headerNamesSecret(header) && isSecretOfHeader(text)) return { what: `the header ${header}`, by: 'header', name: header, ...whole };
  for (const found of secretsIn(text)) return found;
  return undefined;
}

/** The same for the words of a command: which of them give a secret away, by themselves or by the words before. */
export function findSecretWords(words: readonly string[]): ReadonlyMap<number, Found> {
  const found = new Map<number, Found>();
  for (const { index, from, ...one } of inWords(words)) found.set(index, { ...one, start: from, end: (words[index] ?? '').length });
  for (const [index, word] of words.entries()) {
    const secret = found.has(index) ? undefined : findSecret(word);
    if (secret) found.set(index, secret);
  }
  return found;
}

/** A text with `…` in place of all that looks like a secret. */
export function withoutSecrets(text: string): string {
  let cut = '';
  let place = 0;
  for (const { start, end } of [...secretsIn(text)].sort((one, other) => one.start - other.start)) {
    if (end <= place) continue;
    cut += `${text.slice(place, Math.max(start, place))}…`;
    place = end;
  }
  return cut + text.slice(place);
}

function* secretsIn(text: string): Iterable<Found> {
  for (const finder of FINDERS) yield* finder(text);
}

/** A command as JavaScript pastes a list: `x,--password,hunter2`. */
const PASTED = /(?<=^|[\s,"'])--?([A-Za-z][\w.-]{0,127}),([^\s,"']{1,512})/dg;

/** Any text may be a script, or hold a line of one. */
function* inCommands(text: string): Iterable<Found> {
  for (const { match: [, name = ''], value, start, end } of placed(text, PASTED, 2)) {
    if (namesSecret(name) && isLiteral(value)) yield { what: `the argument ${name}`, by: 'flag', name, start, end };
  }
  yield* ofScript(text, 0, DEEPEST);
}

function* ofScript(text: string, offset: number, depth: number): Iterable<Found> {
  if (!/\s-/.test(text)) return;
  for (const words of commandsOf(text)) {
    for (const { index, from, ...found } of inWords(words.map((word) => word.text))) {
      const word = words[index];
      if (word) yield { ...found, start: offset + word.start + from, end: offset + word.start + word.text.length };
    }
    if (depth === 0) continue;
    for (const { text: inner, start } of words) if (/\s/.test(inner) && inner.length < text.length) yield* ofScript(inner, offset + start, depth - 1);
  }
}
