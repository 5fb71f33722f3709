/**
 * `npm test`: type check, lint and tests. All three are run, also when one fails. Arguments go to jest.
 * What was skipped, for want of a tool or because it takes long, is listed by name and count; `npm run test:all` leaves nothing out.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentOf, readReport, skippedIn } from './jest-report';
import { runBin } from './run';

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
    const { ok } = runBin('jest', ['--ci', '--json', `--outputFile=${file}`, ...more]);
    const skipped = skippedIn(readReport(file));
    for (const [title, count] of skipped) console.log(`skipped: ${title}: ${count} test${count === 1 ? '' : 's'}`);
    return ok;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const all = process.env.PRELUDE_TEST_ALL === '1';

const results = [
  step('types', runBin('tsc', ['-p', 'tsconfig.json']).ok),
  step('lint', runBin('projen', ['eslint']).ok),
  step('tests', jest(process.argv.slice(2))),
];
if (!all) console.log('left out: six of eight compilers, the peers and the cluster: npm run test:all');
process.exitCode = results.every(Boolean) ? 0 : 1;
