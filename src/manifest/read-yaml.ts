import { type Document, isMap, parseAllDocuments, parseDocument, visit } from 'yaml';
import { refuse } from '../errors';
import * as say from '../messages/yaml';
import { type Path, type Place, type Position, Lines, offsetsOf } from './yaml-places';
import { type Piece, piecesOf } from './yaml-stream';
import { kubectlTags } from './yaml-values';

/** A Kubernetes object as it was read, as far as all of them are the same. */
export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly items?: readonly unknown[];
}

/** An object of a file. */
export interface ReadObject {
  readonly manifest: Manifest;
  /** The file that Helm made it of, as the comment above it says. */
  readonly source: string | undefined;
  /** Where something of it stands. */
  place(path: Path): Place;
}

/** Why a document of a file cannot be read, and where. */
export interface ReadError extends Position {
  readonly reason: string;
}

/** What stands in a file. */
export interface ReadFile {
  readonly objects: readonly ReadObject[];
  readonly errors: readonly ReadError[];
}

/** Reads YAML or JSON of any number of documents as kubectl does; lists of objects count as the objects in them. */
export function readObjects(text: string): ReadFile {
  const lines = new Lines(text);
  const objects: ReadObject[] = [];
  const errors: ReadError[] = [];
  for (const piece of piecesOf(text)) {
    const read = readPiece(piece);
    for (const { at, reason } of read.errors) errors.push({ ...lines.at(piece.offset + at), reason });
    for (const { value, document } of read.values) {
      objects.push(...objectsIn(value, [], (path) => placeIn(lines, piece, document(), path), piece.source));
    }
  }
  return { objects, errors };
}

/** The same for those who have use for nothing but all of it. */
export function readManifests(at: string, yaml: string): readonly Manifest[] {
  if (typeof yaml !== 'string') return refuse(at, 'yaml', say.notYaml('it is no text'), yaml);
  const { objects, errors: [error] } = readObjects(yaml);
  if (error) refuse(at, 'yaml', say.notYaml(`${error.reason} (line ${error.line}, column ${error.column})`));
  return objects.map(({ manifest }) => manifest);
}

/** What people call an object: its kind and its name. */
export const nameOf = ({ kind, metadata }: Manifest): string => `${kind ?? 'object'} ${metadata?.name ?? 'without a name'}`;

interface ReadPiece {
  readonly values: ReadonlyArray<{ readonly value: unknown; readonly document: () => Document }>;
  readonly errors: ReadonlyArray<{ readonly at: number; readonly reason: string }>;
}

const OPTIONS = { version: '1.2', merge: true, customTags: kubectlTags, stringKeys: false, logLevel: 'silent' } as const;

/** JSON is read as such, which is much faster; places in it are looked up on demand. */
function readPiece({ text }: Piece): ReadPiece {
  if (text.trimStart().startsWith('{')) {
    try {
      const value: unknown = JSON.parse(text);
      return { values: [{ value, document: () => parseDocument(text, OPTIONS) }], errors: [] };
    } catch {
      // It may be YAML of the flow style.
    }
  }
  const read = [...parseAllDocuments(text, OPTIONS)].map((document) => readDocument(document as Document, text));
  return { values: read.flatMap(({ values }) => values), errors: read.flatMap(({ errors }) => errors) };
}

/** More members than any real object has: a document of ten lines can stand for billions by aliases of aliases. */
const MOST_MEMBERS = 1_000_000;

function readDocument(document: Document, text: string): ReadPiece {
  const template = text.includes('{{') ? templateIn(document, text) : undefined;
  if (template !== undefined) return { values: [], errors: [{ at: template, reason: say.unrendered }] };
  const [error] = document.errors;
  if (error) return { values: [], errors: [{ at: error.pos[0], reason: shortened(error.message) }] };
  const key = keyWithoutText(document, text);
  if (key !== undefined) return { values: [], errors: [{ at: key, reason: say.keyIsNoText }] };
  try {
    const value: unknown = document.toJS({ maxAliasCount: -1 });
    if (text.includes('*') && sizeOf(value) > MOST_MEMBERS) return { values: [], errors: [{ at: 0, reason: say.tooManyAliases(MOST_MEMBERS) }] };
    return { values: [{ value, document: () => document }], errors: [] };
  } catch (thrown) {
    return { values: [], errors: [{ at: 0, reason: shortened(thrown instanceof Error ? thrown.message : String(thrown)) }] };
  }
}

/** What the parser says, without the lines that it quotes: they may hold secrets. */
const shortened = (message: string): string => (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/:$/, '');

const EXPRESSION = /^[ \t]*(?:- +|[\w./-]+: +)*\{\{/m;

/** Where an expression of a template stands. YAML takes most of them for maps whose keys are maps. */
function templateIn(document: Document, text: string): number | undefined {
  if (document.errors.length > 0) {
    const found = EXPRESSION.exec(text);
    return found ? found.index + found[0].length - 2 : undefined;
  }
  let at: number | undefined;
  visit(document, {
    Map: (_, map) => {
      if (!map.flow || !map.items.some(({ key }) => isMap(key))) return undefined;
      at = map.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

/** Nearly no document has such a key, and looking for one takes as long as reading. */
const MAY_HAVE_SUCH_A_KEY = /^\s*(?:- +)*(?:\?|(?:~|[nN]ull|NULL)?[ \t]*:(?:[ \t]|$))/m;

function keyWithoutText(document: Document, text: string): number | undefined {
  if (!MAY_HAVE_SUCH_A_KEY.test(text)) return undefined;
  let at: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      const { value, range } = (key ?? {}) as { readonly value?: unknown; readonly range?: readonly number[] | null };
      if (value !== undefined && value !== null) return undefined;
      at = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

/** How many members there are when each alias is counted as what it stands for. */
function sizeOf(value: unknown, known = new Map<object, number>()): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  // One that holds itself has no end.
  known.set(value, Infinity);
  let size = 1;
  for (const member of Object.values(value)) size += sizeOf(member, known);
  known.set(value, size);
  return size;
}

type Locate = (path: Path) => Place;

function placeIn(lines: Lines, { offset }: Piece, document: Document, path: Path): Place {
  const { at, usedAt } = offsetsOf(document, path);
  return { ...lines.at(offset + at), ...(usedAt === undefined ? {} : { usedAt: lines.at(offset + usedAt) }) };
}

function objectsIn(value: unknown, path: Path, locate: Locate, source: string | undefined): readonly ReadObject[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const manifest = value as Manifest;
  const { kind, items } = manifest;
  if (typeof kind === 'string' && kind.endsWith('List') && (Array.isArray(items) || items === null)) {
    return (items ?? []).flatMap((item, index) => objectsIn(withKind(item, manifest), [...path, 'items', index], locate, source));
  }
  return [{ manifest, source, place: (inner) => locate([...path, ...inner]) }];
}

/** The API server leaves the kind of the items of a list out. */
function withKind(item: unknown, { apiVersion, kind = '' }: Manifest): unknown {
  if (typeof item !== 'object' || item === null || 'kind' in item || kind === 'List') return item;
  return { apiVersion, kind: kind.slice(0, -'List'.length), ...item };
}
