import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Difference, importManifests } from '../../src/import';
import { run } from '../../src/import/run';
import { readManifests } from '../../src/manifest/read-yaml';
import { askedAll } from '../support/all';
import { check, COMPILERS, type CompilerVersion, declarations, root } from '../support/compiler';

/* Init containers in the manner of public charts: what becomes of them, whether the code compiles, whether every difference is listed. */

const directory = join(__dirname, 'corpus');
const files = readdirSync(directory).sort();
const textOf = (file: string) => readFileSync(join(directory, file), 'utf8');
const imported = new Map(files.map((file) => [file, importManifests(textOf(file), { name: file.replace(/\W.*/, '') })]));
const manifests = files.filter((file) => file.endsWith('.yaml'));

type Json = Readonly<Record<string, any>>;
const NAMES = ['mountPath', 'name', 'containerPort', 'port'];

/** Every scalar by its path; nothing is shared with the comparison of the library but the form of paths. */
function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) {
    value.forEach((element: Json, index) => {
      const key = NAMES.find((name) => typeof element === 'object' && element !== null && name in element);
      leaves(element, `${path}[${key === undefined ? index : String(element[key])}]`, found);
    });
  } else if (typeof value === 'object' && value !== null && (Object.keys(value).length > 0)) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, path === '' ? key : /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`, found);
  } else {
    found.set(path, JSON.stringify(value));
  }
  return found;
}

/** The paths that are not the same on both sides, and that no difference lists. */
function unlisted(was: Json, is: Json, listed: readonly Difference[]): readonly string[] {
  const [before, after] = [leaves(was), leaves(is)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
  const isListed = (path: string) => listed.some((one) => one.path !== '' && (path === one.path || path.startsWith(`${one.path}.`) || path.startsWith(`${one.path}[`)));
  return paths.filter((path) => !isListed(path));
}

const nameOf = ({ kind, metadata }: Json) => `${kind} ${metadata.name}`;

test('three of four init containers become constructs, as docs/import.md says', () => {
  const steps = manifests.flatMap((file) => imported.get(file)!.workloads.flatMap((workload) => workload.steps));
  const constructs = steps.filter(({ form }) => form === 'construct' || form === 'tool').length;
  expect(steps.length).toBeGreaterThanOrEqual(100);
  expect(constructs / steps.length).toBeGreaterThanOrEqual(0.75);
  const [, promised, of] = /^(\d+) of (\d+) become constructs/m.exec(readFileSync(join(root, 'docs/import.md'), 'utf8')) ?? [];
  expect(Number(of)).toBe(steps.length);
  expect(constructs).toBeGreaterThanOrEqual(Number(promised));
});

test('every init container of the corpus says where its idiom is from', () => {
  for (const file of manifests) {
    const steps = imported.get(file)!.workloads.flatMap((workload) => workload.steps);
    expect(textOf(file).match(/# from: /g)?.length).toBe(steps.length);
  }
});

test.each(files)('%s: every workload is typed, and every difference has a reason', (file) => {
  const { workloads, differences } = imported.get(file)!;
  expect(workloads.filter(({ asItWas }) => asItWas !== undefined)).toEqual([]);
  expect(differences.filter(({ reason }) => reason === undefined)).toEqual([]);
});

test.each(manifests)('%s: nothing differs that is not listed', (file) => {
  const { code, differences } = imported.get(file)!;
  const ran = run(code);
  const made = 'objects' in ran ? ran.objects : [];
  for (const was of readManifests('test', textOf(file)) as readonly Json[]) {
    const is = made.find((one) => nameOf(one) === nameOf(was))!;
    expect(unlisted(was, is, differences.filter(({ object }) => object === nameOf(was)))).toEqual([]);
  }
  const known = new Set((readManifests('test', textOf(file)) as readonly Json[]).map(nameOf));
  const added = new Set(made.map(nameOf).filter((name) => !known.has(name)));
  expect([...added].filter((name) => !differences.some(({ object, path }) => object === name && path === ''))).toEqual([]);
});

test('a difference that is not listed is found', () => {
  expect(unlisted({ spec: { replicas: 1 } }, { spec: { replicas: 2 } }, [])).toEqual(['spec.replicas']);
});

// Node's own file system keeps no room for a second run beside the first.
const outputs = join(root, `node_modules/.cache/import-${process.pid}`);
afterAll(() => rmSync(outputs, { recursive: true, force: true }));

test.each(askedAll() ? Object.keys(COMPILERS) as CompilerVersion[] : ['7.0'] as const)('all of it compiles with TypeScript %s', async (version) => {
  if (!existsSync(outputs)) mkdirSync(outputs, { recursive: true });
  const programs = files.map((file) => {
    const program = join(outputs, `${file.replace(/\W.*/, '')}.ts`);
    writeFileSync(program, `${imported.get(file)!.code}\nexport {};\n`);
    return program;
  });
  const { diagnostics } = await check(version, 'nodenext', await declarations(), programs);
  const [first] = readFileSync(programs[0]!, 'utf8').split('\n');
  expect(first).toContain('import {');
  expect(diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([]);
}, 240_000);
