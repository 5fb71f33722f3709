/**
 * `npx tsx bench/migrations/main.ts`: what the lock and the stop signals of RunMigration make of the tools themselves, on a real PostgreSQL.
 * A pod is its programs here: those of the container, in a namespace of processes.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Postgres, startPostgres } from '../../test/support/servers/postgres';
import { startPod } from './pod';
import { type Place, type RunTool, TOOLS } from './tools';

const USAGE = `sh bench/migrations/install.sh DIRECTORY
npx tsx bench/migrations/main.ts --installed DIRECTORY [options]
  --parts once,signals,index,rollback   parts of it
  --tools golang-migrate,flyway,…       some of the tools
  --pods 20 --seconds 30                once: so many start at the same instant, with a migration of so many seconds
  --moments 20 --beside 4               signals: killed at so many random moments, SIGTERM and SIGKILL in turn; so many at the same time
  --rounds 20                           index: three pods at once, so often`;

let count = 0;
const counted = "SELECT nextval('bench.runs')";
const sleeps = (seconds: number): string => `DO $$ BEGIN PERFORM nextval('bench.runs'); PERFORM pg_sleep(${seconds}); END $$`;

class Bench {
  constructor(private readonly server: Postgres, private readonly tools: string) {}

  /** A database of its own for each round. */
  place(tool: RunTool, upTo: 1 | 2, second: string): Place {
    const database = `round_${++count}`;
    this.server.sql(`CREATE DATABASE ${database} OWNER shop;`);
    this.sql(database, 'SET ROLE shop; CREATE SCHEMA bench; CREATE SEQUENCE bench.runs;');
    const place = { tools: this.tools, directory: mkdtempSync(join(tmpdir(), 'prelude-bench-')), port: this.server.port, database };
    tool.write(place, upTo, second);
    return place;
  }

  sql(database: string, text: string): string {
    return this.server.sql(`\\connect ${database}\n${text}`);
  }

  /** How often the second migration was begun. */
  runs({ database }: Place): number {
    const [last, called] = this.sql(database, 'SELECT last_value, is_called FROM bench.runs;').split('|');
    return called === 't' ? Number(last) : 0;
  }

  async once(tool: RunTool, pods: number, seconds: number): Promise<string> {
    const place = this.place(tool, 2, sleeps(seconds));
    const start = performance.now();
    const ends = await Promise.all(Array.from({ length: pods }, () => startPod(tool, place, 2).ended));
    const waited = ends.filter(({ output }) => /another one is at work in the database \(pod \S+, since \S+Z\)/.test(output)).length;
    show(ends);
    return `${this.runs(place)} / ${ends.filter(({ code }) => code !== 0).length} (${waited} waited, ${seconds1(start)} s)`;
  }

  async signals(tool: RunTool, moments: number, beside: number): Promise<string> {
    const results: { readonly signal: string; readonly ok: boolean; readonly said: string }[] = [];
    const one = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<boolean> => {
      const place = this.place(tool, 2, sleeps(4));
      const pod = startPod(tool, place, 2);
      await pause(500 + Math.random() * 4500);
      pod.signal(signal);
      // One that was done before is no such moment.
      if ((await pod.ended).code === 0) return false;
      const next = await startPod(tool, place, 2).ended;
      results.push({ signal, ok: next.code === 0, said: next.output.trim().split('\n').at(-1) ?? '' });
      return true;
    };
    let index = 0;
    await Promise.all(Array.from({ length: beside }, async () => {
      while (index < moments) {
        const signal = index++ % 2 === 0 ? 'SIGTERM' : 'SIGKILL';
        while (!(await one(signal)));
      }
    }));
    const of = (signal: string) => {
      const all = results.filter((result) => result.signal === signal);
      return `${all.filter(({ ok }) => ok).length} of ${all.length}`;
    };
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      const bad = results.find((result) => !result.ok && result.signal === signal);
      if (bad) process.stderr.write(`  ${tool.title} after ${bad.signal}: ${bad.said}\n`);
    }
    return `SIGTERM ${of('SIGTERM')}, SIGKILL ${of('SIGKILL')}`;
  }

  async index(tool: RunTool, rounds: number, bare: boolean): Promise<string> {
    let good = 0;
    for (let round = 0; round < rounds; round++) {
      const place = this.place(tool, 2, 'CREATE INDEX CONCURRENTLY IF NOT EXISTS of_orders ON bench.orders (id)');
      this.sql(place.database, 'SET ROLE shop; CREATE TABLE bench.orders AS SELECT n AS id FROM generate_series(1, 100000) n;');
      const ends = await Promise.all([1, 2, 3].map(() => startPod(tool, place, 2, bare).ended));
      const valid = this.sql(place.database, "SELECT bool_and(indisvalid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relname = 'of_orders';");
      if (valid === 't' && ends.every(({ code }) => code === 0)) good += 1;
      else show(ends);
    }
    return `${good} of ${rounds}`;
  }

  async rollback(tool: RunTool): Promise<string> {
    const place = this.place(tool, 2, counted);
    const { code } = await startPod(tool, place, 2).ended;
    if (code !== 0) return `not migrated: ${code}`;
    const older = { ...place, directory: mkdtempSync(join(tmpdir(), 'prelude-bench-')) };
    tool.write(older, 1, '');
    const [alone, ours] = [await startPod(tool, older, 1, true).ended, await startPod(tool, older, 1).ended];
    return `the tool alone exits with ${alone.code}, the step with ${ours.code}${/nothing to do/.test(ours.output) ? ', without running it' : ''}`;
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seconds1 = (start: number): string => ((performance.now() - start) / 1000).toFixed(0);

function show(ends: readonly { readonly code: number; readonly output: string }[]): void {
  for (const { code, output } of ends) if (code !== 0) process.stderr.write(`  exit ${code}: ${output.trim().split('\n').slice(-2).join(' / ')}\n`);
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { installed: text, parts: text, tools: text, pods: text, seconds: text, moments: text, beside: text, rounds: text };
  const { values } = parseArgs({ options });
  if (values.installed === undefined) throw new Error(USAGE);
  const server = await startPostgres({ method: 'trust', settings: ['max_connections = 200'] });
  server.sql('CREATE ROLE shop LOGIN;');
  const bench = new Bench(server, values.installed);
  const number = (given: string | undefined, usual: number): number => Number(given ?? usual);
  const parts: Readonly<Record<string, (tool: RunTool) => Promise<string>>> = {
    once: (tool) => bench.once(tool, number(values.pods, 20), number(values.seconds, 30)),
    signals: (tool) => bench.signals(tool, number(values.moments, 20), number(values.beside, 4)),
    index: async (tool) => `the tools alone ${await bench.index(tool, 1, true)}, the steps ${await bench.index(tool, number(values.rounds, 20), false)}`,
    rollback: (tool) => bench.rollback(tool),
  };
  try {
    for (const part of (values.parts ?? Object.keys(parts).join(',')).split(',')) {
      for (const name of (values.tools ?? Object.keys(TOOLS).join(',')).split(',')) {
        const start = performance.now();
        const tool = TOOLS[name]!;
        console.log(`| ${part} | ${tool.title} | ${await parts[part]!(tool)} | ${seconds1(start)} s |`);
      }
    }
  } finally {
    await server.stop();
  }
}

void main();
