import { delimiter, join } from 'node:path';
import { busyboxApplets, runProgram, searchPath, type Running } from '../support/program';
import type { Shell } from '../support/shells';
import { nobody } from '../support/volume';

/** A run of the program `unpack`, as the user of most steps, with the tar and the unzip of busybox in any shell. */
export interface UnpackOptions {
  readonly shell: Shell;
  readonly volume: string;
  /** FILE=URL [FLAGS] … */
  readonly archive: readonly string[];
  readonly timeout?: number;
  readonly attempts?: number;
}

export function startUnpack({ shell, volume, archive, timeout = 20, attempts = 2 }: UnpackOptions): Running {
  return runProgram({
    shell,
    parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'tree', 'fetch-archive'],
    name: 'unpack',
    args: ['--timeout', String(timeout), '--attempts', String(attempts), '--lock', join(volume, '.prelude-lock'), '--to', volume, ...archive],
    env: { PATH: `${busyboxApplets()}${delimiter}${searchPath(shell)}` },
    ...nobody,
  });
}
