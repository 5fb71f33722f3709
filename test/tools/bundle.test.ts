import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { bundle } from '../../tools/bundle';
import { run } from '../../tools/run';

/* What stands in `lib/` after `projen compile`; test/peers has the real one, installed. */

const SOURCES = {
  'index.ts': `
    export { Shape } from './shapes/shape';
    export { circle } from './shapes';
    export * from './texts';
    import * as words from './words';
    console.log(words.first);`,
  'testing.ts': `import { Shape } from './shapes/shape'; export const isShape = (value: unknown) => value instanceof Shape;`,
  'main.ts': `#!/usr/bin/env node\nimport { circle } from './shapes'; console.log(circle().path, process.argv[2]);`,
  'shapes/shape.ts': `import { join } from 'node:path'; console.log('shape'); export class Shape { readonly path = join(__dirname, 'x'); }`,
  'shapes/index.ts': `import { Shape } from './shape'; console.log('shapes'); export const circle = () => new Shape(); export const never = 1;`,
  'texts.ts': `/* A comment. */\nconsole.log('texts'); export const text = 'ä … 😀'; export const matches = /^…+$/u.test('……') && \`\${text}·\` === 'ä … 😀·';`,
  'words.ts': `export const first = 'words';`,
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'prelude-bundle-'));
  for (const [file, text] of Object.entries(SOURCES)) {
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    mkdirSync(join(directory, dirname(file)), { recursive: true });
    writeFileSync(join(directory, file.replace(/ts$/, 'js')), outputText);
  }
  const log = jest.spyOn(console, 'log').mockImplementation();
  bundle(directory, { entries: ['index.js', 'testing.js'], commands: ['main.js'], loadedFirst: ['index.js'] });
  log.mockRestore();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function node(...args: readonly string[]): readonly string[] {
  const { ok, output } = run(process.execPath, args, { cwd: directory, quiet: true });
  if (!ok) throw new Error(output);
  return output.trim().split('\n');
}

test('one file holds what the first entry reaches, one all other modules; those that people use are left', () => {
  expect(readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')).sort())
    .toEqual(['index.js', 'library-later.js', 'library.js', 'main.js', 'testing.js']);
  const modules = ['library.js', 'library-later.js'].map((file) => readFileSync(join(directory, file), 'utf8'));
  for (const text of modules) expect(text).not.toMatch(/[^\x00-\x7f]|A comment/);
  expect(modules.map((text) => [...text.matchAll(/^\/\/ (.*)$/gm)].map(([, file]) => file))).toEqual([
    ['index.js', 'shapes/index.js', 'shapes/shape.js', 'texts.js', 'words.js'], ['main.js', 'testing.js'],
  ]);
});

test('what is passed on is loaded when somebody takes it, and once', () => {
  expect(node('-e', 'const all = require("./index.js"); console.log(Object.keys(all).sort().join()); all.circle; all.circle(); all.Shape'))
    .toEqual(['words', 'Shape,circle,matches,text', 'shape', 'shapes']);
});

test('texts and patterns mean what they meant', () => {
  expect(node('-p', 'const { text, matches } = require("./index.js"); [text, matches].join()').at(-1)).toBe('ä … 😀,true');
});

test('entries share one copy of all, from import too, and __dirname is that of the module', () => {
  writeFileSync(join(directory, 'user.mjs'), 'import { circle } from "./index.js"; import { isShape } from "./testing.js"; console.log(isShape(circle()), circle().path);');
  expect(node('user.mjs').at(-1)).toBe(`true ${join(directory, 'shapes/x')}`);
});

test('a command can still be run', () => {
  expect(readFileSync(join(directory, 'main.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(node('main.js', 'there').at(-1)).toBe(`${join(directory, 'shapes/x')} there`);
});
