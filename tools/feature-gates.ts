/**
 * `npx tsx tools/feature-gates.ts FILE VERSION`: tools/feature-gates.json from Kubernetes' own list of feature gates, FILE, as the release
 * VERSION has it (`test/compatibility_lifecycle/reference/versioned_feature_list.yaml` of kubernetes/kubernetes). Only the gates that
 * src/manifest/versioned-fields.ts names are kept, and of each of them when it was turned on, became stable, and went.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './root';
import { VERSIONED_FIELDS } from '../src/manifest/versioned-fields';
import { minorOf } from '../src/manifest/version';

/** The extract. */
export const gatesFile = join(root, 'tools', 'feature-gates.json');

/** What one gate comes to; versions are the number behind `1.`. */
export interface Gate {
  /** The first version that has it on by default. */
  readonly on?: number;
  /** The version in which it became stable. */
  readonly stable?: number;
  /** The first version that has it off although an older one had it on. */
  readonly off?: number;
}

/** The extract of one release, and what the list of the next one already says. */
export interface Gates {
  readonly version: string;
  readonly gates: Readonly<Record<string, Gate>>;
  /** By hand, from the list of a release that is not out yet; read again when it is. */
  readonly ahead: { readonly version: string; readonly gates: Readonly<Record<string, Gate>> };
}

interface Listed {
  readonly name: string;
  readonly versionedSpecs: ReadonlyArray<{ readonly default: boolean; readonly preRelease: string; readonly version: string }>;
}

/** What the rows of a gate come to. */
export function gateOf({ versionedSpecs }: Listed): Gate {
  const first = (fits: (spec: Listed['versionedSpecs'][number], index: number) => boolean) => versionedSpecs.find(fits)?.version;
  const on = first((spec) => spec.default);
  const stable = first((spec) => spec.preRelease === 'GA');
  const off = first((spec, index) => !spec.default && versionedSpecs.slice(0, index).some((before) => before.default));
  const versions = { on, stable, off };
  return Object.fromEntries(Object.entries(versions).flatMap(([name, version]) => (version === undefined ? [] : [[name, minorOf(version)]])));
}

if (require.main === module) {
  const [file, version] = process.argv.slice(2);
  if (file === undefined || version === undefined) throw new Error('usage: npx tsx tools/feature-gates.ts FILE VERSION');
  const names = new Set(VERSIONED_FIELDS.map(({ gate }) => gate));
  const listed = (parse(readFileSync(file, 'utf8')) as readonly Listed[]).filter(({ name }) => names.has(name));
  const { ahead } = JSON.parse(readFileSync(gatesFile, 'utf8')) as Gates;
  const gates: Gates = { version, gates: Object.fromEntries(listed.map((gate) => [gate.name, gateOf(gate)])), ahead };
  writeFileSync(gatesFile, `${JSON.stringify(gates, null, 2)}\n`);
}
