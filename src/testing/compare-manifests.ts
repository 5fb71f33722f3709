import { nameOf, readManifests, type Manifest } from './manifests';

/** The fields by which elements of lists are recognized, whatever their places. */
const KEYS = ['name', 'mountPath', 'containerPort', 'port'] as const;
const ABSENT = '—';

/** Every scalar of a manifest by its path, such as `spec.template.spec.containers[app].image`. */
type Leaves = ReadonlyMap<string, string>;

/**
 * A table for reviewers of how the manifests of several environments differ: a heading for each object that does, a row for
 * each field, a column for each environment. In Markdown.
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
  const sides = Object.entries(environments).map(([name, yaml]) => new Map(readManifests(`compareManifests() ${name}`, yaml).map((each) => [nameOf(each), each])));
  const objects = [...new Set(sides.flatMap((side) => [...side.keys()]))].sort();
  const parts = objects.flatMap((object) => tableOf(object, names, sides.map((side) => side.get(object))));
  return parts.length === 0 ? 'No difference.\n' : `${parts.join('\n\n')}\n`;
}

function tableOf(object: string, names: readonly string[], sides: readonly (Manifest | undefined)[]): readonly string[] {
  const missing = names.filter((_, index) => sides[index] === undefined);
  const title = `## ${object}`;
  const absent = missing.length === 0 ? [] : [`Not in ${missing.join(', ')}.`];
  // What is in some environments only is compared among those.
  const there = names.flatMap((name, index): readonly [string, Leaves][] => {
    const manifest = sides[index];
    return manifest ? [[name, leavesOf(manifest)]] : [];
  });
  const paths = [...new Set(there.flatMap(([, leaves]) => [...leaves.keys()]))].sort();
  const rows = paths
    .map((path) => [path, there.map(([, leaves]) => leaves.get(path))] as const)
    .filter(([, values]) => new Set(values).size > 1)
    .map(([path, values]) => row([code(path), ...values.map((value) => (value === undefined ? ABSENT : code(value)))]));
  if (rows.length === 0) return absent.length === 0 ? [] : [title, ...absent];
  const head = ['field', ...there.map(([name]) => name)];
  return [title, ...absent, [row(head), row(head.map(() => '---')), ...rows].join('\n')];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('\n', '⏎').replaceAll('`', '\'')}\``;

function leavesOf(manifest: Manifest): Leaves {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      value.forEach((element: unknown, index) => walk(element, `${path}[${keyOf(element) ?? index}]`));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, fieldOf(path, key));
    } else {
      leaves.set(path, typeof value === 'string' ? value || '""' : JSON.stringify(value));
    }
  };
  walk(manifest, '');
  return leaves;
}

/** Keys of annotations, labels and ConfigMaps have dots of their own. */
function fieldOf(path: string, key: string): string {
  if (path === '') return key;
  return /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`;
}

function keyOf(element: unknown): string | undefined {
  if (typeof element !== 'object' || element === null) return undefined;
  const key = KEYS.find((name) => name in element);
  return key && String((element as Record<string, unknown>)[key]);
}
