import type { ShellCommand } from './commands';
import { baseName, takesValue, wrapperWords } from './starters';
import type { ShellWord } from './words';

/** The program that a command runs in the end, without its directory, and what it is given. */
export interface ProgramCall {
  readonly name: string;
  /** The same as it is written. */
  readonly path: string;
  readonly args: readonly ShellWord[];
}

/** What a command runs: `timeout 5 /usr/bin/curl -k URL` runs curl. Nothing where it only sets variables. */
export function programOf({ words }: Pick<ShellCommand, 'words'>): ProgramCall | undefined {
  let rest = words;
  while (rest.length > 0) {
    const name = baseName(rest[0]!.text);
    // `command -v jq` asks for a program, and starts none.
    const own = name === 'command' && rest[1]?.text.startsWith('-') ? undefined : wrapperWords(name);
    const after = own === undefined ? [] : rest.slice(1).slice(skipped(rest.slice(1), own));
    if (own === undefined || after.length === 0) return { name, path: rest[0]!.text, args: rest.slice(1) };
    rest = after;
  }
  return undefined;
}

/** How many words belong to the starter: flags, assignments, and its own arguments. */
function skipped(words: readonly ShellWord[], own: number): number {
  let index = 0;
  for (let left = own; index < words.length; index++) {
    if (takesValue(words[index]!.text)) {
      index += 1;
      continue;
    }
    if (/^-|^[A-Za-z_][A-Za-z0-9_]*=/.test(words[index]!.text)) continue;
    if (left === 0) break;
    left -= 1;
  }
  return index;
}

/** The words of a program that are no flags. */
export const operands = (args: readonly ShellWord[]): readonly ShellWord[] => args.filter(({ text }) => !text.startsWith('-'));

/** The value of a flag: `-h db`, `-hdb`, `--host=db`, `--host db`. */
export function valueOf(args: readonly ShellWord[], ...flags: readonly string[]): string | undefined {
  for (const [index, { text }] of args.entries()) {
    for (const flag of flags) {
      if (text === flag) return args[index + 1]?.text;
      if (text.startsWith(`${flag}=`)) return text.slice(flag.length + 1);
      if (/^-[a-zA-Z]$/.test(flag) && text.startsWith(flag) && text.length > 2 && !text.startsWith('--')) return text.slice(2);
    }
  }
  return undefined;
}

/** True where one of the flags is given; `-k` also among others, as in `-fsSLk`. */
export const hasFlag = (args: readonly ShellWord[], ...flags: readonly string[]): boolean => args.some(({ text }) => flags.some((flag) =>
  text === flag || text.startsWith(`${flag}=`) || (/^-[a-zA-Z]$/.test(flag) && new RegExp(`^-[a-zA-Z]*${flag[1]}`).test(text))));
