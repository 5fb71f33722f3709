import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/* The rooms of ARCHITECTURE.md are those of src, and imports point to rooms further up in its table. */

const root = join(__dirname, '../..');
const src = join(root, 'src');

const table = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n').flatMap((line) => {
  const [, names] = /^\| (`[^|]+`) \|/.exec(line) ?? [];
  return names === undefined ? [] : [[...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)];
});
const ranks = new Map(table.flatMap((names, rank) => names.map((name) => [name, rank] as const)));

/** The room of a file: its own row, or that of the nearest directory that has one. */
function roomOf(file: string): string {
  if (ranks.has(file)) return file;
  for (let directory = dirname(file); directory !== '.'; directory = dirname(directory)) if (ranks.has(`${directory}/`)) return `${directory}/`;
  throw new Error(`${file} has no room in ARCHITECTURE.md`);
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** The files of src that a file imports, types among them. */
const importsOf = (file: string): readonly string[] =>
  ts.preProcessFile(readFileSync(join(src, file), 'utf8')).importedFiles.filter(({ fileName }) => fileName.startsWith('.')).map(({ fileName }) => {
    const target = relative(src, join(src, dirname(file), fileName));
    return files.includes(`${target}.ts`) ? `${target}.ts` : `${target}/index.ts`;
  });

test('every file has a room, and no room is empty', () => {
  const rooms = new Set(files.map(roomOf));
  expect([...ranks.keys()].filter((room) => !rooms.has(room))).toEqual([]);
});

test('imports point to rooms further up', () => {
  const imports = files.flatMap((file) => importsOf(file).map((target) => ({ file, target })));
  expect(imports.length).toBeGreaterThan(500);
  const downwards = imports.filter(({ file, target }) => ranks.get(roomOf(target))! > ranks.get(roomOf(file))!);
  expect(downwards.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});
