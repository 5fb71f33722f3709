import { isSet } from './types';

/** A path of field names; `*` is every item of a list. */
type Path = readonly string[];

/** What is found at a place: which of the paths fits, where, and what stands there. */
export type Found = (path: number, where: string, value: unknown) => void;

/** Paths that begin alike are one way. */
interface Ways {
  readonly fields: Map<string, Ways>;
  members: Ways | undefined;
  /** The paths that end here, by their numbers. */
  readonly ends: number[];
}

const noWays = (): Ways => ({ fields: new Map(), members: undefined, ends: [] });

/**
 * Compiles paths such as `containers.*.securityContext.runAsUser` into one walk over a document. The walk reads each field once, even if
 * many paths begin with it. It calls `found` for each place that matches a path and has a value, in the order of the paths; in `where`, an
 * item of a list has its name, or its number if it has none.
 */
export function placesOf(paths: readonly Path[]): (document: unknown, found: Found) => void {
  const root = noWays();
  paths.forEach((path, number) => path.reduce(wayTo, root).ends.push(number));
  return (document, found) => {
    const hits: Hit[] = [];
    walk(document, root, [], hits);
    for (const { path, trail, value } of hits.sort((a, b) => a.path - b.path)) found(path, whereOf(document, trail), value);
  };
}

function wayTo(ways: Ways, step: string): Ways {
  if (step === '*') return ways.members ??= noWays();
  const way = ways.fields.get(step) ?? noWays();
  ways.fields.set(step, way);
  return way;
}

type Trail = ReadonlyArray<string | number>;

interface Hit {
  readonly path: number;
  /** The fields and the members of lists on the way. */
  readonly trail: Trail;
  readonly value: unknown;
}

function walk(at: unknown, ways: Ways, trail: (string | number)[], hits: Hit[]): void {
  if (!isSet(at)) return;
  for (const path of ways.ends) hits.push({ path, trail: [...trail], value: at });
  if (typeof at !== 'object') return;
  for (const [step, way] of ways.fields) {
    const value = (at as Readonly<Record<string, unknown>>)[step];
    if (!isSet(value)) continue;
    trail.push(step);
    walk(value, way, trail, hits);
    trail.pop();
  }
  if (ways.members === undefined || !Array.isArray(at)) return;
  for (let index = 0; index < at.length; index += 1) {
    trail.push(index);
    walk(at[index], ways.members, trail, hits);
    trail.pop();
  }
}

/** The place is put into words only where something is found. */
function whereOf(document: unknown, trail: Trail): string {
  let at = document;
  let where = '';
  for (const step of trail) {
    at = (at as Readonly<Record<string | number, unknown>>)[step];
    if (typeof step === 'number') where += `[${nameOf(at, step)}]`;
    else where += where === '' ? step : `.${step}`;
  }
  return where;
}

const nameOf = (member: unknown, index: number): string => {
  const { name } = (member ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : String(index);
};
