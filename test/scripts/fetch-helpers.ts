import { createHash } from 'node:crypto';
import { runProgram, type Running } from '../support/program';
import type { Shell } from '../support/shells';
import { nobody } from '../support/volume';

/** A run of the program `fetch`, as the user of most steps. */
export interface FetchOptions {
  readonly shell: Shell;
  readonly volume: string;
  /** FILE=URL [FLAGS] … */
  readonly files: readonly string[];
  readonly timeout?: number;
  readonly attempts?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

export function startFetch({ shell, volume, files, timeout = 10, attempts = 2, env, uid }: FetchOptions): Running {
  return runProgram({
    shell,
    parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-https'],
    name: 'fetch-config',
    args: ['--timeout', String(timeout), '--attempts', String(attempts), '--to', volume, ...files],
    env,
    ...(uid === undefined ? nobody : { uid, gid: uid }),
  });
}

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
