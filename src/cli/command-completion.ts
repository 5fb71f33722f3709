import { completionHelp, notAShell } from '../messages/completion';
import { type CompletedCommand, completionScript, SHELLS } from './completion';
import { parseOptions } from './options';
import { UsageError } from './usage-error';

const OPTIONS = { help: { type: 'boolean', short: 'h', default: false } } as const;

/** Runs `completion`: writes the script that makes a shell complete the command. */
export function commandCompletion(args: readonly string[], commands: readonly CompletedCommand[]): number {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    process.stdout.write(completionHelp);
    return 0;
  }
  const shell = SHELLS.find((one) => one === positionals[0]);
  if (shell === undefined || positionals.length > 1) throw new UsageError(notAShell(positionals.join(' '), SHELLS));
  process.stdout.write(completionScript(shell, commands));
  return 0;
}
