/**
 * `npm run test:all`: types, lint and all tests, with every compiler, the oldest and newest peers, and a cluster. All parts are run,
 * also when one fails. `--reports=DIRECTORY` keeps jest's report of each part there.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentOf, countsOf, readReport } from './jest-report';
import { run } from './run';
import { PARTS } from './test-parts';

const given = argumentOf(process.argv, '--reports');
const directory = given ?? mkdtempSync(join(tmpdir(), 'prelude-test-all-'));

const results = PARTS.map(({ script, report, title }) => {
  console.log(`\n=== ${title}`);
  const file = join(directory, report);
  const { ok } = run('npm', ['run', script, '--', '--json', `--outputFile=${file}`], { env: { PRELUDE_TEST_ALL: '1' } });
  return { title, ok, ...countsOf(readReport(file), ok) };
});
if (given === undefined) rmSync(directory, { recursive: true, force: true });

console.log('');
for (const { title, passed, failed, skipped } of results) console.log(`${title}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
