import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directories = new Set<string>();

// Jest's workers give test files no 'exit' event of the process: what is to be removed is removed by a hook.
// The programs of bench/ use these too, without jest: what they make goes with their process.
const atTheEnd = typeof afterAll === 'undefined' ? (clean: () => void) => void process.on('exit', clean) : afterAll;
atTheEnd(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  directories.clear();
});

/** A new directory that is removed when the test file ends. */
export function temporaryDirectory(prefix: string, mode = 0o700): string {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(directory, mode);
  directories.add(directory);
  return directory;
}
