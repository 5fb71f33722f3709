import { type Finder, type Found, type Placed, placed } from './found';
import { namesSecret } from './names';
import { isSecretValue } from './stand-ins';

/** `password: x`, `"password": "x"`, `DB_PASSWORD=x`, `:_authToken=x`: a name, and what follows it. */
const NAMED = /(?<![\w.$-]|\$\{|[:/](?!_))([A-Za-z_][\w.-]{0,255})["']?[ \t]{0,64}(?::=|=>|[:=])[ \t]{0,64}/g;
const QUOTED = /\\?"([^"\n]{0,4096}?)\\?"|'([^'\n]{0,4096})'/y;
/** A value without quotes, in which what stands for one may have braces and spaces. */
const BARE = /(?:[$@#]\{[^{}\n]{0,1024}\}|\{\{[^{}\n]{0,1024}\}\}|[^\s"',;}|&`])+/y;
const END_OF_BARE = /[ \t]*(?:$|[,;}\r#|&])/my;
/** A value of a few words, to the end of a line that begins with the name: `password: hunter two`. */
const FEW_WORDS = /[^\s"'#,;{}[\]|>&*!<-][^\s"',;{}]{0,255}(?: [^\s"'#,;{}][^\s"',;{}]{0,255}){1,3}[ \t]*$/my;

/** Values that stand after the name of a secret, in any of the usual formats. */
export const byName: Finder = function* (text): Iterable<Found> {
  yield* assigned(text);
  if (text.includes('<')) yield* inTags(text);
  yield* apart(text);
  yield* lines(text);
};

function* assigned(text: string): Iterable<Found> {
  if (!/[:=]/.test(text)) return;
  NAMED.lastIndex = 0;
  let place = 0;
  for (const found of text.matchAll(NAMED)) {
    if (found.index < place) continue;
    const [whole, name = ''] = found;
    if (!namesSecret(name)) continue;
    const from = found.index + whole.length;
    const { value, start, end } = valueAt(text, from, whole, lineBegins(text, found.index));
    place = end;
    if (isSecretValue(value)) yield { what: `a value of "${name}"`, by: 'name', name, start, end: start + value.length };
  }
}

const lineBegins = (text: string, index: number): boolean => /(?:^|\n)[ \t]{0,64}(?:- )?["']?$/.test(text.slice(Math.max(0, index - 70), index));

/** The value that begins at a place: up to the quote, the end of the line, or what ends a value in JSON, YAML and shells. */
function valueAt(text: string, place: number, before: string, atStart: boolean): Pick<Placed, 'value' | 'start' | 'end'> {
  const quoted = matchAt(QUOTED, text, place);
  if (quoted) {
    const value = quoted[1] ?? quoted[2] ?? '';
    return { value, start: place + quoted[0].indexOf(value), end: place + quoted[0].length };
  }
  const [bare = ''] = matchAt(BARE, text, place) ?? [];
  const end = place + bare.length;
  // A shell ends a value at a space, and has none around "=".
  if (matchAt(END_OF_BARE, text, end) || (before.endsWith('=') && !/[ \t"']=$/.test(before) && /[\s"']/.test(text[end] ?? ' '))) return { value: bare, start: place, end };
  if (atStart && /[ \t]$|=$/.test(before)) {
    const [words] = matchAt(FEW_WORDS, text, place) ?? [];
    if (words !== undefined) return { value: words.trimEnd(), start: place, end: place + words.length };
  }
  return { value: '', start: place, end: Math.max(end, place) };
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/** `<password>hunter2</password>`, `<db:password type="plain">hunter2</…`. */
const TAG = /<([A-Za-z_][\w:.-]{0,127})(?:\s[^<>]{0,512})?>(?:<!\[CDATA\[)?\s{0,64}([^<>\s][^<>\n]{0,1024})/dg;

function* inTags(text: string): Iterable<Found> {
  for (const { match: [, name = ''], value, start, end } of placed(text, TAG, 2)) {
    const called = name.split(':').at(-1) ?? '';
    if (namesSecret(called) && text.startsWith('<', end) && isSecretValue(value.trim())) yield { what: `a value of "${called}"`, by: 'name', name: called, start, end };
  }
}

/** A name and its value apart: `name: DB_PASSWORD, value: x` of a manifest, `key="password" value="x"` of XML. */
const APART = /\b(?:name|key|Name|Key)\\?["']?\s{0,8}[:=]\s{0,8}\\?["']?([A-Za-z_][\w.-]{0,127})\\?["']?[\s,]{1,64}(?:-\s)?\\?["']?[vV]alue\\?["']?\s{0,8}[:=]\s{0,8}(?:\\?"([^"\n]{1,1024}?)\\?"|'([^'\n]{1,1024})'|([^\s"'<>,}]{1,1024}))/dg;

function* apart(text: string): Iterable<Found> {
  if (!/value/i.test(text)) return;
  for (const match of text.matchAll(APART)) {
    const group = [2, 3, 4].find((one) => match[one] !== undefined) ?? 2;
    const [name = '', value = ''] = [match[1], match[group]];
    const [start, end] = match.indices?.[group] ?? [0, 0];
    if (namesSecret(name) && isSecretValue(value)) yield { what: `a value of "${name}"`, by: 'name', name, start, end };
  }
}

/** Configurations that need no "=": `requirepass hunter2`, `bindpw hunter2`, `password h2`. */
const LINE = /^[ \t]{0,32}(requirepass|masterauth|bindpw|rootpw|olcRootPW:|sasl_passwd|password|passwd|secret|psk|SecretKey|AuthPassword|AuthPass)[ \t]{1,32}(?:"([^"\n]{1,256})"|([^\s"';]{1,256}))[ \t]{0,8};?$/dgm;
const NEEDS_DIGIT = /^(?:password|passwd|secret|psk)$/i;
/** Users of Redis: `user shop on >hunter2 ~* +@all`. */
const REDIS_USER = /^[ \t]{0,32}user[ \t]{1,8}\S{1,128}[ \t](?:[^\n]{0,256}[ \t])?>(\S{1,256})/dgm;

function* lines(text: string): Iterable<Found> {
  for (const match of text.matchAll(LINE)) {
    const group = match[2] === undefined ? 3 : 2;
    const [name = '', value = ''] = [match[1], match[group]];
    const [start, end] = match.indices?.[group] ?? [0, 0];
    if (isSecretValue(value) && (!NEEDS_DIGIT.test(name) || /\d/.test(value))) yield { what: `a value of "${name}"`, by: 'name', name, start, end };
  }
  if (!text.includes('>')) return;
  for (const { value, start, end } of placed(text, REDIS_USER, 1)) if (isSecretValue(value)) yield { what: 'a password of a user of Redis', by: 'name', start, end };
}
