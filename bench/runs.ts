import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../tools/run';
import type { ProgramName } from './workshop';

export type Layout = 'one' | 'each';

/** Milliseconds by the clock on the wall, and of processor time. */
export interface Times {
  readonly wall: number;
  readonly cpu: number;
}

/** What one process took. */
export interface Measurement {
  /** Loading the libraries and the program. */
  readonly load: Times;
  readonly construct: Times;
  readonly synth: Times;
  /** Milliseconds of processor time of the whole process: from the start of Node to the last file. */
  readonly whole: number;
  /** The most memory that the process ever had (max RSS). */
  readonly peakMB: number;
}

const TAKEN = {
  'cdk8s-prelude': [
    'Deployment', 'FetchConfig', 'http', 'https', 'image', 'postgres', 'redis', 'RunMigration', 'scratch', 'secretKey', 'ownLock', 'WaitForService',
  ],
  'cdk8s-plus-28': ['Deployment', 'EnvValue', 'Secret', 'Volume'],
};

/** Runs one program in a process of its own, and gives its manifests to `look`. */
export function measure(
  workshop: string, program: ProgramName, count: number, layout: Layout, look?: (directory: string) => void,
): Measurement {
  const outdir = mkdtempSync(join(tmpdir(), 'prelude-bench-'));
  try {
    const args = [join(workshop, 'measure.js'), program, String(count), layout, outdir];
    const { ok, stdout, output } = run(process.execPath, args, { quiet: true });
    if (!ok) throw new Error(`${program}, ${count} Deployments:\n${output}`);
    look?.(outdir);
    return JSON.parse(stdout) as Measurement;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Milliseconds of processor time that a process of its own takes to load a package, and what the program of the benchmark takes from it. */
export function measureLoad(workshop: string, name: keyof typeof TAKEN): number {
  const { ok, stdout, output } = run(process.execPath, [join(workshop, 'load.js'), name, ...TAKEN[name]], { quiet: true });
  if (!ok) throw new Error(`${name}:\n${output}`);
  return Number(stdout);
}

/**
 * Runs all candidates once in each round, so that whatever else the machine does slows them all; the order alternates.
 * What is compared are the ratios of each round.
 */
export function interleaved<N extends string, R>(
  names: readonly N[], rounds: number, one: (name: N) => R,
): ReadonlyArray<Readonly<Record<N, R>>> {
  return Array.from({ length: rounds }, (_, round) => {
    const order = round % 2 === 0 ? names : [...names].reverse();
    return Object.fromEntries(order.map((name) => [name, one(name)])) as Record<N, R>;
  });
}

/** What a program has written: so many bytes, and a hash of all files. */
export interface Written {
  readonly bytes: number;
  readonly hash: string;
}

export function readWritten(directory: string): Written {
  let bytes = 0;
  const hash = createHash('sha256');
  for (const file of readdirSync(directory).sort()) {
    const content = readFileSync(join(directory, file));
    bytes += content.length;
    hash.update(file).update(content);
  }
  return { bytes, hash: hash.digest('hex') };
}

/** The middle one: a single slow run on a busy machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
