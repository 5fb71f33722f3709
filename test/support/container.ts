import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { outputOf, program, type Exit, type Running } from './program';
import type { Shell } from './shells';
import { temporaryDirectory } from './temporary';
import { describeWith, findTool, missingTools } from './tools';
import { until } from './until';

/** How a program is run as process 1 of a container of its own. */
export interface ContainerOptions {
  /** What the image holds: path in the image → file of this machine. Nothing else is there. */
  readonly image: Readonly<Record<string, string>>;
  /** Parts of src/scripts, `common` first. */
  readonly parts: readonly string[];
  readonly name?: string;
  readonly args: readonly string[];
  /** The whole environment, but for PRELUDE_BUSYBOX. */
  readonly env?: Readonly<Record<string, string>>;
  readonly uid: number;
  readonly gid?: number;
}

const prepare = `
  set -e
  root=$1 log=$2 user=$3
  shift 3
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --bind /dev/null "$root/dev/null"
  mount --bind "$log" "$root/dev/termination-log"
  mount -o remount,bind,ro "$root"
  exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_chroot,+setuid,+setgid \\
    env -i "$@"
`;

/**
 * Runs a program as kubelet does in an image without tools: process 1, read-only root, no new privileges, as any user, by a
 * busybox that lies in /prelude. Only root of this machine can do that.
 */
export function runContained(options: ContainerOptions): Running {
  const directory = mkdtempSync(join(tmpdir(), 'prelude-container-'));
  const root = join(directory, 'root');
  const log = join(directory, 'termination-log');
  const files = { '/prelude/busybox': findTool('busybox')!, '/dev/null': log, '/dev/termination-log': log, ...options.image };
  for (const file of [log, join(root, 'proc/empty')]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
  chmodSync(log, 0o666);
  for (const [path, from] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(from, join(root, path));
    chmodSync(join(root, path), 0o755);
  }
  spawnSync('chmod', ['-R', 'go+rX', directory]);

  const user = `${options.uid}:${options.gid ?? options.uid}`;
  const environment = { PRELUDE_BUSYBOX: '/prelude/busybox', ...options.env };
  const started = performance.now();
  const child = spawn('unshare', [
    '--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', prepare, 'prepare', root, log, user,
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    findTool('chroot')!, `--userspec=${user}`, '--groups=', root,
    '/prelude/busybox', 'sh', '-c', program(...options.parts), options.name ?? options.parts.at(-1)!, ...options.args,
  ], { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });

  const output = outputOf(child);
  const exit = new Promise<Exit>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => {
      const ms = performance.now() - started;
      const terminationMessage = readFileSync(log, 'utf8');
      rmSync(directory, { recursive: true, force: true });
      done({ code, signal, ms, output: output(), terminationMessage });
    });
  });
  exit.catch(() => undefined);
  return {
    process: child,
    output,
    exit,
    kill: (signal) => {
      const [first] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ');
      process.kill(Number(first), signal);
    },
  };
}

/** `describeWith`, for tests that need `runContained`: root, and a machine that lets it have namespaces. */
export function describeContained(tools: readonly string[], title: string, body: () => void): void {
  const all = ['busybox', 'unshare', 'chroot', 'setpriv', ...tools];
  const possible = missingTools(all).length > 0
    || (process.getuid?.() === 0 && spawnSync('unshare', ['--mount', '--pid', '--fork', 'true']).status === 0);
  if (possible) {
    describeWith(all, title, body);
  } else {
    describe.skip(`${title} (needs root that may use namespaces)`, body);
  }
}

/** `describeWith`, for tests that need root. */
export function describeAsRoot(tools: readonly string[], title: string, body: () => void): void {
  if (process.getuid?.() === 0) {
    describeWith(tools, title, body);
  } else {
    describe.skip(`${title} (needs root)`, body);
  }
}

let built: string | undefined;

/** A static program that does what its arguments say, test/support/static-command.c. Compiled once for each test file. */
export function staticCommand(): string {
  if (built === undefined) {
    const file = join(temporaryDirectory('prelude-command-', 0o755), 'command');
    const made = spawnSync(findTool('gcc')!, ['-static', '-O1', '-o', file, resolve(__dirname, 'static-command.c')], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`gcc failed: ${made.stderr}`);
    built = file;
  }
  return built;
}

/** Waits until a running program has said something. */
export async function said(running: Running, text: string): Promise<void> {
  let over = false;
  void running.exit.finally(() => { over = true; });
  await until(() => over || running.output().includes(text), `'${text}'`);
  if (!running.output().includes(text)) throw new Error(`ended without saying '${text}':\n${running.output()}`);
}

/** Bytes as static-command.c prints them. */
export function hex(text: string | Buffer): string {
  return Buffer.from(text).toString('hex');
}

const look = `
  mark=$1
  shift
  LEFT_BEHIND=$mark "$@" &
  program=$!
  trap 'kill $program' TERM
  while wait $program; code=$?; [ -e /proc/$program ]; do :; done
  # What has been killed takes a moment to go where the machine is busy.
  for try in 1 2 3 4 5 6 7 8 9 10; do
    left=$(grep -lsz "^LEFT_BEHIND=$mark$" /proc/[0-9]*/environ)
    [ -n "$left" ] || break
    sleep 0.1
  done
  echo "left behind:" $left
  exit $code
`;

/**
 * A shell that says at its end `left behind: ` and which of its processes still run. It passes SIGTERM on. (`runProgram` kills
 * what is left in the process group, so nobody could see it afterwards.)
 */
export function lookingBack(shell: Shell): Shell {
  return { ...shell, command: ['/bin/sh', '-c', look, 'look', randomUUID(), ...shell.command] };
}

/** What "within a second" is in milliseconds: more, where the machine has far more to do than it can. */
export function oneSecond(): number {
  return loadavg()[0]! > 2 * availableParallelism() ? 4000 : 1000;
}
