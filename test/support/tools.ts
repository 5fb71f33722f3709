import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where the project keeps programs of its own, for machines on which nothing may be installed. */
export const toolCache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-prelude', 'bin');

/** Debian puts servers where an ordinary user's PATH does not look. */
function toolDirectories(): string[] {
  return [
    ...(process.env.PATH ?? '').split(delimiter).filter((directory) => directory !== ''),
    '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin',
    ...postgresDirectories(),
    toolCache,
    join(toolCache, '../../k8s-cluster/bin'), // kubectl of ../shared/cluster
  ];
}

function postgresDirectories(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    return readdirSync(root)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The path of a program that a test wants beyond Node, or undefined where it is missing. */
export function findTool(name: string): string | undefined {
  return toolDirectories().map((directory) => join(directory, name)).find(isProgram);
}

/** Those of the tools that are missing. */
export function missingTools(tools: readonly string[]): string[] {
  return tools.filter((tool) => findTool(tool) === undefined);
}

/**
 * `describe`, for tests that want these tools. Where one is missing, the same tests are registered and skipped, so that
 * they stand in jest's totals, under a title that says what is missing. `npm run tools` installs them on Debian.
 *
 * The body also runs (as with `describe.skip`) when tools are missing: find tools in `beforeAll` or in tests, not in it.
 */
export function describeWith(tools: readonly string[], title: string, body: () => void): void {
  const missing = missingTools(tools);
  if (missing.length === 0) {
    describe(title, body);
  } else {
    describe.skip(`${title} (missing: ${missing.join(', ')}; npm run tools)`, body);
  }
}
