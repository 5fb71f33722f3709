import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of a few kilobytes. */
export interface SmallDisk {
  readonly directory: string;
  remove(): void;
}

/** Mounts one; needs root and the right to mount. */
export function mountSmall(size = '256k'): SmallDisk {
  const directory = mkdtempSync(join(tmpdir(), 'prelude-disk-'));
  const remove = () => {
    spawnSync('umount', ['-l', directory]);
    rmdirSync(directory);
  };
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory], { encoding: 'utf8' });
  if (status !== 0) {
    rmdirSync(directory);
    throw new Error(`cannot mount: ${stderr}`);
  }
  chmodSync(directory, 0o777);
  return { directory, remove };
}

/** Whether `mountSmall` works here. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    mountSmall().remove();
    return true;
  } catch {
    return false;
  }
}
