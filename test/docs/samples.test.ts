import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as library from '../../src';
import { check, declarations } from '../support/compiler';

/*
 * What the pages of the steps show compiles, as it stands there: only what `…` leaves out is put in, and what a page takes for
 * granted (a chart, a workload, the library's own imports) is declared. Names of cdk8s-plus are imported by the sample itself.
 */

const steps = join(__dirname, '../../docs/steps');

interface Sample {
  readonly page: string;
  readonly code: string;
}

/** Pages that tell how something is done. */
const GUIDES = ['air-gapped', 'concepts', 'mesh', 'openshift', 'proxy'].map((name) => `../${name}.md`);

const samples = [...readdirSync(steps).sort(), ...GUIDES].flatMap((page): Sample[] => (
  [...readFileSync(join(steps, page), 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code = '']) => ({ page, code }))));

/** What `…` stands for, by what it stands in. */
const withLeftOut = (code: string): string => code
  .replace(/(addContainer\('\w+', \{ )…,/g, "$1image: image('a:1', { user: 1 }),")
  .replace(/(new StatefulSet\([^{]*\{ )…,/g, '$1ports: [1],')
  .replace(/(new SeedDatabase\([^{]*\{[^}]*), …/g, "$1, databaseName: 'd', login: 'l', sql: 'SELECT 1', marker: 'm'");

/** What a page takes for granted, unless it says so itself. */
const GRANTED: Readonly<Record<string, string>> = {
  app: 'App',
  chart: 'Chart',
  shop: "Image<'registry.example.com/shop:1.4.2'>",
  web: "StatefulSet<'web', 'privileged'>",
  worker: "Deployment<'worker'>",
  db: "{ readonly ready: Ready<'web', 'postgres'> }",
  config: "{ readonly files: Files<'web', 'countries.sql'>; file(name: 'countries.sql'): File<'web'> }",
  other: "{ file(name: 'shop.conf'): File<'web'> }",
  schema: "{ readonly migrated: Migrated<'web'> }",
  settings: "{ readonly name: string; readonly data: { readonly 'app.conf': string; readonly 'log.conf': string } }",
  currency: 'string',
};

const names = (module: object, code: string): string[] => Object.keys(module).filter((name) => new RegExp(`\\b${name}\\b`).test(code));

function program({ code }: Sample): string {
  const body = withLeftOut(code);
  const imports = body.match(/^import .*$/gm) ?? [];
  const imported = imports.join('\n');
  const granted = Object.entries(GRANTED).filter(([name]) => !new RegExp(`const ${name}\\b`).test(body)).map(([name, type]) => `declare const ${name}: ${type};`);
  const ofLibrary = names(library, body).filter((name) => !new RegExp(`\\b${name}\\b`).test(imported));
  return [
    ...imports,
    `import { ${[...new Set([...ofLibrary, 'Deployment', 'StatefulSet'])].join(', ')} } from 'cdk8s-prelude';`,
    "import type { File, Files, Image, Migrated, Ready } from 'cdk8s-prelude';",
    "import { App, Chart, Duration, Size } from 'cdk8s';",
    "import { join } from 'node:path';",
    ...granted,
    // Some show a few properties only.
    /^\w+: /.test(body) ? `export const part = {\n${body}};` : body.replace(/^import .*$/gm, ''),
    'export {};',
  ].join('\n');
}

describe('samples of the pages of steps', () => {
  let found: Awaited<ReturnType<typeof check>>['diagnostics'];
  let directory: string;
  const file = (index: number | 'wrong') => join(directory, `sample-${index}.ts`);

  beforeAll(async () => {
    const types = await declarations();
    directory = mkdtempSync(join(dirname(types), 'samples-'));
    for (const [index, sample] of samples.entries()) writeFileSync(file(index), program(sample));
    writeFileSync(file('wrong'), program({ page: 'wrong', code: "new WriteFiles(web, 'page', { files: { x: 5 } });\nEnvValue.fromValue('x');\n" }));
    const files = [...samples.keys(), 'wrong' as const].map(file);
    found = (await check('7.0', 'bundler', types, files)).diagnostics;
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('every page has one', () => {
    expect([...new Set(samples.map(({ page }) => page))]).toEqual([...readdirSync(steps).sort(), ...GUIDES]);
  });

  test.each(samples.map((sample, index) => ({ ...sample, index })))('$page ($index) compiles', ({ index }) => {
    expect(found.filter((one) => one.file === file(index)).map(({ message }) => message)).toEqual([]);
  });

  test('what is wrong would be found', () => {
    expect(found.filter((one) => one.file === file('wrong')).map(({ code }) => code)).toEqual(['TS2322', 'TS2304']);
  });
});

test.each(readdirSync(steps).sort())('%s says what it needs and what it gives', (page) => {
  const text = readFileSync(join(steps, page), 'utf8');
  expect(text).toMatch(/\*\*Needs\*\*/);
  expect(text).toMatch(/\*\*Gives\*\*/);
});
