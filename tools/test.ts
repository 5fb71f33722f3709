/**
 * `npm test`: type check, lint and tests. All three are run, also when one fails. Arguments go to jest.
 * What was skipped, for want of a tool or because it takes long, is listed by name and count; `npm run test:all` leaves nothing out.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentOf, skippedIn } from './jest-report';
import { jestTwice } from './jest-twice';
import { LONG_SUITES, longSuites } from './long-suites';
import { root } from './root';
import { run, runBin } from './run';

function step(title: string, ok: boolean): boolean {
  console.log(`${ok ? 'ok' : 'FAILED'}: ${title}`);
  return ok;
}

function jest(args: readonly string[]): boolean {
  const temporary = mkdtempSync(join(tmpdir(), 'prelude-test-'));
  try {
    const file = argumentOf(args, '--outputFile') ?? join(temporary, 'report.json');
    const more = args.filter((arg) => arg !== '--json' && !arg.startsWith('--outputFile='));
    // --ci: a snapshot that is not there is a failure, not an invitation to write one.
    const { ok, report } = jestTwice(file, ['--maxWorkers=3', ...leftOut(more), ...more]);
    const skipped = skippedIn(report);
    for (const [title, count] of skipped) console.log(`skipped: ${title}: ${count} test${count === 1 ? '' : 's'}`);
    return ok;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const all = process.env.PRELUDE_TEST_ALL === '1';

/** Where nobody asks for all tests or for some of them, the long suites are left out. */
function leftOut(args: readonly string[]): readonly string[] {
  if (all || args.some((arg) => !arg.startsWith('-'))) return [];
  const { testPathIgnorePatterns } = JSON.parse(readFileSync(join(root, 'jest.config.json'), 'utf8')) as { readonly testPathIgnorePatterns: readonly string[] };
  return [...testPathIgnorePatterns, longSuites].map((pattern) => `--testPathIgnorePatterns=${pattern}`);
}


/** The newest compiler takes a fifth of the time; all tests ask both. */
const typesAreRight = (): boolean =>
  run('node', ['node_modules/typescript-7.0/bin/tsc', '-p', 'tsconfig.json']).ok && (!all || runBin('tsc', ['-p', 'tsconfig.json']).ok);

const results = [
  step('types', typesAreRight()),
  step('lint', runBin('projen', ['eslint']).ok),
  step('tests', jest(process.argv.slice(2))),
];
if (!all) console.log(`left out: six of eight compilers, ${LONG_SUITES.length} long suites, the peers and the cluster: npm run test:all`);
process.exitCode = results.every(Boolean) ? 0 : 1;
