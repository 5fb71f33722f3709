/**
 * What `.ci/run` does after `npm ci`: every check and every test, each counted, and the sum as the last line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsOf, readReport, type Counts } from './jest-report';
import { run } from './run';
import { PARTS } from './test-parts';

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

/** All tests: each part is counted, and the whole fails where `npm run test:all` does though no test has failed. */
function allTests(): void {
  record('npm run test:all', () => {
    const { ok } = run('npm', ['run', 'test:all', '--', `--reports=${temporary}`]);
    const parts = PARTS.map(({ report }) => readReport(join(temporary, report))).map((report) => countsOf(report, report !== undefined));
    const sum = (count: keyof Counts) => parts.reduce((total, part) => total + part[count], 0);
    return { passed: sum('passed'), failed: ok ? sum('failed') : Math.max(sum('failed'), 1), skipped: sum('skipped') };
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
allTests();
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
