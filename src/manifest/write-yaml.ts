/*
 * YAML as Kubernetes' reader (sigs.k8s.io/yaml) and PyYAML take it, in the layout that cdk8s writes, and many times as fast.
 * The rule that makes it safe: plain only where no reader of YAML 1.1 or 1.2 sees anything but this text, else in quotes.
 */

/** The text of one document, with its last line break; undefined where it holds anything but plain data, such as a Date. */
export function writeYaml(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  try {
    const text = isList(document) ? sequence(document, 0) : mapping(document, 0);
    return text === '' ? `${isList(document) ? '[]' : '{}'}\n` : text;
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

/** Thrown for a value that JSON does not have: the caller then writes the object in another way. */
const NOT_PLAIN = new Error('not plain data');
/** Deeper than any manifest: the value holds itself. */
const DEEPEST = 200;
const INDENTS = Array.from({ length: DEEPEST + 2 }, (_, depth) => '  '.repeat(depth));

const isList = (value: object): value is readonly unknown[] => Array.isArray(value);

/** The lines of a mapping; the first one without its indentation, which stands there already. */
function mapping(map: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(map);
  if ((prototype !== Object.prototype && prototype !== null) || depth > DEEPEST) throw NOT_PLAIN;
  const indent = INDENTS[depth]!;
  let text = '';
  for (const name of Object.keys(map)) {
    text += (text === '' ? keyText(name, indent) : indent + keyText(name, indent)) + valueText((map as Readonly<Record<string, unknown>>)[name], depth);
  }
  return text;
}

/** What stands after the colon of a key, to the end of its last line. */
function valueText(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return ` ${scalar(value, depth + 1)}\n`;
  const text = isList(value) ? sequence(value, depth + 1) : mapping(value, depth + 1);
  return text === '' ? (isList(value) ? ' []\n' : ' {}\n') : `\n${INDENTS[depth + 1]!}${text}`;
}

/** The lines of a list; the first one without its indentation. */
function sequence(list: readonly unknown[], depth: number): string {
  if (depth > DEEPEST) throw NOT_PLAIN;
  const indent = INDENTS[depth]!;
  let text = '';
  for (const item of list) text += `${text === '' ? '' : indent}- ${itemText(item, depth + 1)}`;
  return text;
}

function itemText(item: unknown, depth: number): string {
  if (typeof item !== 'object' || item === null) return `${scalar(item, depth)}\n`;
  const text = isList(item) ? sequence(item, depth) : mapping(item, depth);
  return text === '' ? (isList(item) ? '[]\n' : '{}\n') : text;
}

function scalar(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string': return (value.includes('\n') ? lines[depth]! : texts).get(value, (text) => textOf(text, depth));
    case 'number': return numberText(value);
    case 'boolean': return value ? 'true' : 'false';
    default:
      if (value === null) return 'null';
      throw NOT_PLAIN;
  }
}

/** Readers of YAML 1.1 take `1e+21` for a text: their numbers with an exponent have a point. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw NOT_PLAIN;
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/** Of thousands of objects most texts are the same: what they are written as is worked out once. */
class Memory {
  private readonly known = new Map<string, string>();

  constructor(private readonly most: number, private readonly longest: number) {}

  get(value: string, make: (value: string) => string): string {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const made = make(value);
    if (value.length > this.longest) return made;
    if (this.known.size >= this.most) this.known.clear();
    this.known.set(value, made);
    return made;
  }
}

const texts = new Memory(10_000, 200);
const keys = new Memory(10_000, 200);
/** How lines are written depends on their depth. The longest ones are programs, which many objects share. */
const lines = Array.from({ length: DEEPEST + 3 }, () => new Memory(100, 100_000));

const textOf = (value: string, depth: number): string =>
  value.includes('\n') && isBlock(value) ? blockText(value, INDENTS[depth]!) : quotedOrPlain(value);

/** Readers look only so far ahead for the colon of a key. */
const LONGEST_KEY = 1000;

function keyText(name: string, indent: string): string {
  const text = keys.get(name, (key) => (/[: ]/.test(key) ? quoted(key) : quotedOrPlain(key)));
  return text.length > LONGEST_KEY ? `? ${text}\n${indent}:` : `${text}:`;
}

const quotedOrPlain = (value: string): string => (isPlain(value) ? value : quoted(value));

/** Begins with a letter, or with what begins nothing else in YAML: the path of a file, an option, a variable. */
const BEGINS_A_TEXT = /^(?:[A-Za-z_/($]|--?[A-Za-z]|--$|\.\/|\p{L})/u;
/** Begins with a digit and has a letter, `/` or `%` that no number and no time has, or is an address or a version. */
const NO_NUMBER = /^(?!0x|0b[01_]*$|0o[0-7_]*$)(?:[0-9][0-9a-z._-]*[a-df-su-y%/][0-9a-z._/%-]*|[0-9]+(?:\.[0-9]+){2,})$/i;
/** What YAML 1.1 reads as a boolean or null, written in any way. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$/i;
/** Ends a text without quotes, or begins a comment. */
const ENDS_A_TEXT = /: |:$| #| $/;
/** Everything but letters, digits, marks, punctuation and symbols: the rest is invisible, or turns the direction of the line. */
const UNSEEN = /[^\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]/u;
const EACH_UNSEEN = new RegExp(UNSEEN, 'gu');
const ASCII = /^[\x20-\x7e]*$/;

const isSeen = (value: string): boolean => ASCII.test(value) || !UNSEEN.test(value);

const isPlain = (value: string): boolean =>
  (BEGINS_A_TEXT.test(value) ? !WORDS.test(value) && !ENDS_A_TEXT.test(value) : NO_NUMBER.test(value)) && isSeen(value);

function quoted(value: string): string {
  if (value.includes('"') && !value.includes('\'') && isSeen(value)) return `'${value}'`;
  const json = JSON.stringify(value);
  return isSeen(json) ? json : json.replace(EACH_UNSEEN, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

const UNSEEN_IN_LINES = /[^\n\t\x20-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]/u;
const ASCII_LINES = /^[\n\t\x20-\x7e]*$/;
const BLANK_LINE = /(?:^|\n)[ \t]+(?:\n|$)/;

/** Lines that people read as they are. One of blanks alone would not be seen, nor be read by all readers in the same way. */
const isBlock = (value: string): boolean =>
  /[^\s]/.test(value) && !BLANK_LINE.test(value) && (ASCII_LINES.test(value) || !UNSEEN_IN_LINES.test(value));

function blockText(value: string, indent: string): string {
  const keep = value.endsWith('\n\n') ? '+' : value.endsWith('\n') ? '' : '-';
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const begin = /^\n*[ \t]/.test(value) ? '2' : '';
  return `|${begin}${keep}\n${body.replace(/^(?=[^\n])/gm, indent)}`;
}
