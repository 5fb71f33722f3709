#!/usr/bin/env node
/** `cdk8s-prelude COMMAND`: hands over to the command, and tells what is wrong in one line. */
import { help, notACommand } from '../messages/command';
import { completionHelp } from '../messages/completion';
import { help as doctorHelp } from '../messages/doctor';
import { help as explainHelp } from '../messages/explain';
import { help as importHelp } from '../messages/import';
import { COMMANDS } from './commands';
import { UsageError } from './usage-error';

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === '' || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${help}\n${explainHelp}\n${importHelp}\n${doctorHelp}\n${completionHelp}`);
    return name === '' ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(notACommand(name));
  return command(args);
}

// Somebody who reads no further, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, (error: unknown) => {
  console.error(error instanceof UsageError ? error.message : `cdk8s-prelude: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
});
