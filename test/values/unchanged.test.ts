import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { Deployment, image, plainText, postgres, RunMigration, unsafe, WaitForService } from '../../src';
import { expand, expandEnvironment } from '../support/expansion';
import type { ContainerJson } from '../support/kubernetes';
import { describeWith, findTool } from '../support/tools';

/*
 * Values go the whole way: through the library, the YAML file, kubelet's expansion, the command array and the script, to the
 * argv and the environment of the user's program.
 */

/** A program of the user's that writes down what it was given, byte for byte. */
const PROGRAM = `#!${process.execPath}
require('fs').writeFileSync(process.env.REPORT, JSON.stringify({ argv: process.argv.slice(2), env: { ...process.env } }));
`;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'prelude-values-'));
  writeFileSync(join(directory, 'program'), PROGRAM, { mode: 0o755 });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const piece = fc.oneof(
  fc.constantFrom(' ', '"', "'", '$', '`', '\n', '*', '$(NAME)', '$(HOME)', '$$', '$$(NAME)', '\\', '-', '--', '{}', '$NAME', '${NAME}', '%s', '%', '#', ';', '&&',
    '|', '<', '>', '~', '!', '?', '[a]', '\t', '\r\n', 'é', '日本', '=', ':', 'null', '---', "'''", '$((1+1))', '$(id)', '`id`', 'PRELUDE_X', ''),
  fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !text.includes('\0')),
);
const value = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

function containerFor(args: readonly string[], env: Readonly<Record<string, string>>): ContainerJson {
  const app = new App({ outdir: directory });
  const web = new Deployment(new Chart(app, 'test'), 'web');
  const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: image('registry.example.com/tool:1', { user: 1000 }),
    command: ['/program', ...args],
    env: Object.fromEntries(Object.entries(env).map(([name, text]) => [name, plainText(text, 'a test')])),
    oneAtATime: unsafe('a test'),
  });
  web.addContainer('app', { image: image('registry.example.com/app:1', { user: 1000 }) });
  const documents = parseAllDocuments(app.synthYaml()).map((document) => document.toJS());
  const pod = documents.find(({ kind }) => kind === 'Deployment').spec.template.spec;
  return pod.initContainers.find(({ name }: ContainerJson) => name === 'migrate');
}

/** Runs a container as kubelet and the runtime would, with busybox and the program at other places. */
function run(container: ContainerJson) {
  const report = join(directory, 'report.json');
  const variables = expandEnvironment([{ name: 'NAME', value: 'expanded' }, { name: 'HOME', value: '/home' }, ...(container.env ?? [])]);
  const argv = [...(container.command ?? []), ...(container.args ?? [])].map((word) => expand(word, variables));
  const placed = argv.map((word) => word.replace(/^\/prelude\/busybox$/, findTool('busybox') ?? '').replace(/^\/program$/, join(directory, 'program')));
  const result = spawnSync(placed[0] ?? '', placed.slice(1), {
    env: { ...variables, PRELUDE_BUSYBOX: findTool('busybox'), PRELUDE_TERMINATION_LOG: join(directory, 'termination-log'), REPORT: report }, encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`exit ${result.status}: ${result.stdout}${result.stderr}`);
  return JSON.parse(readFileSync(report, 'utf8')) as { argv: string[]; env: Record<string, string> };
}

describeWith(['busybox'], 'values arrive unchanged', () => {
  test('as arguments and as variables, whatever they hold', () => {
    fc.assert(fc.property(fc.array(value, { maxLength: 12 }), fc.array(value, { maxLength: 12 }), (args, values) => {
      const env = Object.fromEntries(values.map((text, index) => [`V_${index}`, text]));
      const { argv, env: seen } = run(containerFor(args, env));
      expect(argv).toEqual(args);
      for (const [name, text] of Object.entries(env)) expect(seen[name]).toBe(text);
      expect(Object.keys(seen).filter((name) => name.startsWith('PRELUDE_'))).toEqual([]);
    }), { numRuns: 40 });
  }, 120_000);
});

test('a literal is not expanded even where a Service has set the variable', () => {
  const variables = { DB_PORT: 'tcp://10.0.0.1:5432' };
  const { args = [] } = containerFor(['$(DB_PORT)', '$$(DB_PORT)', '$$$'], {});
  expect(args.slice(-3).map((word) => expand(word, variables))).toEqual(['$(DB_PORT)', '$$(DB_PORT)', '$$$']);
});
