import { spawn, spawnSync, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Shell } from './shells';
import { temporaryDirectory } from './temporary';
import { findTool } from './tools';

const scripts = resolve(__dirname, '../../src/scripts');

/** A program as its contract (src/scripts/README.md) says it: the parts one after the other, as they lie. */
export function program(...parts: string[]): string {
  return parts.map((part) => readFileSync(join(scripts, `${part}.sh`), 'utf8')).join('\n');
}

/** What to run, and where. */
export interface RunOptions {
  readonly shell: Shell;
  /** Parts of src/scripts, `common` first. */
  readonly parts: readonly string[];
  /** The program's text, instead of `parts`. */
  readonly text?: string;
  /** What the program calls itself, `$0`. Default: the last part. */
  readonly name?: string;
  readonly args?: readonly string[];
  /** Added to an environment that has nothing but PATH, HOME, TMPDIR and the termination log. `undefined` removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Run as this user and group (needs root). */
  readonly uid?: number;
  readonly gid?: number;
}

/** How it ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From start to end of the shell. */
  readonly ms: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  /** What the container's termination message would be. */
  readonly terminationMessage: string;
}

/** A program that runs. */
export interface Running {
  readonly process: ChildProcess;
  /** What it has said so far. */
  output(): string;
  /** Resolves when the shell has ended. What it left running in its process group is killed then. */
  readonly exit: Promise<Exit>;
  /** A signal for the shell alone, as kubelet sends it to process 1. */
  kill(signal: NodeJS.Signals): void;
}

/**
 * Runs a program as a container does: `sh -c PROGRAM NAME ARGUMENTS…`. Under busybox its own applets come first on PATH,
 * so that nc, timeout and sleep are what the image has.
 */
export function runProgram(options: RunOptions): Running {
  const directory = mkdtempSync(join(tmpdir(), 'prelude-run-'));
  chmodSync(directory, 0o777); // for any `uid`
  const terminationLog = join(directory, 'termination-log');
  writeFileSync(terminationLog, '');
  chmodSync(terminationLog, 0o666);

  const [file, ...first] = options.shell.command;
  const text = options.text ?? program(...options.parts);
  const name = options.name ?? options.parts.at(-1) ?? 'program';
  const started = performance.now();
  const child = spawn(file, [...first, '-c', text, name, ...(options.args ?? [])], {
    cwd: options.cwd ?? directory,
    detached: true, // a process group of its own
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: searchPath(options.shell),
      HOME: directory,
      TMPDIR: directory,
      PRELUDE_TERMINATION_LOG: terminationLog,
      ...options.env,
    },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });

  const output = outputOf(child);
  const exit = new Promise<Exit>((done, failed) => {
    let ms = 0;
    const tidy = () => {
      signalGroup(child.pid, 'SIGKILL');
    };
    child.once('error', (error) => {
      rmSync(directory, { recursive: true, force: true });
      failed(error);
    });
    // 'exit' is the end of the shell; 'close' only comes when nobody holds its output any more.
    child.once('exit', () => {
      ms = performance.now() - started;
      tidy();
    });
    child.once('close', (code, signal) => {
      const terminationMessage = readIfThere(terminationLog);
      rmSync(directory, { recursive: true, force: true });
      done({ code, signal, ms, output: output(), terminationMessage });
    });
  });
  // A test that ends early must not turn into an unhandled rejection; whoever awaits `exit` still gets it.
  exit.catch(() => undefined);

  return {
    process: child,
    output,
    exit,
    kill: (signal) => { child.kill(signal); },
  };
}

/** What a process has written so far, to both of its streams. */
export function outputOf({ stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>): () => string {
  let output = '';
  for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { output += chunk; });
  return () => output;
}

/** PATH for a shell: the applets of busybox for busybox, before what the machine has. */
export function searchPath(shell: Shell): string {
  const machine = process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin';
  return shell.name === 'busybox' ? `${busyboxApplets()}${delimiter}${machine}` : machine;
}

let applets: string | undefined;

/** A directory of links, one for each applet of this machine's busybox. Made once for each test file. */
export function busyboxApplets(): string {
  if (applets === undefined) {
    const busybox = findTool('busybox');
    if (busybox === undefined) throw new Error('busybox is missing: npm run tools');
    const directory = temporaryDirectory('prelude-busybox-', 0o755);
    const links = join(directory, 'bin');
    mkdirSync(links);
    const made = spawnSync(busybox, ['--install', '-s', links], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`busybox --install failed: ${made.stderr}`);
    applets = links;
  }
  return applets;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody left
  }
}
