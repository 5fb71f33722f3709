import { readScript } from './commands';
import { programOf } from './program';

/** What the shell does itself. */
const BUILTINS: ReadonlySet<string> = new Set((
  '. : [ [[ alias bg break cd command continue declare echo eval exec exit export false fg getopts hash jobs let local printf pwd read readonly return set ' +
  'shift source test times trap true type typeset ulimit umask unalias unset wait'
).split(' '));

/** What each image with a shell has, whether its list of tools names it or not. */
const BASIC: ReadonlySet<string> = new Set((
  'awk basename cat chmod chown cmp cp cut date dirname env expr find grep head id kill ln ls mkdir mktemp mv readlink rm rmdir sed sh sleep sort stat ' +
  'tail tar tee touch tr uname uniq wc xargs'
).split(' '));

/** The programs that a script runs by their names, and that are neither in this list nor something that each shell or image has. */
export function missingTools(script: string, tools: readonly string[]): readonly string[] {
  const read = readScript(script);
  if (!read) return [];
  const asked = new Set(read.commands.filter(({ words: [first] }) => first?.text === 'command').flatMap(({ words }) => words.map(({ text }) => text)));
  const names = read.commands.flatMap((command) => programOf(command)?.path ?? []);
  return [...new Set(names)].filter((name) => /^[a-z][a-z0-9_.-]*$/.test(name) && !BUILTINS.has(name) && !BASIC.has(name) && !tools.includes(name)
    && !read.functions.has(name) && !asked.has(name));
}
