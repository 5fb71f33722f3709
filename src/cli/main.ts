#!/usr/bin/env node
/** `cdk8s-prelude COMMAND`: hands over to the command, and tells what is wrong in one line. */
import { help, notACommand } from '../messages/command';
import { help as explainHelp } from '../messages/explain';
import { commandCheck } from './command-check';
import { commandExplain } from './command-explain';
import { UsageError } from './usage-error';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => number>> = { check: commandCheck, explain: commandExplain };

function main([name = '', ...args]: readonly string[]): number {
  if (name === '' || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${help}\n${explainHelp}`);
    return name === '' ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(notACommand(name));
  return command(args);
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : `cdk8s-prelude: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
