/** One document of a stream, as kubectl cuts it. */
export interface Piece {
  readonly text: string;
  /** Where it begins in the stream, in characters. */
  readonly offset: number;
  /** The file that Helm made it of, as the comment above it says. */
  readonly source: string | undefined;
}

const SEPARATOR = /^---(?=[ \t\r\n]|$)/gm;
const SOURCE = /^# Source: (\S.*?)\s*$/m;
const BOM = '\uFEFF';

/** Cuts a stream at its separators, so that what is wrong with one document hides no other. */
export function piecesOf(stream: string): readonly Piece[] {
  const cuts = [...stream.matchAll(SEPARATOR)].map(({ index }) => index);
  const bounds = [0, ...cuts, stream.length];
  const pieces: Piece[] = [];
  let held = -1;
  for (let index = 0; index + 1 < bounds.length; index++) {
    const from = held >= 0 ? held : bounds[index] as number;
    const text = stream.slice(from, bounds[index + 1]);
    // Directives stand before the separator of the document that they are about.
    held = isDirectives(text) && index + 2 < bounds.length ? from : -1;
    if (held < 0 && !isEmpty(text)) pieces.push(...split({ text: readable(text), offset: from, source: SOURCE.exec(commentsOf(text))?.[1] }));
  }
  return pieces;
}

/** kubectl obeys no directive: a document that says `%YAML 1.1` is read as all others are. */
const readable = (text: string): string => text.replace(/^%/gm, (_, index: number) => (isDirectives(text.slice(0, index)) || index === 0 ? '#' : '%'))
  .replace(/^(---[ \t]*\r?\n)?\uFEFF/, (all) => all.replace(BOM, ''));

const isDirectives = (text: string): boolean => /^%/m.test(text) && text.split('\n').every((line) => /^(?:[%#].*)?\s*$/.test(line));
const isEmpty = (text: string): boolean => text.replace(/^---/, '').trim() === '';

/** The comments at its beginning. */
const commentsOf = (text: string): string => /^(?:---[^\n]*\n)?(?:[ \t]*(?:#[^\n]*)?\r?(?:\n|$))*/.exec(text)?.[0] ?? '';

/** Objects of JSON that stand one after the other, as several calls of kubectl write them, are a document each. */
function split(piece: Piece): readonly Piece[] {
  const { text, offset, source } = piece;
  if (!text.trimStart().startsWith('{') || !/\}\s*\{/.test(text)) return [piece];
  const pieces: Piece[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfText(text, at);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth !== 0 || character !== '}') continue;
    pieces.push({ text: text.slice(start, at + 1), offset: offset + start, source });
    start = at + 1;
  }
  const rest = text.slice(start);
  return rest.trim() === '' ? pieces : [...pieces, { text: rest, offset: offset + start, source }];
}

function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
