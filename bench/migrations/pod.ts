/* A container that migrates, as processes: the program `migrate` as process 1 of a namespace of processes, so that SIGKILL ends all of it. */
import { spawn, spawnSync } from 'node:child_process';
import { mustNotBeKilled } from '../../src/migration-tools/migration-tool';
import { freeingSql, questionFor } from '../../src/migration-tools/question';
import { program } from '../../test/support/program';
import { findTool } from '../../test/support/tools';
import type { Place, RunTool } from './tools/place';

/** A container that runs. */
export interface PodRun {
  /** A signal as kubelet gives it: to process 1. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
  readonly ended: Promise<{ readonly code: number; readonly output: string }>;
}

const textFor = (protocol: Place['protocol']): string => program('common', 'command', 'clients', `schema-${protocol}`, `hold-${protocol}`, 'alone', 'run');
const SIGNALS = { SIGTERM: 'TERM', SIGINT: 'INT', none: 'NONE' } as const;
const GRACE = '60';

/** Starts one, as RunMigration would with `databaseLock(…)` and `version`; bare, the tool alone. */
export function startPod(tool: RunTool, place: Place, version: 1 | 2, bare = false): PodRun {
  const { protocol } = place;
  const end = tool.tool._endIn(protocol);
  const row = tool.tool.facts.leftLock;
  const busybox = findTool('busybox')!;
  const args = [
    '--timeout', '300', '--grace', GRACE, '--signal', SIGNALS[end.stopSignal], ...(mustNotBeKilled(end) ? ['--kill', 'never'] : []), '--repair', tool.tool.facts.repair,
    '--alone', protocol, '--host', '127.0.0.1', '--port', `${place.port}`, '--unless', questionFor('bench', tool.tool, protocol, tool.version(version)),
    ...(row === undefined ? [] : ['--free', freeingSql(row)]), '--', ...tool.command(place),
  ];
  const command = bare ? tool.command(place) : [busybox, 'sh', '-c', textFor(protocol), 'migrate', ...args];
  const child = spawn('unshare', ['--pid', '--fork', '--mount-proc', '--kill-child', ...command], {
    cwd: place.directory, stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH, HOME: place.directory, LANG: 'C.UTF-8', PRELUDE_BUSYBOX: busybox, PRELUDE_TERMINATION_LOG: '/dev/null',
      PRELUDE_DB_USER: 'shop', PRELUDE_DB_DATABASE: place.database, ...tool.env?.(place),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
  const ended = new Promise<{ code: number; output: string }>((resolve) => child.on('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGKILL' ? 137 : 1), output })));
  return {
    ended,
    signal: (name) => {
      const first = spawnSync('pgrep', ['-P', `${child.pid}`], { encoding: 'utf8' }).stdout.trim().split('\n')[0];
      if (first) spawnSync('kill', [`-${name.slice(3)}`, first]);
    },
  };
}
