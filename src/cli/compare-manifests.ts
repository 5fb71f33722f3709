import { writtenFilesOf } from './leaf-values';
import { type Manifest, readManifests } from '../manifest/read-yaml';
import { type PairedObject, pairObjects } from './paired-objects';

const ABSENT = '—';

/**
 * A Markdown table that shows reviewers how the manifests of several environments differ. It has a heading for each object that differs, a row
 * for each field and a column for each environment. It pairs objects by kind and name, or by the name without the version at its end, and
 * elements of lists by their names. It also compares the order of init containers and variables.
 *
 * @param environments the YAML of each environment by its name
 * @throws `PreludeError` when one cannot be read
 *
 * @example
 * writeFileSync('dist/differences.md', compareManifests({ dev, prod }));
 * // ## Deployment shop-web
 * // | field | dev | prod |
 * // | --- | --- | --- |
 * // | `spec.replicas` | `1` | `3` |
 */
export function compareManifests(environments: Readonly<Record<string, string>>): string {
  const names = Object.keys(environments);
  const objects = pairObjects(Object.entries(environments).map(([name, yaml]) => readManifests(`compareManifests() ${name}`, yaml)));
  const parts = objects.flatMap((object) => tableOf(object, names));
  return parts.length === 0 ? 'No difference.\n' : `${parts.join('\n\n')}\n`;
}

function tableOf({ title, sides }: PairedObject, names: readonly string[]): readonly string[] {
  const missing = names.filter((_, index) => sides[index] === undefined);
  const heading = `## ${title}`;
  const absent = missing.length === 0 ? [] : [`Not in ${missing.join(', ')}.`];
  // What is in some environments only is compared among those.
  const there = sides.filter((side): side is Manifest => side !== undefined);
  const rows = rowsOf(there);
  if (rows.length === 0) return absent.length === 0 ? [] : [heading, ...absent];
  const head = ['field', ...names.filter((name) => !missing.includes(name))];
  return [heading, ...absent, [row(head), row(head.map(() => '---')), ...rows].join('\n')];
}

/** A row for each field, or order of a list, that is not the same on all sides. */
function rowsOf(sides: readonly Manifest[]): readonly string[] {
  const leaves = sides.map(writtenFilesOf);
  const scalars = allKeys(leaves.map((side) => side.scalars))
    .map((path) => [path, leaves.map((side) => side.scalars.get(path))] as const)
    .filter(([, values]) => new Set(values).size > 1);
  const orders = allKeys(leaves.map((side) => side.orders))
    .map((path) => [path, leaves.map((side) => side.orders.get(path) ?? [])] as const)
    .filter(([, lists]) => inDifferentOrder(lists))
    .map(([path, lists]) => [`${path} in the order`, lists.map((list) => list.join(', '))] as const);
  return [...orders, ...scalars].map(([path, values]) => row([code(path), ...values.map((value) => (value === undefined ? ABSENT : code(value)))]));
}

/** Whether the elements that all lists have stand in another order somewhere. */
function inDifferentOrder(lists: readonly (readonly string[])[]): boolean {
  const common = (list: readonly string[]) => list.filter((name) => lists.every((other) => other.includes(name))).join('\n');
  return new Set(lists.map(common)).size > 1;
}

const allKeys = (maps: readonly ReadonlyMap<string, unknown>[]): readonly string[] => [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('\n', '⏎').replaceAll('`', '\'')}\``;
