import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_RULE_IDS, isRuleId, MANIFEST_RULE_IDS } from '../../src/messages/rule-ids';

/* One mistake, one id: whoever says a sentence says it under the same id, the compiler too. */

const src = join(__dirname, '../../src');
const texts = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/embedded|rule-ids/.test(file))
  .map((file) => readFileSync(join(src, file), 'utf8'));
const all = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)].map(([, id = '', name = '']) => ({ id, name })));

/** `refuse(at, 'id', sentence(…), given)` and what passes an id and a sentence on to it. */
const refused = all(/(?:refuse|checkPattern)\((?:[^,()]|\([^()]*\))+, '([a-z0-9-]+)', (?:say\.)?(\w+)/g);
/** `type Sentence = OfRule<'id', typeof sentence>`. */
const compiled = all(/OfRule<'([a-z0-9-]+)', (?:ReturnType<)?typeof (\w+)/g);

test('they are found', () => {
  expect(refused.length).toBeGreaterThan(300);
  expect(compiled.length).toBeGreaterThan(45);
});

test('no id is there twice', () => {
  const ids = [...MANIFEST_RULE_IDS, ...CODE_RULE_IDS];
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect([...refused, ...compiled].filter(({ id }) => !isRuleId(id))).toEqual([]);
});

test('every sentence has one id', () => {
  const ids = new Map<string, Set<string>>();
  for (const { id, name } of [...refused, ...compiled]) ids.set(name, (ids.get(name) ?? new Set()).add(id));
  expect([...ids].filter(([name, of]) => of.size > 1 && !SAME_NAME.includes(name)).map(([name, of]) => [name, ...of])).toEqual([]);
});

/** Two sentences of two files that are called alike, and what passes sentences on. */
const SAME_NAME: readonly string[] = ['notALogin', 'hasNul', 'sentence', 'ownAnnotation', 'notATool'];

test('every id of the code is used', () => {
  const used = new Set([...refused.map(({ id }) => id), ...all(/ '([a-z0-9-]+)'/g).map(({ id }) => id)]);
  expect(CODE_RULE_IDS.filter((id) => !used.has(id))).toEqual([]);
});
