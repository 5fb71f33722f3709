import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../../src';
import { FILE_SOURCES, notASource, notFilesToFetch, TREE_SOURCES } from '../../src/messages/fetching';
import * as sources from '../../src/steps/fetch/sources';

/* What a source needs beside its line in src/steps/fetch/sources.ts: each is named here where it is missing. */

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const textOf = (directory: string, pattern: RegExp) => readdirSync(join(root, directory)).filter((file) => pattern.test(file)).map((file) => read(`${directory}/${file}`)).join('\n');

test('the lists of messages/fetching.ts are those of steps/fetch/sources.ts', () => {
  expect([...FILE_SOURCES, ...TREE_SOURCES].sort()).toEqual(Object.keys(sources).sort());
  expect(notFilesToFetch).toBe('from must be https(…) or plainHttp(…), or several of them by file name.');
});

describe.each(Object.keys(sources))('%s', (name) => {
  test('is public', () => expect(library).toHaveProperty(name));
  test('stands in the sentence about what is no source', () => expect(notASource).toContain(`${name}(…)`));
  test('the table of docs/steps/fetch-config.md has a row', () => expect(read('docs/steps/fetch-config.md')).toMatch(new RegExp(`^\\| \`${name}\\(`, 'm')));
  test('is tested as a value and in a step', () => expect(textOf('test/steps', /^(fetch|clone)-.*\.test\.ts$/)).toContain(`${name}(`));
});

test('the page about sources of your own is there, and linked from the step', () => {
  expect(existsSync(join(root, 'docs/own-sources.md'))).toBe(true);
  expect(read('docs/steps/fetch-config.md')).toContain('(../own-sources.md)');
});
