import { createRequire } from 'node:module';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * `npx tsx tools/bundle.ts lib`: puts all modules of a compiled package into two files, `library.js` with what a program can reach from
 * the first entry, and `library-later.js` with the rest (commands, tests), read when a module of it is first asked for: looking for three hundred files takes longer than all that
 * stands in them, and so does reading what nobody needs. Each stays a module of its own, run when it is first asked for, and is found in
 * stack traces by the line with its name above it. What only passes names on does not load what they come from until somebody takes
 * them. The files that people import are there as before, and share one copy of everything; so are the declarations.
 */
const BUNDLE = 'library.js';
const LATER = 'library-later.js';

/** What is known of the modules of a package. */
interface Modules {
  /** The files that people import; what can be reached from the first one is read with it. */
  readonly entries: readonly string[];
  /** Files that are run as commands. */
  readonly commands: readonly string[];
  /** What nearly every user of the package loads. */
  readonly loadedFirst: readonly string[];
}

const OURS: Modules = {
  entries: ['index.js', 'entries/rules.js', 'entries/steps.js', 'testing/index.js'],
  commands: ['cli/main.js'],
  loadedFirst: ['index.js', 'workload/deployment.js', 'steps/wait/wait-for-service.js'],
};

const IMPORT = /\brequire\("(\.[^"]*)"\)/g;
/** What the compiler puts at the top of each module that imports or exports all names of another. */
const HELPERS = /^var __(?:createBinding|setModuleDefault|importStar|exportStar) = [\s\S]*?^\}\)*\(?\)?;\n/gm;

/** Bundles this library, compiled into a directory. */
export const bundlePackage = (lib: string): void => bundle(lib, OURS);

/** Bundles a directory of compiled modules. */
export function bundle(lib: string, { entries, commands, loadedFirst }: Modules): void {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js') && file !== BUNDLE && file !== LATER).sort();
  const names = new Map(entries.map((entry) => [entry, namesOf(join(lib, entry))]));
  const texts = new Map(files.map((file) => [file, moduleOf(lib, file, files)]));
  const used = loadedWith(texts, loadedFirst);
  const reached = loadedWith(texts, entries.slice(0, 1), true);
  const modules = (first: boolean): string => [...texts].filter(([file]) => reached.has(file) === first)
    .map(([file, text]) => `// ${file}\n${JSON.stringify(file)}: ${wrapped(text, used.has(file))},\n`).join('');
  writeFileSync(join(lib, BUNDLE), ascii(`"use strict";\nconst modules = {\n${modules(true)}};\n${LOADER}`));
  writeFileSync(join(lib, LATER), ascii(`"use strict";\nmodule.exports = (load, __importStar) => ({\n${modules(false)}});\n`));
  const kept = [...entries, ...commands];
  for (const file of files) if (!kept.includes(file)) rmSync(join(lib, file));
  for (const entry of kept) {
    const first = /^#!.*\n/.exec(readFileSync(join(lib, entry), 'utf8'))?.[0] ?? '';
    writeFileSync(join(lib, entry), `${first}"use strict";\nmodule.exports = require("${pathTo(entry)}")("${entry}");\n${names.get(entry) ?? ''}`);
  }
}

/** Engines compile a function at once that stands in parentheses, and look through any other only for where it ends. */
function wrapped(text: string, atOnce: boolean): string {
  const made = `function (exports, __dirname) {\n${text}}`;
  return atOnce ? `(${made})` : made;
}

/** The modules that are loaded with some, themselves among them; with `later`, also what is loaded when somebody takes a name. */
function loadedWith(texts: ReadonlyMap<string, string>, files: readonly string[], later = false, found = new Set<string>()): ReadonlySet<string> {
  for (const file of files) {
    if (found.has(file)) continue;
    found.add(file);
    const loads = [...(texts.get(file) ?? '').matchAll(/^.*\bload\("([^"]*)"\).*$/gm)].filter(([line]) => later || !line.includes('return load('));
    loadedWith(texts, loads.map(([, to = '']) => to), later, found);
  }
  return found;
}

const pathTo = (entry: string): string => `${'../'.repeat(entry.split('/').length - 1) || './'}${BUNDLE}`;

/** Node finds the names that `import` may take in the text of a file, which it does not run. */
function namesOf(file: string): string {
  const exported = Object.keys(createRequire(file)(file) as object);
  return exported.length === 0 ? '' : `0 && (module.exports = { ${exported.join(', ')} });\n`;
}

/** The text of a module, in which others of the package are loaded from the bundle. */
function moduleOf(lib: string, file: string, files: readonly string[]): string {
  const { outputText } = ts.transpileModule(readFileSync(join(lib, file), 'utf8').replace(/^#!.*\n/, ''), {
    fileName: file, compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, allowJs: true, removeComments: true },
  });
  const text = outputText
    .replace(/^"use strict";\n/, '')
    .replace(HELPERS, '')
    .replace(IMPORT, (_, to: string) => `load("${fileOf(file, to, files)}")`)
    .replace(/__importStar\((load\("[^"]*"\))\)/g, '$1')
    .replace(/^__exportStar\(load\("([^"]*)"\), exports\);\n/gm, (_, of: string) => passedOn(lib, of));
  return late(text);
}

function fileOf(from: string, to: string, files: readonly string[]): string {
  const path = join(dirname(from), to);
  const file = [`${path}.js`, join(path, 'index.js')].find((one) => files.includes(one));
  if (file === undefined) throw new Error(`${from} requires ${to}, which is not there`);
  return file;
}

/** All names of a module, each by itself. */
const passedOn = (lib: string, of: string): string => Object.keys(createRequire(join(lib, of))(join(lib, of)) as object)
  .map((name) => `Object.defineProperty(exports, "${name}", { enumerable: true, get: function () { return load("${of}").${name}; } });\n`).join('');

/** Imports that are there for names that are passed on, and for nothing else, are loaded when somebody takes such a name. */
function late(text: string): string {
  return [...text.matchAll(/^(?:const|var) (\w+) = (load\("[^"]*"\));\n/gm)].reduce((before, [line, variable = '', load = '']) => {
    const passes = before.split(`return ${variable}.`).length - 1;
    const uses = before.split(new RegExp(`\\b${variable}\\b`)).length - 2;
    return passes > 0 && passes === uses && isPassedOn(before, variable) ? before.replace(line, '').replaceAll(`return ${variable}.`, `return ${load}.`) : before;
  }, text);
}

/** True where what the compiler writes for a name that is passed on is all that uses a variable. */
const isPassedOn = (text: string, variable: string): boolean => text.split('\n').filter((line) => line.includes(`return ${variable}.`))
  .every((line) => /^Object\.defineProperty\(exports, "\w+", \{ enumerable: true, get: function \(\) \{ return \w+\.\w+; \} \}\);$/.test(line));

/** What an engine reads faster, and means the same in a text, a template and a pattern. */
const ascii = (text: string): string => text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const LOADER = `const { dirname, join } = require("node:path");
const loaded = new Map();
let later;
function moduleOf(name) {
  return modules[name] ?? (later ??= require("./${LATER}")(load, __importStar))[name];
}
function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const exports = {};
  loaded.set(name, exports);
  moduleOf(name)(exports, join(__dirname, dirname(name)));
  return exports;
}
function __importStar(module) {
  if (module.__esModule) return module;
  return { ...module, default: module };
}
module.exports = load;
`;

if (require.main === module) bundlePackage(resolve(process.argv[2] ?? 'lib'));
