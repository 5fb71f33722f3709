import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const volumes = new Set<string>();

process.once('exit', () => {
  for (const volume of volumes) rmSync(volume, { recursive: true, force: true });
});

/** A directory as the root of an emptyDir is: anybody may write, whoever runs the tests owns it. */
export function emptyVolume(): string {
  const volume = mkdtempSync(join(tmpdir(), 'prelude volume-'));
  chmodSync(volume, 0o777);
  volumes.add(volume);
  return volume;
}

/** All names in a volume. */
export function namesIn(volume: string): string[] {
  return readdirSync(volume).sort();
}

/** The user of most steps, where the tests run as root; else whoever runs them. */
export const nobody: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
