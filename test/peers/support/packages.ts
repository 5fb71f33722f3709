/** Packages as users get them: packed, and installed into projects of their own. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../../..');

/** A packed package. */
export interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs a package without running its scripts. */
export function pack(directory: string, destination: string): Packed {
  const [packed] = JSON.parse(runIn(directory, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', destination)) as [Packed];
  return packed;
}

/** Runs a command and gives its standard output; when it fails, all of its output is in the error. */
export function runIn(cwd: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  }
}

/** Installs what package.json names, and tarballs in the place of what it says of them. Registries are not always there at the first call. */
export function install(directory: string, ...tarballs: string[]): void {
  const args = ['install', ...tarballs, '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
  try {
    runIn(directory, 'npm', ...args);
  } catch {
    runIn(directory, 'npm', ...args);
  }
}

/** Runs a program whose App writes to dist/, and reads what it has written. */
export function synthesize(directory: string, ...args: string[]): Record<string, string> {
  const outdir = join(directory, 'dist');
  execFileSync(process.execPath, args, { cwd: directory, env: { ...process.env, CDK8S_OUTDIR: outdir }, stdio: ['ignore', 'ignore', 'inherit'] });
  return readDirectory(outdir);
}

/** The files of a directory, by name. */
export function readDirectory(directory: string): Record<string, string> {
  return Object.fromEntries(readdirSync(directory).sort().map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}

/** Runs the compiler of the project. */
export const tsc = (directory: string, ...args: string[]): string =>
  runIn(directory, process.execPath, join(root, 'node_modules/typescript/bin/tsc'), ...args);
