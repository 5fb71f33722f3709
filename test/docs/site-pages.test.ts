import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignRequests } from '../../tools/site';
import { addressOf, SECTIONS, sidebar } from '../../tools/site-pages';

/* The navigation of the site has every page of docs. The site itself is built by `npm run test:site`. */

const docs = join(__dirname, '../../docs');
const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
const named = SECTIONS.flatMap((section) => section.pages);

test('every page of docs stands in it, and each that it names is there', () => {
  expect(pages.filter((page) => !named.includes(page))).toEqual([]);
  expect(named.filter((page) => !existsSync(join(docs, page)))).toEqual([]);
});

test('every page has a title', () => {
  const items = sidebar((page) => readFileSync(join(docs, page), 'utf8')).flatMap((section) => section.items);
  expect(items.filter(({ text }) => text === '')).toEqual([]);
  expect(items.find(({ link }) => link === '/check')?.text).toBe('check');
  expect(addressOf('README.md')).toBe('/');
});

test.each([
  ['a script', '<script type="module" src="https://cdn.example.com/x.js"></script>'],
  ['a style sheet', '<link rel="stylesheet" href="//cdn.example.com/x.css">'],
  ['a picture', '<img alt="x" src="http://cdn.example.com/x.png">'],
  ['a font', '@font-face { src: url(https://fonts.example.com/x.woff2) }'],
])('%s of another host would be found', (_, text) => expect(foreignRequests(text)).toHaveLength(1));

test('a link is no request', () => {
  expect(foreignRequests('<a href="https://example.com">x</a><script src="/x.js"></script><link rel="canonical" href="https://example.com/">')).toEqual([]);
});
