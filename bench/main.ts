/**
 * `npm run bench`: construct, synth and type check of the library beside plain cdk8s-plus-28 that writes the same bytes.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Layout, measure, type Measurement, median, readWritten, type Written } from './runs';
import { type TypeCheck, typeCheck, writeSources } from './types';
import { build, type Compiler, COMPILERS, PROGRAMS, type ProgramName } from './workshop';

const USAGE = `npm run bench -- [options]
  --quick                    --counts 1,100 --repeat 3 --types 100
  --counts 1,100,1000,3000   how many Deployments are made
  --layouts one,each         all in one chart, a chart each
  --repeat 5                 how often each is measured, each time in a new process; the tables show medians
  --types 1000               how many Deployments are type-checked; 0 for none
  --floor                    also beside the generated classes of cdk8s-plus-28, written field by field
  --only synth|types         one half of it`;

/** What is promised: how many times what plain cdk8s-plus-28 takes. Times are processor time. */
const BUDGETS = { synth: 1.2, memory: 1.3, typeCheck: 2 };

const OURS = 'prelude';
const PLAIN = 'cdk8s-plus';

interface Options {
  readonly programs: readonly ProgramName[];
  readonly repeat: number;
}

/** A figure of a run, and how a table shows it. */
interface Column<R> {
  readonly title: string;
  readonly of: (run: R) => number;
  readonly digits?: number;
  readonly budget?: number;
}

type Round<R> = Readonly<Partial<Record<ProgramName, R>>>;

const SYNTH: readonly Column<Measurement>[] = [
  { title: 'load ms', of: ({ load }) => load.cpu },
  { title: 'construct ms', of: ({ construct }) => construct.cpu },
  { title: 'synth ms', of: ({ synth }) => synth.cpu, budget: BUDGETS.synth },
  { title: 'both ms', of: ({ construct, synth }) => construct.cpu + synth.cpu },
  { title: 'both, wall ms', of: ({ construct, synth }) => construct.wall + synth.wall },
  { title: 'peak MB', of: ({ peakMB }) => peakMB, budget: BUDGETS.memory },
];

const TYPES: readonly Column<TypeCheck>[] = [
  { title: 'time s', of: ({ cpu }) => cpu, digits: 2, budget: BUDGETS.typeCheck },
  { title: 'wall s', of: ({ wall }) => wall, digits: 2 },
  { title: 'instantiations', of: ({ instantiations }) => instantiations },
  { title: 'types', of: ({ types }) => types },
  { title: 'memory MB', of: ({ memoryMB }) => memoryMB },
];

function main(): void {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false }, counts: { type: 'string' }, layouts: { type: 'string', default: 'one,each' },
      repeat: { type: 'string' }, types: { type: 'string' }, floor: { type: 'boolean', default: false }, only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const counts = (values.counts ?? (values.quick ? '1,100' : '1,100,1000,3000')).split(',').map(Number);
  const layouts = values.layouts.split(',') as Layout[];
  const types = Number(values.types ?? (values.quick ? 100 : 1000));
  const options = { programs: PROGRAMS.filter((program) => program !== 'l1' || values.floor), repeat: Number(values.repeat ?? (values.quick ? 3 : 5)) };
  console.log(`Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}. Median of ${options.repeat} runs, each in a new process,`);
  console.log(`${options.programs.join(', ')} in turns. Ratios: ${OURS} to ${PLAIN}, round by round. Times are processor time unless they say wall.`);

  const workshop = build();
  const misses = [
    ...(values.only === 'types' ? [] : benchSynth(workshop, options, layouts.flatMap((layout) => counts.map((count) => [layout, count] as const)))),
    ...(values.only === 'synth' || types === 0 ? [] : benchTypes(workshop, options, types)),
  ];
  console.log(misses.length === 0 ? '\nWithin the budgets.' : `\nBeyond the budgets:\n${misses.map((miss) => `  ${miss}`).join('\n')}`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}

function benchSynth(workshop: string, options: Options, cases: ReadonlyArray<readonly [Layout, number]>): readonly string[] {
  const report = new Report(SYNTH);
  for (const [layout, count] of cases) {
    const what = `${count} in ${layout === 'one' ? 'one chart' : 'a chart each'}`;
    const written = new Map<ProgramName, Written>();
    const rounds = interleaved(options, (program, round) =>
      measure(workshop, program, count, layout, (directory) => { if (round === 0) written.set(program, readWritten(directory)); }));
    const bytes = [...written.values()][0]?.bytes ?? 0;
    if (new Set([...written.values()].map(({ hash }) => hash)).size !== 1) {
      throw new Error(`the programs differ in what they write, which makes the comparison worthless:
        change bench/programs/cdk8s-plus.ts and l1.ts so that they write what prelude.ts does`);
    }
    report.add(`${what} (${(bytes / 1e6).toFixed(1)} MB)`, options.programs, rounds, count > 1);
  }
  report.print();
  return report.misses;
}

function benchTypes(workshop: string, options: Options, count: number): readonly string[] {
  const report = new Report(TYPES);
  for (const compiler of Object.keys(COMPILERS) as Compiler[]) {
    for (const deployments of [1, count]) {
      const configs = new Map(options.programs.map((program) => [program, writeSources(workshop, program, deployments)]));
      const rounds = interleaved(options, (program) => typeCheck(compiler, configs.get(program) ?? ''));
      report.add(`${deployments}, TypeScript ${compiler}`, options.programs, rounds, deployments > 1);
    }
  }
  report.print();
  return report.misses;
}

/** Runs all programs once in each round, so that whatever else the machine does slows them all; the order alternates. */
function interleaved<R>({ programs, repeat }: Options, one: (program: ProgramName, round: number) => R): readonly Round<R>[] {
  return Array.from({ length: repeat }, (_, round) => {
    const order = round % 2 === 0 ? programs : [...programs].reverse();
    return Object.fromEntries(order.map((program) => [program, one(program, round)]));
  });
}

/** A table with a row for each program and one for the ratios, and what was beyond a budget. */
class Report<R> {
  readonly misses: string[] = [];
  private readonly rows: (readonly string[])[] = [];

  constructor(private readonly columns: readonly Column<R>[]) {
    const head = ['Deployments', 'program', ...columns.map(({ title }) => title)];
    this.rows.push(head, head.map((_, index) => (index < 2 ? '---' : '---:')));
  }

  add(what: string, programs: readonly ProgramName[], rounds: readonly Round<R>[], checked: boolean): void {
    const figures = (program: ProgramName, of: (run: R) => number) => rounds.flatMap(({ [program]: run }) => (run ? [of(run)] : []));
    for (const program of programs) {
      this.rows.push([what, program, ...this.columns.map(({ of, digits = 0 }) => median(figures(program, of)).toFixed(digits))]);
    }
    const ratios = this.columns.map(({ of }) => {
      const plain = figures(PLAIN, of);
      return median(figures(OURS, of).map((ours, round) => ours / (plain[round] ?? NaN)));
    });
    this.rows.push([what, '**ratio**', ...ratios.map((ratio) => `**${ratio.toFixed(2)}**`)]);
    for (const [index, { title, budget }] of this.columns.entries()) {
      const ratio = ratios[index] ?? NaN;
      if (checked && budget !== undefined && ratio > budget) this.misses.push(`${what}: ${title} ${ratio.toFixed(2)} ×, budget ${budget} ×`);
    }
    process.stderr.write(`${what}: ${this.columns.map(({ title }, index) => `${title} ${ratios[index]?.toFixed(2)} ×`).join(', ')}\n`);
  }

  print(): void {
    console.log(['', ...this.rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n'));
  }
}

main();
