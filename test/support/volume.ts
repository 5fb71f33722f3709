import { readdirSync } from 'node:fs';
import { temporaryDirectory } from './temporary';

/** A directory as the root of an emptyDir is: anybody may write, whoever runs the tests owns it. */
export function emptyVolume(): string {
  return temporaryDirectory('prelude volume-', 0o777);
}

/** All names in a volume. */
export function namesIn(volume: string): string[] {
  return readdirSync(volume).sort();
}

/** The user of most steps, where the tests run as root; else whoever runs them. */
export const nobody: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** What a run has left, but for its lock: that stays, for a lock that is removed can be held twice. */
export const namesBesideLock = (directory: string): string[] => namesIn(directory).filter((name) => name !== '.prelude-lock');
