/**
 * `npx tsx bench/migrations/main.ts`: what the lock and the stop signals of RunMigration make of the tools themselves, on a real PostgreSQL or MariaDB.
 * A pod is its programs here: those of the container, in a namespace of processes.
 */
import { parseArgs } from 'node:util';
import type { SqlProtocol } from '../../src/migration-tools/question';
import { type Database, DATABASES, directory } from './databases';
import { startPod } from './pod';
import { TOOLS } from './tools';
import type { RunTool } from './tools/place';

const USAGE = `sh bench/migrations/install.sh DIRECTORY
npx tsx bench/migrations/main.ts --installed DIRECTORY [options]
  --database postgres|mysql             mysql: a MariaDB
  --parts once,signals,index,rollback   parts of it
  --tools golang-migrate,flyway,…       some of the tools
  --together 1                          so many tools at the same time: they mostly sleep
  --pods 20 --seconds 30                once: so many start at the same instant, with a migration of so many seconds
  --moments 20 --beside 4               signals: so many random moments for SIGTERM, and as many for SIGKILL; so many at the same time
  --twice                               signals: the migration is written so that it may run twice (IF NOT EXISTS)
  --rounds 20                           index: three pods at once, so often`;

async function once(on: Database, tool: RunTool, pods: number, seconds: number): Promise<string> {
  const place = on.place(tool, on.sleeps(seconds));
  const start = performance.now();
  const ends = await Promise.all(Array.from({ length: pods }, () => startPod(tool, place, 2).ended));
  const waited = ends.filter(({ output }) => /another one is at work in the database \(pod \S+, since \S+Z\)/.test(output)).length;
  show(ends);
  return `${on.runs(place)} / ${ends.filter(({ code }) => code !== 0).length} (${waited} waited, ${seconds1(start)} s)`;
}

const SIGNALS = ['SIGTERM', 'SIGKILL'] as const;

/** The second migration changes the schema and then takes 4 s; pods are ended at random moments of their life. */
async function signals(on: Database, tool: RunTool, moments: number, beside: number, twice: boolean): Promise<string> {
  const results: { readonly signal: string; readonly ok: boolean; readonly said: string }[] = [];
  const one = async (signal: (typeof SIGNALS)[number]): Promise<boolean> => {
    const place = on.place(tool, on.changes(4, twice));
    const pod = startPod(tool, place, 2);
    await pause(500 + Math.random() * 5000);
    pod.signal(signal);
    // One that was done before is no such moment.
    if ((await pod.ended).code === 0) return false;
    const next = await startPod(tool, place, 2).ended;
    results.push({ signal, ok: next.code === 0, said: next.output.trim().split('\n').slice(-2).join(' / ') });
    return true;
  };
  let begun = 0;
  await Promise.all(Array.from({ length: beside }, async () => {
    while (begun < moments * 2) {
      const signal = SIGNALS[begun++ % 2]!;
      while (!(await one(signal)));
    }
  }));
  const told = SIGNALS.map((signal) => {
    const all = results.filter((result) => result.signal === signal);
    const bad = all.find(({ ok }) => !ok);
    if (bad) process.stderr.write(`  ${tool.title} after ${signal}: ${bad.said}\n`);
    return `${signal} ${all.filter(({ ok }) => ok).length} of ${all.length}`;
  });
  return told.join(', ');
}

async function index(on: Database, tool: RunTool, rounds: number, bare: boolean): Promise<string> {
  let good = 0;
  for (let round = 0; round < rounds; round++) {
    const place = on.place(tool, on.index());
    on.sql(place, 'SET ROLE shop; CREATE TABLE bench.orders AS SELECT n AS id FROM generate_series(1, 100000) n;');
    const ends = await Promise.all([1, 2, 3].map(() => startPod(tool, place, 2, bare).ended));
    const valid = on.sql(place, "SELECT bool_and(indisvalid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relname = 'of_orders';");
    if (valid === 't' && ends.every(({ code }) => code === 0)) good += 1;
    else show(ends);
  }
  return `${good} of ${rounds}`;
}

async function rollback(on: Database, tool: RunTool): Promise<string> {
  const place = on.place(tool, on.sleeps(0));
  const { code, output } = await startPod(tool, place, 2).ended;
  if (code !== 0) return `not migrated: ${code} ${output}`;
  const older = { ...place, directory: directory() };
  tool.write(older, undefined);
  const [alone, ours] = [await startPod(tool, older, 1, true).ended, await startPod(tool, older, 1).ended];
  return `the tool alone exits with ${alone.code}, the step with ${ours.code}${/nothing to do/.test(ours.output) ? ', without running it' : ''}`;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seconds1 = (start: number): string => ((performance.now() - start) / 1000).toFixed(0);

function show(ends: readonly { readonly code: number; readonly output: string }[]): void {
  for (const { code, output } of ends) if (code !== 0) process.stderr.write(`  exit ${code}: ${output.trim().split('\n').slice(-2).join(' / ')}\n`);
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const options = {
    twice: { type: 'boolean' } as const, installed: text, database: text, parts: text, tools: text, together: text, pods: text, seconds: text, moments: text, beside: text, rounds: text,
  };
  const { values } = parseArgs({ options });
  if (values.installed === undefined) throw new Error(USAGE);
  const on = await DATABASES[(values.database ?? 'postgres') as SqlProtocol](values.installed);
  const number = (given: string | undefined, usual: number): number => Number(given ?? usual);
  const parts: Readonly<Record<string, (tool: RunTool) => Promise<string>>> = {
    once: (tool) => once(on, tool, number(values.pods, 20), number(values.seconds, 30)),
    signals: (tool) => signals(on, tool, number(values.moments, 20), number(values.beside, 4), values.twice === true),
    index: async (tool) => `the tools alone ${await index(on, tool, 1, true)}, the steps ${await index(on, tool, number(values.rounds, 20), false)}`,
    rollback: (tool) => rollback(on, tool),
  };
  try {
    for (const part of (values.parts ?? Object.keys(parts).join(',')).split(',')) {
      const left = (values.tools ?? Object.keys(TOOLS).join(',')).split(',').map((name) => TOOLS[name]!)
        .filter(({ protocols }) => protocols.includes(on.protocol) && (part !== 'index' || on.protocol === 'postgres'));
      await Promise.all(Array.from({ length: number(values.together, 1) }, async () => {
        for (let tool = left.shift(); tool !== undefined; tool = left.shift()) {
          const start = performance.now();
          console.log(`| ${on.protocol} | ${part} | ${tool.title} | ${await parts[part]!(tool)} | ${seconds1(start)} s |`);
        }
      }));
    }
  } finally {
    await on.stop();
  }
}

void main();
