/*
 * Programs that start another one: `timeout 60 flyway migrate`, `npx prisma migrate deploy`. All code that reads what a command runs looks past them by this list.
 */

/** Programs that become the program they are given, and how many words of their own they take beside their flags. */
const WRAPPERS: Readonly<Record<string, number>> = {
  'busybox': 0, 'command': 0, 'dumb-init': 0, 'env': 0, 'exec': 0, 'gosu': 1, 'nice': 0, 'nohup': 0, 'setpriv': 0, 'su-exec': 1, 'sudo': 0, 'time': 0, 'timeout': 1,
  'tini': 0, 'xargs': 0,
};

/** Interpreters and package managers that run a program by its name, and the words by which they do: `poetry run`, `pnpm dlx`. */
const RUNNERS: ReadonlySet<string> = new Set([
  'bun', 'bundle', 'bunx', 'dlx', 'doppler', 'dotnet', 'hatch', 'infisical', 'java', 'node', 'npm', 'npx', 'pdm', 'php', 'pipenv', 'pnpm', 'pnpx', 'poetry', 'python',
  'python3', 'ruby', 'run', 'rye', 'uv', 'yarn',
]);

/** Flags of these programs that a value follows. */
const TAKES_VALUE: ReadonlySet<string> = new Set(['-s', '-k', '-n', '-u', '-I', '-P', '-L', '--reuid', '--regid', '--groups']);

/** The program that a path leads to: `/usr/bin/flyway` runs `flyway`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** How many words of its own a wrapper takes; undefined for any other program. */
export const wrapperWords = (name: string): number | undefined => (Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined);

/** True for a word before the program that is meant: what starts it, flags, numbers and durations, assignments. */
export const isBeforeProgram = (word: string): boolean => {
  const name = baseName(word);
  return Object.hasOwn(WRAPPERS, name) || RUNNERS.has(name) || /^-|^\d+[smhd]?$|^[A-Za-z_]\w*=/.test(word);
};

/** True for a flag of a wrapper that a value follows. */
export const takesValue = (flag: string): boolean => TAKES_VALUE.has(flag);
