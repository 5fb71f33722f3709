import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  /** `Z` is a zombie. */
  readonly state: string;
  readonly command: string;
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // gone, or another user's
  }
};

/** All processes. */
export function processes(): ProcessInfo[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    const stat = read(`/proc/${name}/stat`);
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === undefined || parent === undefined ? [] : [{
      pid: Number(name), parent: Number(parent), state, command: read(`/proc/${name}/cmdline`).replace(/\0/g, ' ').trim(),
    }];
  });
}

/** Those, zombies apart, that were started with this in their environment. */
export function processesWith(variable: string, value: string): ProcessInfo[] {
  return processes().filter(({ pid, state }) => state !== 'Z' && `\0${read(`/proc/${pid}/environ`)}`.includes(`\0${variable}=${value}\0`));
}
