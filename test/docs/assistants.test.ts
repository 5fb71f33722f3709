import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assistantsFile, llmsFile, renderAssistants, renderLlms } from '../../tools/assistants';
import { linksOf } from '../../tools/markdown';
import { CODE_RULE_IDS, MANIFEST_RULE_IDS } from '../../src/messages/rule-ids';

/* What coding assistants read is made from the pages whose programs are run (test/docs/rules), and names every mistake. */

test('docs/for-assistants.md is fresh: npx tsx tools/rules-doc.ts', () => expect(readFileSync(assistantsFile, 'utf8')).toBe(renderAssistants()));
test('llms.txt is fresh: npx tsx tools/rules-doc.ts', () => expect(readFileSync(llmsFile, 'utf8')).toBe(renderLlms()));

test('every mistake stands there, those in code with two programs', () => {
  const page = renderAssistants();
  const named = [...page.matchAll(/^### ([a-z0-9-]+)$|^- \[([a-z0-9-]+)\]\(rules\//gm)].map(([, one, other]) => one ?? other);
  expect([...named].sort()).toEqual([...MANIFEST_RULE_IDS, ...CODE_RULE_IDS].sort());
  const programs = page.slice(page.indexOf('## Mistakes in code')).split(/^### /m).slice(1);
  expect(programs.filter((text) => (text.match(/^```ts$/gm) ?? []).length !== 2).map((text) => text.split('\n')[0])).toEqual([]);
  expect(programs.length).toBeGreaterThan(50);
});

test('links of llms.txt are absolute, and lead to files', () => {
  const links = linksOf(renderLlms());
  expect(links.length).toBeGreaterThan(30);
  for (const link of links) {
    expect(link).toMatch(/^https:\/\/github\.com\/cdk8s-prelude\/cdk8s-prelude\/blob\/main\//);
    expect(() => readFileSync(join(__dirname, '../..', new URL(link).pathname.split('/main/')[1] ?? ''))).not.toThrow(/ENOENT/);
  }
});
