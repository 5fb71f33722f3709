import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, type Running } from '../support/program';
import type { Shell } from '../support/shells';
import { nobody } from '../support/volume';

/** A run of the program `clone`, as the user of most steps. */
export interface CloneOptions {
  readonly shell: Shell;
  readonly volume: string;
  readonly work: string;
  readonly repository: string;
  readonly flags?: readonly string[];
  readonly timeout?: number;
  readonly attempts?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

export function startClone({ shell, volume, work, repository, flags = [], timeout = 20, attempts = 2, env, uid }: CloneOptions): Running {
  return runProgram({
    shell,
    parts: ['common', 'attempts', 'trust', 'lock', 'asked', 'tree', 'fetch-git'],
    name: 'fetch-config',
    args: [
      '--timeout', String(timeout), '--attempts', String(attempts), '--lock', join(volume, '.prelude-lock'), '--to', volume, '--work', work, '--repository', repository, ...flags,
    ],
    env,
    ...(uid === undefined ? nobody : { uid, gid: uid }),
  });
}

/** All files below a directory: `path: content`, `path@: where the link leads`, `path/: ''`. */
export function filesBelow(directory: string): Record<string, string> {
  const files: Record<string, string> = {};
  const walk = (below: string) => {
    for (const name of readdirSync(join(directory, below))) {
      const path = join(below, name);
      const stat = lstatSync(join(directory, path));
      if (stat.isSymbolicLink()) files[`${path}@`] = readlinkSync(join(directory, path));
      else if (stat.isDirectory()) {
        files[`${path}/`] = '';
        walk(path);
      } else files[path] = readFileSync(join(directory, path), 'latin1');
    }
  };
  walk('.');
  return files;
}
