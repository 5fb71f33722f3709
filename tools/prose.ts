/**
 * `npm run prose`: the house style over README, CONTRIBUTING, SECURITY and docs (CONTRIBUTING.md, "How we write"). Few rules, each of which a
 * reader would miss. Code, tables of quotations and generated pages are left out. A test runs it (test/docs/prose.test.ts).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeGood from 'write-good';
import { root } from './root';
import { withoutCode } from './markdown';

/** What is wrong at a place. */
export interface Remark {
  readonly line: number;
  readonly text: string;
  readonly advice: string;
}

/** Longer sentences are read twice. */
export const MOST_WORDS = 45;

/** Words that readers stumble over, and what to write. */
const WORDS: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/\bfor ever\b/gi, 'write "forever", or say how long'],
  [/\b(?:is|are) no (?:\w+ )?names? (?:for|of)\b/gi, 'write "is not a valid … name"'],
  [/\b(?:whoever|whosoever)\b/gi, 'name the actor'],
  [/\bnone that\b/gi, 'write "not one that", or turn the sentence round'],
  [/\bis (?:the )?\w+'s affair\b/gi, 'say who decides'],
  [/\bmakes? of (?:them|it) what\b/gi, 'say what the actor can do'],
  [/\bof before\b/gi, 'write "previous" or "older"'],
  [/\ball the same\b/gi, 'write "anyway", or leave it out'],
  [/\b(?:simply|obviously|of course|needless to say)\b/gi, 'leave it out: it is not so for every reader'],
  [/\b(?:utili[sz]e[sd]?|leverages?d?)\b/gi, 'write "use"'],
];

/** What write-good is asked for: a word written twice, and phrases that say nothing. Its other checks refuse good technical English. */
const WRITE_GOOD = {
  illusion: true, cliches: true, weasel: false, so: false, thereIs: false, passive: false, adverb: false, tooWordy: false, eprime: false,
} as const;

/** Pages that a tool writes from other texts, and pages that quote others. */
const LEFT_OUT = /^docs\/(?:api\/|for-assistants\.md$|mistakes\.md$|kubernetes-facts\.md$)/;

/** All pages that people have written. */
export const prosePages = (): readonly string[] => [
  'README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'ARCHITECTURE.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`).filter((file) => !LEFT_OUT.test(file)).sort(),
];

/** A page as its words: code is one word, a link is its text, comments and addresses are gone; lines stay where they are. */
const wordsOf = (page: string): string => withoutCode(page)
  .replace(/<!--[^]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
  .replace(/(`+)[^`]*?\1(?!`)/g, (code) => `CODE${code.replace(/[^\n]/g, '')}`)
  .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/<[^>\n]*>|\*\*/g, '');

interface Piece {
  readonly line: number;
  readonly text: string;
}

/** Paragraphs, items of lists and cells of tables, each with the line where it begins. */
function piecesOf(page: string): readonly Piece[] {
  const pieces: { line: number; text: string }[] = [];
  let open = false;
  wordsOf(page).split('\n').forEach((row, index) => {
    const line = index + 1;
    if (/^\s*\|/.test(row)) {
      open = false;
      for (const cell of row.split('|')) pieces.push({ line, text: cell });
    } else if (row.trim() === '' || /^#{1,6} /.test(row)) {
      open = false;
      if (row.trim() !== '') pieces.push({ line, text: row });
    } else if (!open || /^\s*(?:[-*]|\d+\.) /.test(row)) {
      open = true;
      pieces.push({ line, text: row.replace(/^\s*(?:[-*]|\d+\.) /, '') });
    } else {
      pieces.at(-1)!.text += `\n${row}`;
    }
  });
  return pieces.filter(({ text }) => /\w/.test(text));
}

const lineAt = ({ line, text }: Piece, index: number): number => line + (text.slice(0, index).match(/\n/g)?.length ?? 0);

function longSentences(piece: Piece): readonly Remark[] {
  return [...piece.text.matchAll(/[^.!?:;]+(?:[.!?:;](?!\s|$)[^.!?:;]*)*(?:[.!?:;]|$)/g)].flatMap(({ 0: sentence, index }) => {
    const words = sentence.split(/\s+/).filter((word) => /\w/.test(word));
    if (words.length <= MOST_WORDS) return [];
    return [{ line: lineAt(piece, index), text: `${words.slice(0, 6).join(' ')} …`, advice: `${words.length} words, at most ${MOST_WORDS}: split it` }];
  });
}

/** What the house style has to say of a page. */
export function remarksOn(page: string): readonly Remark[] {
  return piecesOf(page).flatMap((piece) => [
    ...WORDS.flatMap(([pattern, advice]) => [...piece.text.matchAll(pattern)]
      .map(({ 0: text, index }) => ({ line: lineAt(piece, index), text, advice }))),
    ...longSentences(piece),
    ...writeGood(piece.text.replace(/CODE/g, (_, at: number) => `C${at}`), WRITE_GOOD)
      .map(({ index, offset, reason }) => ({ line: lineAt(piece, index), text: piece.text.slice(index, index + offset), advice: reason })),
  ]);
}

/** All remarks, by page; pages without one are left out. */
export const allRemarks = (): ReadonlyMap<string, readonly Remark[]> => new Map(prosePages()
  .map((file) => [file, remarksOn(readFileSync(join(root, file), 'utf8'))] as const).filter(([, remarks]) => remarks.length > 0));

if (require.main === module) {
  const found = allRemarks();
  for (const [file, remarks] of found) {
    for (const { line, text, advice } of remarks) console.log(`${file}:${line}: ${text.replace(/\s+/g, ' ')}: ${advice}`);
  }
  process.exitCode = found.size > 0 ? 1 : 0;
}
