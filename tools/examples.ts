/**
 * `npm run example`         synthesizes examples/shop into examples/shop/dist
 * `npm run examples`        synthesizes every example, and draws the pictures of docs/explain.md
 * `npm run examples:check`  synthesizes them into a temporary directory, and fails where examples/NAME/dist differs
 *
 * An example is a directory, also one below another (teams/orders), with a main.ts that ends in `app.synth()`. It is run from its own directory, so that a plain
 * `new App()` writes to its dist/.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { explainFiles } from '../src/cli/explain-files';
import { readInputs } from '../src/cli/inputs';
import { toSvg } from '../src/explain/svg';
import { root } from './root';
import { runBin } from './run';

const examples = join(root, 'examples');

/** The names of all examples. */
export function exampleNames(): string[] {
  if (!existsSync(examples)) return [];
  return readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'main.ts' && !file.includes('node_modules'))
    .map((file) => dirname(file))
    .sort();
}

/** Runs an example; its App writes to `outdir`. */
function synthesize(name: string, outdir: string, quiet: boolean): boolean {
  const { ok, output } = runBin('tsx', ['--tsconfig', join(root, 'tsconfig.json'), 'main.ts'], {
    cwd: join(examples, name),
    env: { CDK8S_OUTDIR: outdir },
    quiet,
  });
  if (!ok && quiet) console.error(output);
  return ok;
}

function write(name: string): boolean {
  const dist = join(examples, name, 'dist');
  if (!synthesize(name, dist, false)) return false;
  console.log(`\nYAML of the example ${name}:`);
  for (const file of filesIn(dist)) console.log(`  ${relative(process.cwd(), join(dist, file))}`);
  const setup = join(examples, name, 'setup.sh');
  if (existsSync(setup)) console.log(`Before kubectl apply, what no repository may hold is made by: sh ${relative(process.cwd(), setup)} [-n NAMESPACE]`);
  return true;
}

function check(name: string): boolean {
  const fresh = mkdtempSync(join(tmpdir(), 'prelude-example-'));
  try {
    if (!synthesize(name, fresh, true)) return complain(`examples/${name} does not synthesize`);
    if (filesIn(fresh).length === 0) return complain(`examples/${name} wrote nothing: use new App(), without an outdir`);
    const dist = join(examples, name, 'dist');
    const stale = [...new Set([...filesIn(fresh), ...filesIn(dist)])]
      .filter((file) => contents(join(fresh, file)) !== contents(join(dist, file)));
    return stale.length === 0 || complain(`examples/${name}/dist is stale (${stale.sort().join(', ')}): npm run examples`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The examples whose pictures stand in docs/explain.md. */
const PICTURES = ['shop', 'prerequisites'];
const pictureFile = (name: string): string => join(root, 'docs/pictures', `${name}.svg`);

/** The picture of an example: what `cdk8s-prelude explain --format svg` writes of its dist/. */
const pictureOf = (name: string): string => toSvg(explainFiles(readInputs([join(examples, name, 'dist')])).start);

function writePicture(name: string): boolean {
  writeFileSync(pictureFile(name), pictureOf(name));
  return true;
}

const checkPicture = (name: string): boolean => contents(pictureFile(name)) === pictureOf(name) || complain(`docs/pictures/${name}.svg is stale: npm run examples`);

function complain(text: string): false {
  console.error(text);
  return false;
}

function filesIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}

function contents(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function main(args: readonly string[]): number {
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const names = asked.length > 0 ? asked : exampleNames();
  const unknown = names.find((name) => !exampleNames().includes(name));
  if (unknown !== undefined) return complain(`there is no examples/${unknown}/main.ts`) ? 0 : 1;
  const isCheck = args.includes('--check');
  const done = names.map(isCheck ? check : write);
  const pictures = done.every(Boolean) ? PICTURES.filter((name) => names.includes(name)).map(isCheck ? checkPicture : writePicture) : [];
  return [...done, ...pictures].every(Boolean) ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
