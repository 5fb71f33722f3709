import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsOf, passedLater, readReport } from '../../tools/jest-report';
import { jestTwice } from '../../tools/jest-twice';

// The runs below are jest's own, in a directory that has nothing of this project.
const FILES = {
  'right.test.js': 'test("is right", () => undefined);',
  'late.test.js': `
    const fs = require('node:fs'), here = __dirname + '/ran';
    const again = fs.existsSync(here);
    fs.writeFileSync(here, '');
    test('comes second', () => { if (!again) throw new Error('too late'); });
    test('is right too', () => undefined);`,
  'wrong.test.js': 'test("is wrong", () => { throw new Error("always"); });',
  'broken.test.js': 'throw new Error("no test");',
};

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'prelude-twice-')); });
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** The report that is written, of the files that are named. */
function twice(names: readonly (keyof typeof FILES)[], again = true) {
  for (const name of names) writeFileSync(join(directory, name), FILES[name]);
  writeFileSync(join(directory, 'jest.config.json'), '{ "reporters": [] }');
  const file = join(directory, 'report.json');
  const log = jest.spyOn(console, 'log').mockImplementation();
  const { ok } = jestTwice(file, [`--rootDir=${directory}`, `--config=${join(directory, 'jest.config.json')}`, '--maxWorkers=1'], {}, again);
  const report = readReport(file);
  const told = log.mock.calls.flat().join('\n');
  log.mockRestore();
  return { ok, counts: countsOf(report, ok), later: passedLater(report), told };
}

test('a file that passes by itself counts as passed, and is named', () => {
  const { ok, counts, later, told } = twice(['right.test.js', 'late.test.js']);
  expect({ ok, counts, later }).toEqual({ ok: true, counts: { passed: 3, failed: 0, skipped: 0 }, later: ['comes second'] });
  expect(told).toMatch(/run again, one after the other:\n.*late\.test\.js[\s\S]*passed when tried again[^\n]*\n {2}comes second$/);
}, 60_000);

test('what fails again fails, and so does what cannot be run', () => {
  const { ok, counts, later } = twice(['right.test.js', 'late.test.js', 'wrong.test.js', 'broken.test.js']);
  expect({ ok, counts, later }).toEqual({ ok: false, counts: { passed: 3, failed: 2, skipped: 0 }, later: ['comes second'] });
}, 60_000);

test('nothing is run again where only some tests are asked for', () => {
  expect(twice(['late.test.js'], false)).toMatchObject({ ok: false, counts: { passed: 1, failed: 1, skipped: 0 }, later: [] });
}, 60_000);
