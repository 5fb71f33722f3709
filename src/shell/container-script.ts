import { list, text } from '../manifest/types';
import type { PlacedContainer } from '../manifest/containers';
import { readScript, type ShellCommand, type ShellLoop, type ShellScript } from './commands';
import { baseName, isBeforeProgram } from './starters';
import { plainWord } from './words';

/** What a container runs, as far as its command and arguments tell. */
export interface ContainerScript extends ShellScript {
  /** The place of the text in the container, such as `command[2]`. */
  readonly field: string;
  /** The shell that reads it, such as `sh`; undefined where a program is started without one. */
  readonly shell: string | undefined;
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'zsh', 'ksh']);
const NO_FUNCTIONS: ReadonlySet<string> = new Set();

/**
 * What a container runs: the script that its shell is given, or its one command. Of a step, it is what stands behind `--`: the words before
 * are those of the library. Nothing where it runs what its image says, or where the script is not valid shell.
 */
export function containerScript({ json }: Pick<PlacedContainer, 'json'>, isStep: boolean): ContainerScript | undefined {
  const command = list(json.command).map(text);
  const args = list(json.args).map(text);
  const words = [...command, ...args];
  const first = isStep ? args.indexOf('--') + 1 + command.length : 0;
  if (isStep && first === command.length) return undefined;
  const fieldOf = (index: number) => (index < command.length ? `command[${index}]` : `args[${index - command.length}]`);
  return wordsScript(words.slice(first), (index) => fieldOf(first + index));
}

/** What words run: the script that they give to a shell, or one command. */
export function wordsScript(words: readonly string[], fieldOf: (index: number) => string = () => ''): ContainerScript | undefined {
  if (words.length === 0) return undefined;
  const found = shellIn(words);
  if (!found) return { commands: [commandOf(words)], loops: [], functions: NO_FUNCTIONS, hasPipefail: true, shell: undefined, field: fieldOf(0) };
  const script = readScript(words[found.text] ?? '');
  if (!script) return undefined;
  const inner = nested(script);
  return {
    ...script, commands: [...script.commands, ...inner.flatMap(({ commands }) => commands)],
    loops: timed(found, [...script.loops, ...inner.flatMap(({ loops }) => loops)]),
    hasPipefail: script.hasPipefail || found.hasPipefail, shell: found.shell, field: fieldOf(found.text),
  };
}

/** Scripts that a script gives to a shell: `timeout 60 sh -c '…'`. */
function nested({ commands }: ShellScript): ReadonlyArray<Pick<ShellScript, 'commands' | 'loops'>> {
  return commands.flatMap(({ words }) => {
    const found = shellIn(words.map((word) => word.text));
    const given = found && words[found.text];
    const script = given?.isLiteral ? readScript(given.text) : undefined;
    return found && script ? [{ commands: script.commands, loops: timed(found, script.loops) }] : [];
  });
}

/** The loops of a script: `timeout` before its shell bounds them all. */
const timed = ({ isTimed }: Shell, loops: readonly ShellLoop[]): readonly ShellLoop[] =>
  (isTimed ? loops.map((loop) => ({ ...loop, isBounded: true })) : loops);

/** A shell among words. */
interface Shell {
  readonly shell: string;
  /** The place of the script that it is given by `-c`. */
  readonly text: number;
  readonly isTimed: boolean;
  readonly hasPipefail: boolean;
}

function shellIn(words: readonly string[]): Shell | undefined {
  const at = words.findIndex((word) => SHELLS.has(baseName(word)));
  if (at < 0 || !words.slice(0, at).every(isBeforeProgram)) return undefined;
  const flag = words.findIndex((word, index) => index > at && /^-[a-z]*c$/.test(word));
  if (flag < 0 || flag + 1 >= words.length || !words.slice(at + 1, flag).every((word) => /^[-+]|^pipefail$|^errexit$|^nounset$/.test(word))) return undefined;
  const before = words.slice(0, at);
  return {
    shell: baseName(words[at]!), text: flag + 1, isTimed: before.some((word) => baseName(word) === 'timeout'),
    hasPipefail: words.slice(at, flag + 1).includes('pipefail'),
  };
}

const commandOf = (words: readonly string[]): ShellCommand => ({
  words: words.map(plainWord), sets: [], writes: [], line: 1, feedsPipe: false, isIgnored: false,
});
