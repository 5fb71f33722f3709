import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownMigration, KNOWN_TOOLS } from '../../src/migration-tools/known-tools';
import { questionFor, type SchemaVersion } from '../../src/migration-tools/question';

/* What docs/steps/run-migration.md tells a reader to write for their tool is what the library takes for that tool. */

const page = readFileSync(join(__dirname, '../../docs/steps/run-migration.md'), 'utf8');
const section = page.slice(page.indexOf('## Three lines'), page.indexOf('## Your tool'));
const literal = (text: string): unknown => new Function(`return (${text})`)();
const rows = [...section.matchAll(/^\| ([\w. -]+) \| `(\[.*?\])` \| `(\{.*?\})`/gm)].map(([, title = '', command = '', version = '']) => ({
  title, command: literal(command) as readonly string[], version: literal(version) as SchemaVersion,
}));

test('every tool that the library knows has a row', () => {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');
  expect(rows.map(({ title }) => plain(title)).sort()).toEqual(KNOWN_TOOLS.map(({ name }) => plain(name)).sort());
});

test.each(rows)('$title is known by its command, and its version can be asked for', ({ title, command, version }) => {
  const tool = knownMigration(command)?.tool;
  expect(tool?.name.replace(/[^a-z]/g, '')).toBe(title.toLowerCase().replace(/[^a-z]/g, ''));
  for (const protocol of ['postgres', 'mysql'] as const) expect(questionFor('docs', tool!, protocol, version)).toMatch(/^SELECT CASE /);
});
