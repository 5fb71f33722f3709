import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the project. */
export const root = resolve(__dirname, '../..');
const HOUR = 3_600_000;
/** Where what is derived is kept from run to run. */
export const cache = join(root, 'node_modules/.cache/cdk8s-prelude-types');

/** The versions of TypeScript that users may have: where each is installed. */
export const COMPILERS = { '5.4': 'typescript-5.4', '5.9': 'typescript', '6.0': 'typescript-6.0', '7.0': 'typescript-7.0' } as const;
export type CompilerVersion = keyof typeof COMPILERS;

/** How users' compilers find modules. */
export const RESOLUTIONS = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
} as const;
export type Resolution = keyof typeof RESOLUTIONS;

/** One error, as the compiler tells it. */
export interface Diagnostic {
  /** Absolute. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly code: string;
  /** All lines of it, quotes as they were written. */
  readonly message: string;
}

/** What a run of a compiler found. */
export interface Check {
  readonly diagnostics: readonly Diagnostic[];
  readonly instantiations: number;
}

/** What is published is made by 5.9, which takes seven times as long: the newest writes the same, but for the quotes of literals. */
const emitter: CompilerVersion = process.env.PRELUDE_TEST_ALL === '1' ? '5.9' : '7.0';

/**
 * The library's declaration files as they are published: emitted without what is internal. Kept from run to run until the
 * sources change.
 */
export async function declarations(): Promise<string> {
  const directory = join(cache, `declarations-${emitter}-${hashOfSources()}`);
  if (existsSync(directory)) return directory;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache).map((name) => join(cache, name))) {
    // Others may be at work, and have removed it.
    const { mtimeMs = Date.now() } = statSync(old, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > HOUR) rmSync(old, { recursive: true, force: true });
  }
  const made = mkdtempSync(join(cache, 'making-'));
  // An error in a source is another test's to tell: what can be emitted is.
  const output = await tsc(emitter, ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--noEmitOnError', 'false', '--outDir', made]);
  if (!existsSync(join(made, 'index.d.ts'))) throw new Error(`no declaration files: ${output}`);
  try {
    renameSync(made, directory);
  } catch {
    // Another process was faster.
    rmSync(made, { recursive: true, force: true });
  }
  return directory;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).sort();
  for (const file of ['../tsconfig.build.json', ...sources]) hash.update(file).update(readFileSync(join(root, 'src', file)));
  return hash.digest('hex').slice(0, 16);
}

/** The options that programs are compiled with: strict, and the library by its published declaration files. */
export function compilerOptions(library: string, resolution: Resolution) {
  return {
    ...RESOLUTIONS[resolution],
    target: 'es2022',
    lib: ['es2022'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    strict: true,
    paths: {
      'cdk8s-prelude': [join(library, 'index.d.ts')],
      'cdk8s-prelude/rules': [join(library, 'entries/rules.d.ts')],
      'cdk8s-prelude/steps': [join(library, 'entries/steps.d.ts')],
      'cdk8s-prelude/testing': [join(library, 'testing/index.d.ts')],
      '@acme/platform': [join(root, 'examples/platform/src/index.ts')],
    },
  };
}

/** Compiles programs, all in one run. With `checksLibrary`, the declaration files are looked through as well. */
export async function check(
  version: CompilerVersion, resolution: Resolution, library: string, programs: readonly string[], checksLibrary = false,
): Promise<Check> {
  const directory = mkdtempSync(join(root, 'node_modules/.cache/check-'));
  try {
    const config = { compilerOptions: { ...compilerOptions(library, resolution), noEmit: true, skipLibCheck: !checksLibrary }, files: programs };
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
    const output = await tsc(version, ['-p', directory, '--pretty', 'false', '--extendedDiagnostics']);
    return {
      diagnostics: parse(output).filter(({ file }) => !file.includes('/node_modules/') || file.startsWith(cache)),
      instantiations: Number(/Instantiations:\s+(\d+)/.exec(output)?.[1]),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function tsc(version: CompilerVersion, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'node_modules', COMPILERS[version], 'bin/tsc'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((done, fail) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', fail).on('close', () => done(output));
  });
}

function parse(output: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const text of output.split('\n')) {
    const match = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(text);
    const last = found.at(-1);
    if (match) {
      const [, file = '', line, column, code = '', message = ''] = match;
      found.push({ file: resolve(root, file), line: Number(line), column: Number(column), code, message: unescape(message) });
    } else if (last && text.startsWith('  ')) {
      found[found.length - 1] = { ...last, message: `${last.message}\n${unescape(text)}` };
    } else if (/error TS\d+/.test(text)) {
      throw new Error(text);
    }
  }
  return found;
}

/** The compiler writes a sentence as a string literal: with its quotes escaped. */
const unescape = (text: string): string => text.replace(/\\"/g, '"');
