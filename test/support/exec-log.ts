import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Shell } from './shells';
import { temporaryDirectory } from './temporary';
import { findTool } from './tools';

/** A shell whose every child is watched, and the arguments of all that has been started below it, itself included. */
export interface WatchedShell {
  readonly shell: Shell;
  /** A list of arguments for each program that was started. */
  started(): readonly (readonly string[])[];
}

let built: string | undefined;

/** A shell that is traced (exec-log.c): it sees what runs for a millisecond, which looking at /proc now and then does not. Needs gcc. */
export function watched(shell: Shell): WatchedShell {
  const directory = temporaryDirectory('prelude-exec-', 0o777);
  if (built === undefined) {
    built = join(temporaryDirectory('prelude-exec-log-', 0o755), 'exec-log');
    const made = spawnSync(findTool('gcc')!, ['-O1', '-o', built, resolve(__dirname, 'exec-log.c')], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`gcc failed: ${made.stderr}`);
  }
  const log = join(directory, 'log');
  writeFileSync(log, '');
  chmodSync(log, 0o666);
  return {
    shell: { ...shell, command: [built, log, ...shell.command] },
    started: () => readFileSync(log, 'utf8').split('\n').slice(0, -1).map((line) => line.split('\x1f').slice(0, -1)),
  };
}
