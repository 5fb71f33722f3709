import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CODE_RULE_IDS, MANIFEST_RULE_IDS, pageOf } from '../../../src/messages/rule-ids';
import { check, declarations, root } from '../../support/compiler';
import { docsFile, renderPage, renderRules } from '../../../tools/rules-doc';
import { type Page, pages, told, typedProgram } from './programs';

/* Each mistake has a page, and each page is true: its wrong program is told the id, its right one nothing. */

/** Pages whose mistake needs more than a program, and the test that makes it. */
const ELSEWHERE: Readonly<Record<string, string>> = { 'duplicate-installs': 'test/peers/copies.test.ts' };

const ids = [...MANIFEST_RULE_IDS, ...CODE_RULE_IDS].sort();
const shown = pages.filter(({ id }) => ELSEWHERE[id] === undefined);

test('every id has a page, and every page an id', () => expect(pages.map(({ id }) => id)).toEqual(ids));

test('errors name the page as it lies in the package', () => {
  const [id] = ids;
  expect(readFileSync(join(root, pageOf(id!).replace('node_modules/cdk8s-prelude/', '')), 'utf8')).toContain(`# ${id}`);
});

test('the list is fresh: npx tsx tools/rules-doc.ts', () => expect(readFileSync(docsFile, 'utf8')).toBe(renderRules()));

test.each(pages)('$id says what, why, and how to put it right', ({ id, text, wrong, right }) => {
  expect(text).toBe(renderPage(id));
  expect(text).toMatch(new RegExp(`^# ${id}\n\n\\*\\*[\\w\`/].+?[^.]\\.\\*\\* \\S[^]*\n\n## Wrong\n[^]*\n## Right\n`));
  expect([wrong.code, right.code].filter((code) => code.trim() === '')).toEqual([]);
});

test.each(shown)('$id: the wrong program is told so', (page) => expect(told(page, page.wrong)).toEqual([page.id]));
test.each(shown)('$id: the right program is told nothing', (page) => expect(told(page, page.right)).toEqual([]));

describe('right programs compile', () => {
  const programs = shown.filter(({ right }) => right.language === 'ts');
  let found: Awaited<ReturnType<typeof check>>['diagnostics'];
  let directory: string;
  const file = ({ id }: Pick<Page, 'id'>) => join(directory, `${id}.ts`);

  beforeAll(async () => {
    const types = await declarations();
    directory = mkdtempSync(join(dirname(types), 'rules-'));
    for (const page of programs) writeFileSync(file(page), typedProgram(page.right));
    writeFileSync(file({ id: 'none' }), 'export const text: string = 5;\n');
    found = (await check('7.0', 'bundler', types, [...programs, { id: 'none' }].map(file))).diagnostics;
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test.each(programs)('$id', (page) => expect(found.filter((one) => one.file === file(page)).map(({ message }) => message)).toEqual([]));
  test('what is wrong would be found', () => expect(found.filter((one) => one.file === file({ id: 'none' }))).toHaveLength(1));
});
