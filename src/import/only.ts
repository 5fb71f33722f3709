import type { ShellCommand } from '../shell/commands';
import { operands, programOf, type ProgramCall } from '../shell/program';
import { type InitContainer, knownCommands } from './init-container';

/** What only says something, or makes a pause, and may be left out. */
const SAYS: ReadonlySet<string> = new Set([
  'echo', 'printf', 'date', 'sleep', 'true', ':', 'set', 'exit', '[', 'test', '[[', 'expr', 'seq', 'let', 'break', 'continue', 'trap', 'id', 'whoami', 'hostname', 'ls', 'export',
]);

/** A program that a script calls, with the command around it. */
export interface Call extends ProgramCall {
  readonly command: ShellCommand;
}

/** The programs that a script calls, but for those that only say something; undefined where it is not known what it does. */
export function callsOf(container: InitContainer): readonly Call[] | undefined {
  const commands = knownCommands(container);
  if (!commands || commands.length === 0) return undefined;
  return commands.flatMap((command) => {
    const program = programOf(command);
    // Output that goes into a file is what the step is for.
    if (!program || (SAYS.has(program.name) && command.writes.every(({ text }) => text.startsWith('/dev/')))) return [];
    return [{ ...program, command }];
  });
}

/** The one program that a script calls. */
export function onlyCall(container: InitContainer, ...names: readonly string[]): Call | undefined {
  const calls = callsOf(container);
  return calls?.length === 1 && names.includes(calls[0]!.name) ? calls[0] : undefined;
}

/** True where all words of a call are known. */
export const isKnown = ({ args }: ProgramCall): boolean => args.every(({ isLiteral }) => isLiteral);

/** The words of a call that are no flags, all known; undefined otherwise. */
export const knownOperands = (call: ProgramCall): readonly string[] | undefined =>
  (isKnown(call) ? operands(call.args).map(({ text }) => text) : undefined);
