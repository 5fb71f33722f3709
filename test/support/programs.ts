/*
 * Programs for the compiler: several in a file, each by `mistake`, `late` or `fine` of test/compile-errors/support/program.ts.
 * Above the wrong line of a mistake stands what must be said of it:
 *
 *   // @error     the library's sentence …        or   // @compiler  … the compiler's, where that is all there can be
 *   // @on        the wrong thing, as the line goes on from there
 *   // @runtime   what plain JavaScript is told, where that differs; `-` where it cannot make the mistake
 *   // @right     the line that stands there in the right twin; `-` where it has none
 *
 * `@right` may stand above other lines too, or only there. So the twin differs in nothing but what is marked.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { cache, root } from './compiler';

/** The line that must not compile, and what is said of it. */
export interface Expectation {
  /** From 1. */
  readonly line: number;
  /** Part of what the compiler must say. */
  readonly says: string;
  /** Whether those are the library's words, or the compiler's, which are all there can be. */
  readonly words: 'library' | 'compiler';
  /** What the error must be shown at: the beginning of it. */
  readonly on: string;
  /** What plain JavaScript is told at run time; undefined where it cannot make the mistake. */
  readonly atRunTime: string | undefined;
}

interface Program {
  readonly name: string;
  /** Lines, from 1, both included. */
  readonly from: number;
  readonly to: number;
}

/** A program that must not compile. */
export interface Mistake extends Program {
  readonly kind: 'mistake';
  readonly expected: Expectation;
}

/** A program that compiles, and what it is told when it runs. */
export interface Late extends Program {
  readonly kind: 'late';
  readonly told: string;
}

/** A program that compiles and runs. */
export interface Fine extends Program {
  readonly kind: 'fine';
}

/** A file of programs. */
export interface Theme {
  readonly name: string;
  readonly file: string;
  readonly lines: readonly string[];
  readonly programs: readonly (Mistake | Late | Fine)[];
  /** The same file without the mistakes, line by line in the same places. */
  readonly right: string;
}

const MARK = /^\s*\/\/ @(error|compiler|runtime|on|right) (.*)$/;

/** The files of a directory, each with its programs. */
export const themes = (directory = join(root, 'test/compile-errors')): readonly Theme[] =>
  readdirSync(directory).filter((name) => name.endsWith('.ts')).sort().map((name) => readTheme(join(directory, name)));

function readTheme(file: string): Theme {
  const lines = readFileSync(file, 'utf8').split('\n');
  const starts = lines.flatMap((text, index) => {
    const [, kind, name] = /^(mistake|late|fine)\('(.*)', \(\) => \{$/.exec(text) ?? [];
    return kind === undefined || name === undefined ? [] : [{ kind, name, index }];
  });
  const programs = starts.map(({ kind, name, index }) => {
    const end = lines.indexOf('});', index);
    const program = { name, from: index + 1, to: end + 1 };
    const marks = marksOf(lines, index, end);
    const where = `${relative(root, file)}, "${name}"`;
    if (kind === 'mistake') return { ...program, kind, expected: expectation(where, marks) } as const;
    if (kind === 'fine') return { ...program, kind } as const;
    const told = marks.find(({ mark }) => mark === 'runtime')?.words;
    if (told === undefined) throw new Error(`${where} must say what it is told: // @runtime`);
    return { ...program, kind: 'late', told } as const;
  });
  return { name: basename(file, '.ts'), file, lines, programs, right: rightOf(lines).join('\n') };
}

interface Mark {
  readonly index: number;
  readonly mark: string;
  readonly words: string;
}

const marksOf = (lines: readonly string[], from: number, to: number): readonly Mark[] => lines.slice(from, to).flatMap((text, offset) => {
  const [, mark, words] = MARK.exec(text) ?? [];
  return mark === undefined || words === undefined ? [] : [{ index: from + offset, mark, words }];
});

function expectation(where: string, all: readonly Mark[]): Expectation {
  const marks = all.filter(({ mark }) => mark !== 'right');
  const one = (mark: string) => marks.find((each) => each.mark === mark)?.words;
  const at = all.findIndex(({ mark }) => mark === 'error' || mark === 'compiler');
  const [library, compiler, on, runtime] = ['error', 'compiler', 'on', 'runtime'].map(one);
  const says = library ?? compiler;
  const once = new Set(marks.map(({ mark }) => mark)).size === marks.length && (library === undefined) !== (compiler === undefined);
  if (!once || says === undefined || on === undefined || !all.some(({ mark }) => mark === 'right')) {
    throw new Error(`${where} must say once what is wrong (// @error or // @compiler), where (// @on), and what would be right (// @right)`);
  }
  return {
    line: lineBelow(all, at) + 1, says, words: library === undefined ? 'compiler' : 'library', on, atRunTime: runtime === '-' ? undefined : runtime ?? library,
  };
}

/** The index of the first line below a mark that is none itself. */
function lineBelow(marks: readonly Mark[], at: number): number {
  let { index } = marks[at]!;
  while (marks.some((each) => each.index === index)) index += 1;
  return index;
}

function rightOf(lines: readonly string[]): readonly string[] {
  const right = [...lines];
  const marks = marksOf(lines, 0, lines.length);
  marks.forEach(({ mark, words }, at) => {
    if (mark === 'right') right[lineBelow(marks, at)] = words === '-' ? '' : words;
  });
  return right;
}

/** Writes the right twins of files where a compiler finds them: each with its file. Kept as long as they are the same. */
export function writeTwins(all: readonly Theme[]): ReadonlyMap<Theme, string> {
  return new Map(all.map((each) => {
    // They lie elsewhere: what they import from beside them is named by its path.
    const text = each.right.replace(/from '(\.[^']*)'/g, (_, path: string) => `from '${resolve(dirname(each.file), path)}'`);
    const file = join(cache, `right-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, `${each.name}.ts`);
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.${process.pid}`, text);
      renameSync(`${file}.${process.pid}`, file);
    }
    return [each, file];
  }));
}

/** All programs of one kind in files, each with the file that it is in. */
export function programsOf<Kind extends 'mistake' | 'late' | 'fine'>(all: readonly Theme[], kind: Kind) {
  return all.flatMap((theme) => theme.programs.filter((program) => program.kind === kind)
    .map((program) => ({ ...program as Extract<Mistake | Late | Fine, { kind: Kind }>, theme, title: `${theme.name}: ${program.name}` })));
}
