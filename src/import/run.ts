import { ApiObject, App } from 'cdk8s';
import { PreludeError } from '../errors';
import { readManifests } from '../manifest/read-yaml';
import type { Json } from './read';
import { libraryOf } from './library';

/** What came of running a program. */
export type Ran = { readonly objects: readonly Json[]; readonly warnings: readonly string[] } | { readonly refused: Refusal };

/** Why a program does not come to its end. */
export interface Refusal {
  /** Of one construct: its path. */
  readonly path: string;
  /** The rules that refuse it. */
  readonly rules: readonly string[];
  readonly message: string;
}

const IMPORTS = /^import \{([^}]*)\} from '([^']+)';$/gm;

/**
 * Runs the program that was written, and gives the manifests that it makes. All of it is JavaScript but for its imports: it is the very text
 * that people get, and nothing else, that is proven.
 *
 * @param isJudged false where the rules are not to be asked yet
 */
export function run(text: string, isJudged = true): Ran {
  const body = text.replace(IMPORTS, (_, names: string, library: string) => `const {${names}} = libraryOf('${library}');`);
  const made: App[] = [];
  /** Keeps what it makes instead of writing it. */
  class Kept extends App {
    constructor() {
      super();
      made.push(this);
    }

    override synth(): void { /* Once, below. */ }
  }
  const warnings: string[] = [];
  const given = (library: string) => (library === 'cdk8s' ? { ...libraryOf(library), App: Kept } : libraryOf(library));
  try {
    // Of this very realm, unlike what node:vm makes: the library tells plain objects by their prototype.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func
    (new Function('libraryOf', body) as (libraryOf: typeof given) => void)(given);
    if (!isJudged) return { objects: made.flatMap(objectsOf), warnings };
    const yaml = withWarnings(warnings, () => made.map((app) => app.synthYaml()).join('---\n'));
    return { objects: readManifests('import', yaml) as readonly Json[], warnings };
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}

const objectsOf = (app: App): readonly Json[] =>
  app.node.findAll().filter((one) => ApiObject.isApiObject(one)).map((one) => one.toJson() as Json);

/** What the gate would print is kept for the report. */
function withWarnings<T>(warnings: string[], act: () => T): T {
  const write = process.stderr.write;
  process.stderr.write = ((text: string) => warnings.push(text.trimEnd()) > 0) as never;
  try {
    return act();
  } finally {
    process.stderr.write = write;
  }
}

function refusalOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const rules = [...new Set([...message.matchAll(/\(rule ([a-z0-9-]+)/g)].map(([, rule = '']) => rule))];
  const path = error instanceof PreludeError ? error.path : /\[([^\]\s]+)\]/.exec(message)?.[1] ?? '';
  return { path, rules, message };
}
