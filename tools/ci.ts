/**
 * What `.ci/run` does after `npm ci`: every check and every test, each counted, and the sum as the last line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsOf, readReport, type Counts } from './jest-report';
import { run } from './run';

const temporary = mkdtempSync(join(tmpdir(), 'prelude-ci-'));
const results: [title: string, counts: Counts, seconds: number][] = [];

function record(title: string, step: () => Counts): void {
  console.log(`\n=== ${title}`);
  const start = performance.now();
  results.push([title, step(), (performance.now() - start) / 1000]);
}

/** A step that passes or fails as a whole. */
function check(title: string, step: () => boolean): void {
  record(title, () => (step() ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }));
}

/** A command that runs jest in the end, and takes jest's arguments. */
function tests(title: string, script: string): void {
  record(title, () => {
    const file = join(temporary, `${results.length}.json`);
    const { ok } = run('npm', ['run', script, '--', '--json', `--outputFile=${file}`]);
    return countsOf(readReport(file), ok);
  });
}

function npm(script: string): boolean {
  return run('npm', ['run', script]).ok;
}

/** What git sees beside the last commit: nothing, in a fresh clone. */
function changes(): string {
  return run('git', ['status', '--porcelain'], { quiet: true }).output;
}

/** Whether the work tree is as it was. */
function unchanged(before: string): boolean {
  if (changes() === before) return true;
  console.error('Files have changed. Commit what these commands write:');
  run('git', ['--no-pager', 'diff', '--stat']);
  console.error(changes());
  return false;
}

const before = changes();

check('the tools of the tests', () => npm('tools'));
check('projen leaves the tree unchanged', () => npm('projen') && unchanged(before));
check('API.md is fresh', () => npm('docs:check'));
check('the manifests of the examples are fresh', () => npm('examples:check'));
check('a release without a note leaves the YAML of the examples as it was', () => npm('upgrades:check'));
check('the first line of the README: npm run example', () => npm('example'));
tests('the second line of the README: npm test', 'test');
tests('oldest and newest peers', 'test:peers');
tests('cluster', 'test:cluster');
check('the tree is as it was', () => unchanged(before));

rmSync(temporary, { recursive: true, force: true });

console.log('');
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [title, { passed, failed, skipped }, seconds] of results) {
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'}  ${title}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds.toFixed(0)} s)`);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
