import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refuse } from '../../errors';
import { seededWithOther } from '../../messages/seed-database';
import type { Workload } from '../../workload/workload';
import type { SqlPiece } from './sql';

/** What a step seeds: where, under which name, with what. */
export interface Seed {
  readonly step: IConstruct;
  readonly workload: Workload;
  /** The database, and as whom: tables of different users may lie in different schemas. */
  readonly database: readonly unknown[];
  readonly marker: string;
  readonly version: number;
  readonly pieces: readonly SqlPiece[];
  /** True where it fails if other SQL was seeded under its marker. */
  readonly failsWhenChanged: boolean;
}

/** By chart, which is applied as a whole: another one may be the same app for another cluster. */
const seeds = new WeakMap<IConstruct, Seed[]>();

/**
 * Refuses a step that is bound to fail, or has another one fail, since the two seed the same place with different SQL.
 *
 * @returns what to call once the step is declared: later ones are held against it from then on
 */
export function checkSeededBefore(seed: Seed): () => void {
  const chart = Chart.of(seed.step);
  const others = seeds.get(chart) ?? [];
  const other = others.find((one) => isStillThere(one.step, chart) && placeOf(one) === placeOf(seed) && failsBeside(one, seed));
  if (other) refuse(seed.step, 'seed-database', seededWithOther(other.step.node.path, seed.marker, seed.version));
  return () => void seeds.set(chart, [...seeds.get(chart) ?? [], seed]);
}

const placeOf = ({ workload, database, marker, version }: Seed): string =>
  JSON.stringify([ApiObject.of(workload.resource).metadata.namespace, ...database, marker, version]);

/** Within a pod the later one finds what the earlier one has left; of two pods, either may come second. */
const failsBeside = (earlier: Seed, later: Seed): boolean => (earlier.workload === later.workload
  ? later.failsWhenChanged && isOther(earlier.pieces, later.pieces)
  : (earlier.failsWhenChanged || later.failsWhenChanged) && isSurelyOther(earlier.pieces, later.pieces));

const isOther = (a: readonly SqlPiece[], b: readonly SqlPiece[]): boolean =>
  a.length !== b.length || a.some(({ source }, index) => source !== b[index]?.source);

/** Two pods may have the same file from different places: only what is known here can be told apart. */
const isSurelyOther = (a: readonly SqlPiece[], b: readonly SqlPiece[]): boolean =>
  a.length !== b.length || a.some(({ flag, value }, index) => flag === '--text' && b[index]?.flag === '--text' && value !== b[index]?.value);

/** A construct that was taken out of the tree keeps its scope. */
const isStillThere = (construct: IConstruct, chart: IConstruct): boolean => {
  const { scope, id } = construct.node;
  return construct === chart || (scope !== undefined && scope.node.tryFindChild(id) === construct && isStillThere(scope, chart));
};
