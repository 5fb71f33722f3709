import { commandsOf } from '../secrets/shell-words';

/** A command that migrates. */
export interface Command {
  /** The program, without its directory: `flyway`, `manage.py`. */
  readonly program: string;
  /** The words that follow in this order, options and what else stands between them aside: `['migrate', 'deploy']`. */
  readonly words: readonly string[];
  /** True where it makes the schema what the files say, and drops columns that they do not have. */
  readonly declarative?: boolean;
}

/** Programs that start another one, whose name is among their next words. */
const STARTERS = new Set([
  'npx', 'pnpm', 'pnpx', 'yarn', 'bunx', 'npm', 'bun', 'exec', 'dlx', 'run', 'bundle', 'poetry', 'uv', 'pipenv', 'pdm', 'rye', 'hatch', 'dotnet', 'node', 'env', 'nice', 'sudo',
  'python', 'python3', 'ruby', 'php', 'java', 'tini', 'dumb-init', 'time', 'timeout', 'doppler', 'infisical', 'setpriv', 'su-exec', 'gosu', '-m', '--', '-u', '-s',
]);
/** Words that ask, and change nothing. */
const ASKS = new Set(['--check', '--plan', '--help', '-h', '--version', '-version', '--dry-run', '--dryrun', '--sql', 'help']);
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'zsh']);
/** Shells nest at most once in practice: `sh -c 'bash -c "…"'`. */
const DEEPEST = 3;

const nameOf = (word: string): string => word.slice(word.lastIndexOf('/') + 1).replace(/@[^@/]*$/, '');

/** The simple commands of what a container runs: its words, or those of the script that they give to a shell. */
function* simpleCommands(words: readonly string[], depth = 0): Iterable<readonly string[]> {
  const script = scriptOf(words);
  if (script === undefined || depth === DEEPEST) yield words;
  else for (const command of commandsOf(script)) yield* simpleCommands(command.map(({ text }) => text), depth + 1);
}

/** `sh -c SCRIPT`, `sh -euc SCRIPT`, also behind what starts it. */
function scriptOf(words: readonly string[]): string | undefined {
  const shell = words.findIndex((word) => SHELLS.has(nameOf(word)));
  if (shell < 0 || words.slice(0, shell).some((word) => !isPassed(word))) return undefined;
  const flag = words.findIndex((word, index) => index > shell && /^-[a-z]*c$/.test(word));
  return flag < 0 ? undefined : words[flag + 1];
}

/** A word before the program: what starts it, its options and numbers, and assignments. */
const isPassed = (word: string): boolean => STARTERS.has(nameOf(word)) || /^(?:-|\d+[smh]?$|[A-Za-z_]\w*=)/.test(word);

/** The words from the program on. */
function fromProgram(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !isPassed(word));
  return at < 0 ? [] : words.slice(at);
}

/** The first of these that what a container runs is plainly one of. */
export function findCommand<C extends Command>(words: readonly string[], commands: readonly C[]): C | undefined {
  for (const simple of simpleCommands(words)) {
    const [program, ...rest] = fromProgram(simple);
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
