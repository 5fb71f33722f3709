import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { twoCopies } from './messages/copies';

/** One copy of this library, as the other copies that are loaded in the same process see it. */
interface Copy {
  /** The directory of the package. */
  readonly path: string;
  /** Whether an object is of one of its classes. */
  owns(value: object): boolean;
}

// Shared by all copies and all later versions of them: nothing in here may change its meaning.
const REGISTRY = Symbol.for('cdk8s-prelude/copies');
const TREE = Symbol.for('cdk8s-prelude/copy-of-tree');

const path = join(__dirname, '..');

/** The copies of the process by their paths; a copy that is loaded twice, as test runners do, counts once. */
function copies(): Map<string, Copy> {
  const shared = globalThis as { [REGISTRY]?: Map<string, Copy> };
  return shared[REGISTRY] ??= new Map();
}

/** Tells other copies what this one exports. */
export function announceCopy(names: () => object): void {
  copies().set(path, {
    path,
    owns: (value) => Object.values(names()).some((name) => typeof name === 'function' && isInstance(value, name)),
  });
}

/** What to say of a value that another copy of the library has made; undefined where none has. */
export function ofOtherCopy(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || copies().size < 2) return undefined;
  const mine = copies().get(path);
  if (mine?.owns(value)) return undefined;
  const other = [...copies().values()].find((copy) => copy !== mine && copy.owns(value));
  return other && twoCopies(`this ${value.constructor.name}`, describe(path), describe(other.path));
}

/** Takes a tree of constructs for this copy; returns what to say where another one has it already. */
export function claimTree(root: object): string | undefined {
  const marked = root as { [TREE]?: string };
  const other = marked[TREE];
  if (other === undefined) Object.defineProperty(root, TREE, { value: path });
  return other === undefined || other === path ? undefined : twoCopies('what this app holds already', describe(path), describe(other));
}

function isInstance(value: object, type: Function): boolean {
  return typeof type.prototype === 'object' && value instanceof type;
}

/** Its version and its path; a bundle has no package.json. */
function describe(directory: string): string {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return directory;
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
  return `${version} in ${directory}`;
}
