import { findTool } from './tools';

/** A shell that scripts must run in, and how it is called. */
export interface Shell {
  readonly name: 'busybox' | 'dash';
  readonly command: readonly [string, ...string[]];
}

const busybox = findTool('busybox');
const dash = findTool('dash');

/** The shells of this machine: busybox ash, which is what containers have, and dash. */
export const shells: readonly Shell[] = [
  ...(busybox === undefined ? [] : [{ name: 'busybox', command: [busybox, 'sh'] } as const]),
  ...(dash === undefined ? [] : [{ name: 'dash', command: [dash] } as const]),
];

/**
 * Registers the tests of `body` for each shell. The tests of a shell that this machine does not have are registered and
 * skipped, by name and count.
 */
export const forEachShell = (body: (shell: Shell) => void): void => inShells(['busybox', 'dash'], body);

/** The same in the shell of containers alone: for what a server does, which takes long and is the same whatever shell asks it. */
export const inOneShell = (body: (shell: Shell) => void): void => inShells(['busybox'], body);

function inShells(names: readonly Shell['name'][], body: (shell: Shell) => void): void {
  for (const name of names) {
    const shell = shells.find((candidate) => candidate.name === name);
    if (shell === undefined) {
      const standIn: Shell = { name, command: name === 'busybox' ? [name, 'sh'] : [name] };
      describe.skip(`in ${name} (missing: ${name}; npm run tools)`, () => body(standIn));
    } else {
      describe(`in ${name}`, () => body(shell));
    }
  }
}
