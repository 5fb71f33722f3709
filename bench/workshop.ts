import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { bundlePackage } from '../tools/bundle';
import { root } from '../tools/root';
import { run } from '../tools/run';
import { measure } from './runs';

/**
 * The programs that are compared: ours, what a person writes for the same intent without the library, and two that write the
 * same bytes as ours.
 */
export const PROGRAMS = ['prelude', 'by-hand', 'cdk8s-plus', 'l1'] as const;
export const TWINS: readonly ProgramName[] = ['cdk8s-plus', 'l1'];
export type ProgramName = typeof PROGRAMS[number];

/** The compilers that users have, by the name of their package here. */
export const COMPILERS = { 5.9: 'typescript', '7.0': 'typescript-7.0' } as const;
export type Compiler = keyof typeof COMPILERS;

const sources = join(root, 'bench');

/** Where everything is built: a package of its own, in which `cdk8s-prelude` is installed as users have it. Gone at the end. */
const directory = join(root, '.cache', `bench-${process.pid}`);
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

/** How one of the compilers is called. */
export const tsc = (compiler: Compiler, args: readonly string[]): readonly [string, ...string[]] =>
  [process.execPath, join(root, 'node_modules', COMPILERS[compiler], 'bin/tsc'), ...args];

/** Builds the library (JavaScript and declarations) and the programs; returns the directory. */
export function build(): string {
  const library = join(directory, 'node_modules/cdk8s-prelude');
  mkdirSync(join(directory, 'programs'), { recursive: true });
  mkdirSync(library, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  copyFileSync(join(root, 'package.json'), join(library, 'package.json'));
  compile('the library', ['-p', join(root, 'tsconfig.build.json'), '--outDir', join(library, 'lib')]);
  bundlePackage(join(library, 'lib'));

  for (const file of ['measure.ts', 'load.ts', ...readdirSync(join(sources, 'programs')).map((program) => `programs/${program}`)]) {
    copyFileSync(join(sources, file), join(directory, file));
  }
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { ...COMPILER_OPTIONS, noEmit: false, rootDir: '.', outDir: '.' }, include: ['measure.ts', 'load.ts', 'programs/*.ts'], exclude: [],
  }));
  compile('the programs', ['-p', join(directory, 'tsconfig.json')]);
  return directory;
}

/** What a new project on cdk8s compiles with. */
export const COMPILER_OPTIONS = {
  target: 'es2022', lib: ['es2022'], module: 'node16', moduleResolution: 'node16', types: ['node'], typeRoots: [join(root, 'node_modules/@types')],
  strict: true, skipLibCheck: true, noEmit: true,
};

/** Somebody may be at work on the sources: what does not compile yet is told, and measured as it is. */
function compile(what: string, args: readonly string[]): void {
  const [command, ...rest] = tsc('7.0', [...args, '--noEmitOnError', 'false']);
  const { ok, output } = run(command, rest, { quiet: true });
  if (!ok) console.warn(`${what} has compile errors:\n${output}`);
}

/** The twins have the programs and facts of the steps from a file. */
export function writeScripts(): void {
  process.env.BENCH_SCRIPTS = join(directory, 'scripts.json');
  measure(directory, 'prelude', 1, 'one', (outdir) => {
    writeFileSync(join(directory, 'scripts.json'), JSON.stringify(releaseOf(readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8'))));
  });
}

/** What the manifests of one Deployment in the chart `shop` say of the release: programs, and facts but for their path. */
export function releaseOf(yaml: string): object {
  const manifests = parseAllDocuments(yaml, { version: '1.1' }).map((document) => document.toJS() as Manifest);
  const programs = manifests.filter(({ kind }) => kind === 'ConfigMap')
    .map((manifest) => ({ ending: manifest.metadata.name.replace(/^shop-/, ''), manifest }));
  const facts = manifests.find(({ kind }) => kind === 'Deployment')?.spec.template.metadata.annotations['cdk8s-prelude/steps.facts'];
  return { programs, facts: facts?.replace('"path":"shop/web-0"', '"path":"PATH"') };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly metadata: { readonly annotations: Readonly<Record<string, string>> } } };
}

/** The text of a program between `begin` and `end`, and what stands before its function. */
export function sourceOf(program: ProgramName): { head: string; body: string } {
  const text = readFileSync(join(sources, 'programs', `${program}.ts`), 'utf8');
  const head = /^(.*?)\/\*\* [^\n]*\nexport function deployment/s.exec(text)?.[1];
  const body = /^ {2}\/\/ begin\n(.*)^ {2}\/\/ end\n/ms.exec(text)?.[1];
  if (head === undefined || body === undefined) throw new Error(`${program}.ts has no marks`);
  return { head, body };
}
