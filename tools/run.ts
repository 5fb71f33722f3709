import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root';

/** How to run a command. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Give the output back instead of showing it. */
  readonly quiet?: boolean;
}

/** What came of it. */
export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  /** Standard output, then standard error. Empty unless `quiet`. */
  readonly output: string;
}

/** Runs a command to its end. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: options.quiet === true ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  if (error !== undefined) return { ok: false, stdout: '', output: `${command}: ${error.message}` };
  return { ok: status === 0, stdout: stdout ?? '', output: `${stdout ?? ''}${stderr ?? ''}` };
}

/** Where a program's file is, below node_modules. `.bin/tsc` would be any of four TypeScripts. */
const programs = {
  eslint: 'eslint/bin/eslint.js',
  jest: 'jest/bin/jest.js',
  projen: 'projen/bin/projen',
  tsc: 'typescript/bin/tsc',
  tsx: 'tsx/dist/cli.mjs',
  typedoc: 'typedoc/bin/typedoc',
  vitepress: 'vitepress/bin/vitepress.js',
} as const;

/** Runs a program of node_modules, with this Node and without npx. */
export function runBin(program: keyof typeof programs, args: readonly string[], options: RunOptions = {}): Outcome {
  return run(process.execPath, [join(root, 'node_modules', programs[program]), ...args], options);
}
