/**
 * The package as users get it: packed, installed into an empty project with the oldest and with the newest peers that its
 * ranges allow, used from `require` and from `import`. Needs lib/ and the registry: `npm run test:peers`.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { install, pack, type Packed, readDirectory, root, runIn, synthesize, tsc } from './support/packages';

const example = join(root, 'examples/shop');
const { peerDependencies: ranges } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  peerDependencies: Record<string, string>;
};

const temporary = mkdtempSync(join(tmpdir(), 'prelude-peers-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let packed: Packed;
beforeAll(() => {
  packed = pack(root, temporary);
});

test('holds what is meant for users, and nothing else', () => {
  const files = packed.files.map(({ path }) => path);
  const top = ['API.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md', 'llms.txt', 'package.json'];
  expect(files).toEqual(expect.arrayContaining([...top, 'lib/index.js', 'lib/index.d.ts', 'docs/rules.md', 'examples/shop/main.ts']));
  const meant = /^(lib\/.+(\.js|\.d\.ts)|docs\/.+|examples\/.+|src\/scripts\/(.+\.sh|README\.md))$/;
  expect(files.filter((file) => !top.includes(file) && !meant.test(file))).toEqual([]);
});

/** Pages name the tests that show what they say; those stay in the repository. */
const IN_REPOSITORY = /^test\//;

test('every link of its README and of its pages leads to a file of the package', () => {
  const files = new Set(packed.files.map(({ path }) => path));
  const isThere = (path: string) => files.has(path) || [...files].some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`));
  const dead = [...files].filter((file) => /^(README|docs\/.*)\.md$/.test(file)).flatMap((page) => (
    [...readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, link = '']) => join(dirname(page), link)).filter((path) => !IN_REPOSITORY.test(path) && !isThere(path)).map((path) => `${page}: ${path}`)
  ));
  expect(dead).toEqual([]);
});

/** `^1.2.3` allows nothing older than 1.2.3. */
const oldest = Object.fromEntries(Object.entries(ranges).map(([name, range]) => [name, range.replace(/^\^/, '')]));

describe.each([
  ['oldest', oldest],
  ['newest', ranges],
])('with the %s peers', (age, versions) => {
  const directory = join(temporary, age);
  let yamlOfRequire: Record<string, string>;

  beforeAll(() => {
    mkdirSync(directory);
    const dependencies = { ...versions, 'cdk8s-prelude': `file:${join(temporary, packed.filename)}`, '@types/node': '^20' };
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'empty', private: true, dependencies }));
    install(directory);
    for (const [module, ending] of [[ts.ModuleKind.CommonJS, 'cjs'], [ts.ModuleKind.ESNext, 'mjs']] as const) {
      transpile(join(directory, ending), module, ending);
    }
  });

  if (age === 'oldest') {
    test.each(Object.entries(oldest))('%s is %s', (name, version) => {
      const manifest = JSON.parse(readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8')) as { version: string };
      expect(manifest.version).toBe(version);
    });
  }

  test('the example synthesizes from require', () => {
    yamlOfRequire = synthesize(join(directory, 'cjs'), 'main.cjs');
    expect(Object.keys(yamlOfRequire)).not.toEqual([]);
  });

  test('the example synthesizes from import, to the same YAML', () => {
    expect(synthesize(join(directory, 'mjs'), 'main.mjs')).toEqual(yamlOfRequire);
  });

  test('the YAML is the one beside the example', () => {
    expect(yamlOfRequire).toEqual(readDirectory(join(example, 'dist')));
  });

  test('import sees every name that require sees', () => {
    const show = 'console.log(Object.keys(m).filter((n) => !["default", "__esModule", "module.exports"].includes(n)).sort().join())';
    const names = (type: string, load: string) => runIn(directory, process.execPath, `--input-type=${type}`, '-e', `${load}; ${show}`);
    const required = names('commonjs', 'const m = require("cdk8s-prelude")');
    expect(names('module', 'import * as m from "cdk8s-prelude"')).toBe(required);
    expect(required.split(',').length).toBeGreaterThan(5);
  });

  test.each([
    ['require', 'node16', 'commonjs'],
    ['import', 'node16', 'module'],
    ['a bundler', 'bundler', 'module'],
  ])('the example type-checks from %s', (_, resolution, type) => {
    const project = join(directory, `types-${resolution}-${type}`);
    cpSync(example, project, { recursive: true, filter: (file) => !file.endsWith('dist') });
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type }));
    if (resolution === 'node16' && type === 'module') addEndings(project, 'js');
    const module = resolution === 'bundler' ? 'esnext' : 'node16';
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({
      compilerOptions: {
        strict: true, noEmit: true, target: 'es2022', module, moduleResolution: resolution, types: ['node'],
        typeRoots: ['../node_modules/@types'],
      },
      include: ['**/*.ts'],
    }));
    expect(tsc(project, '-p', '.')).toBe('');
  });
});

/** The example as JavaScript of one module kind. */
function transpile(target: string, module: ts.ModuleKind, ending: string): void {
  mkdirSync(target);
  for (const file of sourcesOf(example)) {
    const { outputText } = ts.transpileModule(readFileSync(join(example, file), 'utf8'), {
      compilerOptions: { module, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    writeFileSync(join(target, file.replace(/\.ts$/, `.${ending}`)), withEndings(outputText, ending));
  }
}

function sourcesOf(directory: string): string[] {
  return readdirSync(directory).filter((file) => file.endsWith('.ts'));
}

/** Node's own resolution wants the ending of a relative import. */
function withEndings(text: string, ending: string): string {
  return text.replace(/(from |require\()(['"])(\.\.?\/[^'"]+?)(\.js)?\2/g, `$1$2$3.${ending}$2`);
}

function addEndings(directory: string, ending: string): void {
  for (const file of sourcesOf(directory)) {
    writeFileSync(join(directory, file), withEndings(readFileSync(join(directory, file), 'utf8'), ending));
  }
}
