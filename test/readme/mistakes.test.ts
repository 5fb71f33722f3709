import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';
import * as library from '../../src';
import { stage } from '../compile-errors/support/stage';
import { check, COMPILERS, declarations, type CompilerVersion, type Diagnostic } from '../support/compiler';

/* "What it will not let you do": every row of the README is compiled as it is printed, and run as plain JavaScript. */

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const table = readme.slice(readme.indexOf('## What it will not let you do'), readme.indexOf('## Where to go next'));
const rows = [...table.matchAll(/^\| `(.*)` \| `(.*)` \|$/gm)].map(([, code = '', message = '']) => ({ code, message }));

/** What the paragraph above the table says of the names. */
const GRANTED = "const shop = image('registry.example.com/shop:1.4.2', { user: 1000 });\nconst migration = { image: tool, command: ['migrate', 'up'] };";

const named = (names: readonly string[], text: string) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(text));

function program(code: string): string {
  const body = `${GRANTED}\n${code};`;
  return [
    `import { stage } from '${join(root, 'test/compile-errors/support/stage')}';`,
    `import { ${named(Object.keys(library), body).join(', ')} } from 'cdk8s-prelude';`,
    `const { ${named(Object.keys(stage()), body).join(', ')} } = stage();`,
    body,
  ].join('\n');
}

/** The sentence of a row, of which `…` leaves out a part. */
const sentence = (message: string) => new RegExp(message.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));

const versions = process.env.PRELUDE_TEST_ALL === '1' ? Object.keys(COMPILERS) as CompilerVersion[] : ['7.0' as const];
const found: Partial<Record<CompilerVersion, readonly Diagnostic[]>> = {};
let directory: string;
const file = (index: number) => join(directory, `row-${index}.ts`);

beforeAll(async () => {
  const types = await declarations();
  directory = mkdtempSync(join(dirname(types), 'readme-'));
  rows.forEach(({ code }, index) => writeFileSync(file(index), program(code)));
  for (const version of versions) found[version] = (await check(version, 'bundler', types, rows.map((_, index) => file(index)))).diagnostics;
}, 240_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the table has its rows, and the README fits on two screens', () => {
  expect(rows.length).toBeGreaterThanOrEqual(12);
  expect(rows).toHaveLength(table.split('\n').filter((line) => line.startsWith('| `')).length);
  expect(readme.split('\n').length).toBeLessThan(150);
});

describe.each(versions)('TypeScript %s', (version) => {
  test.each(rows.map((row, index) => ({ ...row, index })))('refuses $code', ({ message, index }) => {
    const told = (found[version] ?? []).filter((one) => one.file === file(index));
    expect(told.map((one) => one.message).join('\n')).toMatch(sentence(message));
    // Nothing else is wrong with it: the row stands on the last line of its file.
    expect([...new Set(told.map(({ line }) => line))]).toEqual([program(rows[index]!.code).split('\n').length]);
  });
});

test.each(rows)('when it runs: $code', ({ code }) => {
  const { code: plain } = transformSync(`${GRANTED}\n${code};`, { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
  const scene = stage();
  const all: Record<string, unknown> = { ...library, ...scene };
  const names = named(Object.keys(all), plain);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the programs are those of the README
  const run = new Function(...names, plain) as (...given: readonly unknown[]) => void;
  expect(() => {
    run(...names.map((name) => all[name]));
    scene.app.synthYaml();
  }).toThrow(library.PreludeError);
});
