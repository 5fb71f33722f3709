import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/root';
import { run } from '../tools/run';
import { type Compiler, COMPILER_OPTIONS, type ProgramName, sourceOf, tsc } from './workshop';

const PER_FILE = 50;

/** What a compiler says of itself. */
export interface TypeCheck {
  /** Seconds by the clock on the wall. */
  readonly wall: number;
  /** Seconds of processor time, of all its threads. */
  readonly cpu: number;
  readonly instantiations: number;
  readonly types: number;
  readonly memoryMB: number;
}

/** Writes the source of a program with so many Deployments, each written out with its own literal id; returns its tsconfig. */
export function writeSources(directory: string, program: ProgramName, count: number, compilerOptions: object = {}): string {
  const sources = join(directory, `types-${program}-${count}`);
  rmSync(sources, { recursive: true, force: true });
  mkdirSync(sources, { recursive: true });
  const { head, body } = sourceOf(program);
  for (let first = 0; first < count; first += PER_FILE) {
    const functions = Array.from({ length: Math.min(PER_FILE, count - first) }, (_, index) =>
      `export function deployment${first + index}(chart: Chart): void {\n  const id = 'web-${first + index}';\n${body}}\n`);
    writeFileSync(join(sources, `deployments-${first / PER_FILE}.ts`), `${head}\n${functions.join('\n')}`);
  }
  const config = join(sources, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, ...compilerOptions }, include: ['*.ts'] }));
  // Outside of the project's directory, its dependencies have to be found all the same.
  if (!existsSync(join(directory, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  return config;
}

/** Compiles without writing anything; a source that does not compile is an error. */
export function typeCheck(compiler: Compiler, config: string): TypeCheck {
  const { ok, output } = run('sh', ['-c', TIMED, ...tsc(compiler, ['-p', config, '--extendedDiagnostics'])], { quiet: true });
  if (!ok) throw new Error(`${config} does not compile with ${compiler}:\n${output}`);
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(output)?.[1]);
  return {
    wall: figure('Total time'), cpu: processorTime(output), instantiations: figure('Instantiations'), types: figure('Types'),
    memoryMB: figure('Memory used') / 1024,
  };
}

/** A shell says at its end how much processor time its children have taken. */
const TIMED = '"$0" "$@" && times';

function processorTime(output: string): number {
  const seconds = [...output.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return (seconds.at(-2) ?? NaN) + (seconds.at(-1) ?? NaN);
}
