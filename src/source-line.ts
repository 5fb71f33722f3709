import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Which line of a program built a construct. A stack trace tells; it is only taken where somebody asks, for it costs time, and a manifest would
 * change whenever a line moves.
 */

/** The environment variable that asks for the lines. */
export const SOURCE_LINES_VARIABLE = 'CDK8S_PRELUDE_SOURCE_LINES';

const NOT_ASKED: readonly (string | undefined)[] = [undefined, '', '0', 'false'];
const DEEPEST_STACK = 100;

/** One call of a stack trace. */
interface Call {
  /** What was called; empty where it has no name. */
  readonly called: string;
  readonly file: string;
  readonly line: string;
}

/**
 * The line that built a construct, as `src/main.ts:12`: the file from the nearest directory with a `package.json`, so that it is the same on every
 * machine. Undefined where nobody asks, or no line of a program is known.
 *
 * @param construct what is being built: constructors of its own classes are passed over
 */
export function sourceLine(construct: object): string | undefined {
  if (NOT_ASKED.includes(process.env[SOURCE_LINES_VARIABLE])) return undefined;
  const constructors = new Set(classesOf(construct).map((name) => `new ${name}`));
  const call = stack().find(({ called, file }) => isOfProgram(file) && !constructors.has(called));
  return call && `${relative(projectOf(dirname(call.file)), call.file).split(sep).join('/')}:${call.line}`;
}

/** The names of the classes of an object, its own first. */
function classesOf(construct: object): readonly string[] {
  const names: string[] = [];
  for (let at = Object.getPrototypeOf(construct) as object | null; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    names.push(at.constructor.name);
  }
  return names;
}

function stack(): readonly Call[] {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEPEST_STACK;
  const { stack: text = '' } = new Error('');
  Error.stackTraceLimit = before;
  return text.split('\n').flatMap((line): Call[] => {
    const [, named, file, number, plain] = /^\s*at (?:async )?(?:(.*) \()?(.+):(\d+):\d+(\))?$/.exec(line) ?? [];
    if (file === undefined || number === undefined || (named === undefined) !== (plain === undefined)) return [];
    const path = file.startsWith('file://') ? fileURLToPath(file) : file;
    return isAbsolute(path) ? [{ called: named ?? '', file: path, line: number }] : [];
  });
}

/** The sources of this library, as they are developed or as they are installed. */
const LIBRARY = `${__dirname}${sep}`;

const isOfProgram = (file: string): boolean => !file.startsWith(LIBRARY) && !file.split(sep).includes('node_modules');

const projects = new Map<string, string>();

/** The nearest directory with a package.json, or the one that the program was started in. */
function projectOf(directory: string): string {
  const known = projects.get(directory);
  if (known !== undefined) return known;
  const above = dirname(directory);
  const project = existsSync(join(directory, 'package.json')) ? directory : above === directory ? process.cwd() : projectOf(above);
  projects.set(directory, project);
  return project;
}
