import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles } from '../../src/cli/check-files';
import { docsFile, renderMistakes } from '../../tools/mistakes-doc';
import { FAULTS } from '../doctor/faults';
import { MISTAKES, type Shown } from './mistakes';

/* docs/mistakes.md says at which gate each known mistake is stopped: whatever it names is tried, or is a test that is there. */

const root = join(__dirname, '../..');
const all = MISTAKES.flatMap(({ number, shown }) => shown.map((one) => ({ number, shown: one })));
const of = <By extends Shown['by']>(by: By) => all.flatMap(({ number, shown }) => (shown.by === by ? [{ number, ...shown as Extract<Shown, { by: By }> }] : []));

test('the page is fresh: npx tsx tools/mistakes-doc.ts', () => expect(readFileSync(docsFile, 'utf8')).toBe(renderMistakes()));

test('there are 118, each once', () => {
  expect(MISTAKES.length).toBe(118);
  expect(new Set(MISTAKES.map(({ title }) => title)).size).toBe(118);
});

test.each(of('check'))('$number: check finds $rule in plain YAML', ({ rule, yaml, level }) => {
  const { findings, unreadable } = checkFiles([{ name: 'a.yaml', text: yaml }], level ? { level } : {});
  expect(unreadable).toEqual([]);
  expect(findings.map((finding) => finding.rule)).toContain(rule);
});

test.each(of('rule'))('$number: rule $id has a page with a wrong program or manifest', ({ id }) => {
  // What stands on the page is run by test/docs/rules.
  expect(readFileSync(join(root, `docs/rules/${id}.md`), 'utf8')).toMatch(/## Wrong\n\n```/);
});

test.each(of('doctor'))('$number: doctor has a recorded fault $fault', ({ fault }) => {
  expect(FAULTS.map(({ id }) => id)).toContain(fault);
  expect(existsSync(join(root, `test/doctor/recorded/${fault}.json`))).toBe(true);
});

test.each([...of('test'), ...of('plan')])('$number: $file is there', ({ file, name }) => expect(readFileSync(join(root, file), 'utf8')).toContain(name));

test('where no gate is, a reason stands, and nowhere else', () => {
  expect(MISTAKES.filter(({ shown, because }) => (shown.length === 0) !== (because !== undefined)).map(({ number }) => number)).toEqual([]);
});
