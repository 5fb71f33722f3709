import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary';

/** A directory for the beginning of PATH, whose `flock` says what it says on a volume that has no locks. */
export function withoutLocks(): string {
  const directory = temporaryDirectory('prelude-no-locks-', 0o755);
  writeFileSync(join(directory, 'flock'), '#!/bin/sh\necho "flock: No locks available" >&2\nexit 1\n', { mode: 0o755 });
  return directory;
}
