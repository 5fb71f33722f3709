import type { ShellScript } from '../shell/commands';
import { baseName, isBeforeProgram } from '../shell/starters';

/** A command that migrates. */
export interface Command {
  /** The program, without its directory: `flyway`, `manage.py`. */
  readonly program: string;
  /** The words that follow in this order, options and what else stands between them aside: `['migrate', 'deploy']`. */
  readonly words: readonly string[];
  /** True where it makes the schema what the files say, and drops columns that they do not have. */
  readonly declarative?: boolean;
}

/** Words that ask, and change nothing. */
const ASKS = new Set(['--check', '--plan', '--help', '-h', '--version', '-version', '--dry-run', '--dryrun', '--sql', 'help']);

const nameOf = (word: string): string => baseName(word).replace(/@[^@/]*$/, '');

/** The words from the program on. */
function fromProgram(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !isBeforeProgram(word));
  return at < 0 ? [] : words.slice(at);
}

/** The first of these that what a container runs is plainly one of. */
export function findCommand<C extends Command>({ commands: run }: Pick<ShellScript, 'commands'>, commands: readonly C[]): C | undefined {
  for (const { words } of run) {
    const [program, ...rest] = fromProgram(words.map(({ text }) => text));
    if (program === undefined || rest.some((word) => ASKS.has(word))) continue;
    const name = nameOf(program);
    const found = commands.find((command) => command.program === name && inThisOrder(rest, command.words));
    if (found) return found;
  }
  return undefined;
}

function inThisOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const word of words) if (word === wanted[at]) at++;
  return at === wanted.length;
}
