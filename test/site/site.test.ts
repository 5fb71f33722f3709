import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite, foreignFiles, siteDirectory, siteFiles } from '../../tools/site';
import { addressOf, SECTIONS } from '../../tools/site-pages';

/* The site as `npm run site` builds it. A dead link stops the build. */

const read = (file: string) => readFileSync(join(siteDirectory, file), 'utf8');

beforeAll(() => {
  const { ok, output } = buildSite(true);
  if (!ok) throw new Error(output.slice(-3000));
}, 300_000);

test('has every page of the navigation', () => {
  const files = new Set(siteFiles());
  const missing = SECTIONS.flatMap(({ pages }) => pages).map((page) => `${addressOf(page).slice(1) || 'index'}.html`).filter((file) => !files.has(file));
  expect(missing).toEqual([]);
});

test('asks no other host', () => expect(foreignFiles()).toEqual([]));

test('search is local: the words of the pages are in a file of the site', () => {
  const index = siteFiles().filter((file) => /localSearchIndex.*\.js$/.test(file));
  expect(index).not.toEqual([]);
  expect(index.map(read).join('')).toContain('FixPermissions');
});

test('is light and dark', () => {
  const styles = siteFiles().filter((file) => file.endsWith('.css')).map(read).join('');
  expect(styles).toMatch(/\.dark\b/);
  expect(read('index.html')).toContain('prefers-color-scheme: dark');
});

test('what leads out of docs is on GitHub, pictures are of the site', () => {
  const start = read('start.html');
  expect(start).toContain('https://github.com/cdk8s-prelude/cdk8s-prelude/blob/main/examples/shop/main.ts');
  expect(read('explain.html')).toMatch(/<img[^>]* src="\/assets\/shop\.[^"]*svg"|<img[^>]* src="data:image\/svg/);
});

test('headings have the anchors that GitHub gives them', () => {
  expect(read('standards.html')).toContain('id="objects-that-have-no-steps"');
  expect(read('run-migration.html'.replace(/^/, 'steps/'))).toMatch(/id="[a-z-]+"/);
});
