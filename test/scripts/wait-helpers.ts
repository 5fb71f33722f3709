import { processesWith } from '../support/processes';
import type { Exit, Running } from '../support/program';
import { runProgram } from '../support/program';
import type { Shell } from '../support/shells';
import { findTool } from '../support/tools';
import { until } from '../support/until';

/** A run of the program `wait`. */
export interface WaitOptions {
  readonly shell: Shell;
  /** NAME=URL [FLAGS] … */
  readonly targets: readonly string[];
  readonly timeout?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly name?: string;
  /** The text of the program, where a probe is not of the library. */
  readonly text?: string;
}

const OVER_TCP = ['addresses', 'dialogue'];
const parts: Readonly<Record<string, readonly string[]>> = {
  command: ['command', 'probe-command'],
  dns: ['addresses', 'probe-dns'],
  https: [...OVER_TCP, 'trust', 'probe-http', 'probe-https'],
};

/** The parts of the program that these targets need. */
export function partsFor(targets: readonly string[]): string[] {
  const protocols = targets.flatMap((target) => /^[a-z][a-z0-9-]*=([a-z]+):/.exec(target)?.[1] ?? []);
  return ['common', ...new Set(protocols.flatMap((protocol) => parts[protocol] ?? [...OVER_TCP, `probe-${protocol}`])), 'wait'];
}

/** Starts a wait: in busybox as in its image, in dash as in an image whose tools are not busybox's, with the helper. */
export function startWait({ shell, targets, timeout = 10, env, ...rest }: WaitOptions): Running {
  return runProgram({
    shell,
    parts: partsFor(targets),
    name: 'wait',
    args: ['--timeout', String(timeout), ...targets],
    env: { ...(shell.name === 'dash' ? { PRELUDE_BUSYBOX: findTool('busybox') } : {}), ...env },
    ...rest,
  });
}

/** The lines of a run, in order, without the program's name. */
export function linesOf({ output }: Pick<Exit, 'output'>): string[] {
  return output.trimEnd().split('\n').map((line) => line.replace(/^wait: /, ''));
}

/** The lines about one target, without its name and its address; times are taken out. */
export function statesOf(exit: Pick<Exit, 'output'>, name: string): string[] {
  return linesOf(exit).flatMap((line) => {
    const [, of, state] = /^([a-z0-9-]+)(?: \(\S+\))?: (.*)$/.exec(line) ?? [];
    return of === name && state !== undefined ? [state.replace(/\d+\.\d s/, 'N s')] : [];
  });
}

/** Resolves as soon as the program has said this. */
export async function said(running: Running, text: string | RegExp): Promise<void> {
  const found = () => (typeof text === 'string' ? running.output().includes(text) : text.test(running.output()));
  await until(found, () => `${String(text)}, but it said:\n${running.output()}`);
}

/** Resolves when each of these targets has been spoken of, and ends the program then. */
export async function onceAllHaveSpoken(running: Running, names: readonly string[]): Promise<Exit> {
  for (const name of names) await said(running, new RegExp(`wait: ${name}(?: \\(\\S+\\))?: `));
  running.kill('SIGTERM');
  return running.exit;
}

/** When a program's shell has ended, and what it has left running: what has this in its environment. */
export function lastSeen(running: Running, variable: string, value: string): { at: number; left: string[] } {
  const seen = { at: 0, left: ['not looked'] };
  running.process.prependOnceListener('exit', () => {
    seen.at = performance.now();
    seen.left = processesWith(variable, value).filter(({ pid }) => pid !== running.process.pid).map(({ command }) => command);
  });
  return seen;
}
