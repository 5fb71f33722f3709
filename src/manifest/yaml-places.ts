import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** A place in a file: line and column, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something stands, and where it is used from there by an alias or a merge key. */
export interface Place extends Position {
  /**
   * Where the alias stands, or the merge key.
   *
   * @default - it stands where it is used
   */
  readonly usedAt?: Position | undefined;
}

/** The way to a member of a document: keys of maps, and places in lists. */
export type Path = readonly (string | number)[];

/** Counts lines; the list of where they begin is made once, when the first place is asked for. */
export class Lines {
  private starts: readonly number[] | undefined;

  constructor(private readonly text: string) {}

  at(offset: number): Position {
    this.starts ??= [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

/** Offsets in a document of what a path leads to, or of as much of it as there is. */
export interface Offsets {
  readonly at: number;
  readonly usedAt: number | undefined;
}

/** Finds what a path leads to: the value in a list, the key in a map, for that is what people look for. */
export function offsetsOf(document: Document, path: Path): Offsets {
  let node: unknown = document.contents;
  let at = startOf(node) ?? 0;
  let usedAt: number | undefined;
  for (const step of path) {
    if (isAlias(node)) {
      usedAt ??= startOf(node);
      node = node.resolve(document);
    }
    const found = isMap(node) ? memberOf(document, node.items, String(step)) : isSeq(node) ? elementOf(node.items, step) : undefined;
    if (!found) break;
    node = found.value;
    at = found.at ?? at;
    usedAt ??= found.mergedAt;
  }
  if (isAlias(node) && path.length > 0) {
    const target = node.resolve(document);
    return { at: startOf(target) ?? at, usedAt: usedAt ?? startOf(node) };
  }
  return { at, usedAt };
}

interface Found {
  readonly value: unknown;
  readonly at: number | undefined;
  readonly mergedAt?: number | undefined;
}

const elementOf = (items: readonly unknown[], step: string | number): Found | undefined => {
  const value = items[Number(step)];
  return value === undefined ? undefined : { value, at: startOf(value) };
};

/** A key that stands there, or comes by a merge key. */
function memberOf(document: Document, pairs: readonly Pair[], name: string): Found | undefined {
  const own = pairs.find(({ key }) => keyOf(key) === name);
  if (own) return { value: own.value, at: startOf(own.key) };
  for (const { key, value } of pairs) {
    if (keyOf(key) !== '<<') continue;
    for (const source of isSeq(value) ? value.items : [value]) {
      const map = isAlias(source) ? source.resolve(document) : source;
      const found = isMap(map) ? memberOf(document, map.items, name) : undefined;
      if (found) return { ...found, mergedAt: startOf(key) };
    }
  }
  return undefined;
}

const keyOf = (key: unknown): string | undefined => {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'symbol' ? '<<' : String(key.value);
};
const startOf = (node: unknown): number | undefined => (node as Partial<Node> | null | undefined)?.range?.[0];
