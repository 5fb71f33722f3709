/**
 * `npm run bench`: the library beside what a person writes for the same intent on plain cdk8s-plus-28, as ratios.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { BUDGETS } from './budgets';
import { type Column, Report } from './report';
import { interleaved, type Layout, measure, measureLoad, type Measurement, readWritten, type Written } from './runs';
import { type TypeCheck, typeCheck, writeSources } from './types';
import { build, type Compiler, COMPILERS, type ProgramName, TWINS, writeScripts } from './workshop';

const USAGE = `npm run bench -- [options]
  --quick                    --counts 100 --repeat 3 --types 100
  --counts 100,300,3000      how many Deployments are made
  --layouts one,each         all in one chart, a chart each
  --repeat 5                 how often each is measured, each time in a new process; the tables show medians
  --types 1000               how many Deployments are type-checked
  --other by-hand            what the library is held against: by-hand, or a twin that writes the same bytes (cdk8s-plus, l1)
  --only synth,load,types    parts of it`;

const OURS = 'prelude';
const LOAD_ROUNDS = 4;

interface Options {
  readonly other: ProgramName;
  readonly repeat: number;
  readonly counts: readonly number[];
  readonly layouts: readonly Layout[];
  readonly types: number;
}

type Run = Measurement & Written;

const RUN: readonly Column<Run>[] = [
  { title: 'load ms', of: ({ load }) => load.cpu },
  { title: 'construct ms', of: ({ construct }) => construct.cpu },
  { title: 'synth ms', of: ({ synth }) => synth.cpu },
  { title: 'whole process ms', of: ({ whole }) => whole, budget: BUDGETS.whole },
  { title: 'peak MB', of: ({ peakMB }) => peakMB, budget: BUDGETS.memory },
  { title: 'written kB', of: ({ bytes }) => bytes / 1000, budget: BUDGETS.bytes },
];
const A_CHART_EACH = RUN.map((column) => (column.budget === BUDGETS.whole && column.title.startsWith('whole') ? { ...column, budget: BUDGETS.aChartEach } : column));

const LOAD: readonly Column<number>[] = [{ title: 'load ms', of: (cpu) => cpu, budget: BUDGETS.load }];

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
      repeat: { type: 'string' }, types: { type: 'string' }, other: { type: 'string', default: 'by-hand' }, only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const options: Options = {
    other: values.other as ProgramName, repeat: Number(values.repeat ?? (values.quick ? 3 : 5)),
    counts: (values.counts ?? (values.quick ? '100' : '100,300,3000')).split(',').map(Number),
    layouts: values.layouts.split(',') as Layout[], types: Number(values.types ?? (values.quick ? 100 : 1000)),
  };
  console.log(`Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}. Medians of ${options.repeat} rounds, each run in a new process,`);
  console.log('in turns; ratios are those of each round. Times are processor time unless they say wall.');

  const workshop = build();
  const parts = { synth: benchSynth, load: benchLoad, types: benchTypes };
  const asked = (values.only ?? Object.keys(parts).join(',')).split(',') as (keyof typeof parts)[];
  const misses = asked.flatMap((part) => parts[part](workshop, options));
  console.log(misses.length === 0 ? '\nWithin the budgets.' : `\nBeyond the budgets:\n${misses.map((miss) => `  ${miss}`).join('\n')}`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}

function benchSynth(workshop: string, { other, repeat, counts, layouts }: Options): readonly string[] {
  if (TWINS.includes(other)) writeScripts();
  return layouts.flatMap((layout) => {
    const report = new Report<ProgramName, Run>(layout === 'one' ? RUN : A_CHART_EACH);
    for (const count of counts) {
      const rounds = interleaved([OURS, other], repeat, (program) => {
        let written: Written = { bytes: 0, hash: '' };
        const measured = measure(workshop, program, count, layout, (directory) => { written = readWritten(directory); });
        return { ...measured, ...written };
      });
      checkTwins(other, rounds[0]);
      // A few Deployments are mostly the start of Node: nobody is promised anything about them.
      report.add(`${count} in ${layout === 'one' ? 'one chart' : 'a chart each'}`, { ours: OURS, other }, rounds, count >= (layout === 'one' ? 100 : 3000));
    }
    report.print();
    return report.misses;
  });
}

function checkTwins(other: ProgramName, round: Readonly<Record<string, Run>> | undefined): void {
  if (TWINS.includes(other) && round?.[OURS]?.hash !== round?.[other]?.hash) {
    throw new Error(`${other} differs from ${OURS} in what it writes, which makes the comparison worthless:
      change bench/programs/${other}.ts so that it writes what prelude.ts does`);
  }
}

function benchLoad(workshop: string, { repeat }: Options): readonly string[] {
  const report = new Report<'cdk8s-prelude' | 'cdk8s-plus-28', number>(LOAD);
  const rounds = interleaved(['cdk8s-prelude', 'cdk8s-plus-28'] as const, repeat * LOAD_ROUNDS, (name) => measureLoad(workshop, name));
  report.add('require', { ours: 'cdk8s-prelude', other: 'cdk8s-plus-28' }, rounds, true);
  report.print();
  return report.misses;
}

function benchTypes(workshop: string, { other, repeat, types }: Options): readonly string[] {
  const report = new Report<ProgramName, TypeCheck>(TYPES);
  for (const compiler of Object.keys(COMPILERS) as Compiler[]) {
    for (const deployments of [1, types]) {
      const configs = new Map([OURS, other].map((program) => [program, writeSources(workshop, program as ProgramName, deployments)]));
      const rounds = interleaved<ProgramName, TypeCheck>([OURS, other], repeat, (program) => typeCheck(compiler, configs.get(program) ?? ''));
      report.add(`${deployments}, TypeScript ${compiler}`, { ours: OURS, other }, rounds, deployments > 1);
    }
  }
  report.print();
  return report.misses;
}

main();
