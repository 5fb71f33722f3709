import { type Manifest, nameOf } from '../manifest/read-yaml';

/** One object as several environments have it: undefined where one has it not. */
export interface PairedObject {
  readonly title: string;
  readonly sides: readonly (Manifest | undefined)[];
}

/** What a Job of a release, or kustomize's hash of a ConfigMap, has at the end of its name. */
const VERSION = /-(?:v?\d[a-z0-9.-]*|[bcdfghkmt2456789]{10})$/;

/**
 * Finds out which objects of several environments are the same: by kind and name, by namespace too where an environment has
 * a name twice; those that are left over by the name without the version at its end, where each environment has one at most.
 */
export function pairObjects(environments: readonly (readonly Manifest[])[]): readonly PairedObject[] {
  const ambiguous = new Set(environments.flatMap((objects) => repeated(objects.map(nameOf))));
  const identity = (object: Manifest): string => {
    const name = nameOf(object);
    return ambiguous.has(name) ? `${name} in ${object.metadata?.namespace ?? 'no namespace'}` : name;
  };
  const byName = pairBy(environments, identity);
  const everywhere = byName.filter(({ sides }) => !sides.includes(undefined));
  const known = new Set(everywhere.flatMap(({ sides }) => sides));
  const left = environments.map((objects) => objects.filter((object) => !known.has(object)));
  const versioned = (object: Manifest): string => identity(object).replace(VERSION, '-…');
  const several = new Set(left.flatMap((objects) => repeated(objects.map(versioned))));
  const rest = pairBy(left, (object) => (several.has(versioned(object)) ? identity(object) : versioned(object)));
  return [...everywhere, ...rest.map(named(identity))].sort((a, b) => (a.title < b.title ? -1 : 1));
}

function pairBy(environments: readonly (readonly Manifest[])[], key: (object: Manifest) => string): readonly PairedObject[] {
  const sides = environments.map((objects) => new Map(objects.map((object) => [key(object), object])));
  const titles = new Set(sides.flatMap((side) => [...side.keys()]));
  return [...titles].map((title) => ({ title, sides: sides.map((side) => side.get(title)) }));
}

/** An object that has one name in all environments that have it goes by that name. */
const named = (identity: (object: Manifest) => string) => ({ title, sides }: PairedObject): PairedObject => {
  const names = new Set(sides.flatMap((side) => (side ? [identity(side)] : [])));
  const [only] = names;
  return { title: names.size === 1 && only !== undefined ? only : title, sides };
};

const repeated = (names: readonly string[]): readonly string[] => names.filter((name, index) => names.indexOf(name) !== index);
