import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importManifests } from '../../../src/import';

/* The sample of docs/import.md is what the command writes; test/import/corpus.test.ts compiles its kind. */

test('main.ts is what import writes of deploy.yaml, and each difference has its reason', () => {
  const { code, differences } = importManifests(readFileSync(join(__dirname, 'deploy.yaml'), 'utf8'));
  expect(readFileSync(join(__dirname, 'main.ts'), 'utf8')).toBe(code);
  expect(differences.filter(({ reason }) => reason === undefined)).toEqual([]);
});
