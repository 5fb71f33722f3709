import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchorsOf, linksOf } from '../../tools/markdown';

/* Pages show files that exist, as they are: what stands below `<!-- from FILE -->` is the file, or a part of it. Links lead somewhere. */

const root = join(__dirname, '../..');
const ofRoot = readdirSync(root).filter((file) => file.endsWith('.md'));
const ofDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => join('docs', file));
const pages = [...ofRoot, ...ofDocs, 'src/scripts/README.md'];
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

const shown = pages.flatMap((page) => [...textOf(page).matchAll(/<!-- from (\S+) -->\n```\w*\n([^]*?)```/g)].map(([, file = '', code = '']) => ({ page, file, code })));

test('there are files that pages show', () => {
  expect(shown).not.toEqual([]);
});

test.each(shown)('$page shows $file as it is', ({ file, code }) => {
  // `…` on a line of its own leaves something out.
  let rest = textOf(file);
  for (const part of code.split(/^ *(?:\/\/ |# )?…\n/m)) {
    const at = rest.indexOf(part);
    expect(at < 0 ? part : '').toBe('');
    rest = rest.slice(at + part.length);
  }
});

const anchors = new Map<string, ReadonlySet<string>>();
function has(page: string, anchor: string): boolean {
  if (!anchors.has(page)) anchors.set(page, new Set(anchorsOf(textOf(page))));
  return anchors.get(page)!.has(anchor);
}

/** Whether a link of a page leads to a file, and to a heading of it. */
function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), decodeURI(path)));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || (statSync(join(root, target)).isFile() && target.endsWith('.md') && has(target, anchor));
}

test.each(pages)('links of %s lead somewhere', (page) => {
  expect(linksOf(textOf(page)).filter((link) => !/^[a-z]+:/.test(link)).filter((link) => !leads(page, link))).toEqual([]);
});

test('a link to nowhere would be found', () => {
  expect([leads('README.md', 'docs/nothing.md'), leads('README.md', 'docs/rules.md#nothing'), leads('README.md', 'docs/limits.md#limits')]).toEqual([false, false, true]);
});

test('every page of docs stands in the index, or on a page that does', () => {
  const reached = new Set<string>();
  const walk = (page: string): void => {
    if (reached.has(page)) return;
    reached.add(page);
    for (const link of linksOf(textOf(page)).filter((one) => !/^[a-z]+:/.test(one))) {
      const target = normalize(join(dirname(page), link.split('#')[0] ?? ''));
      if (target.endsWith('.md') && existsSync(join(root, target))) walk(target);
      if (target === 'docs/adr') readdirSync(join(root, target)).forEach((file) => walk(join(target, file)));
    }
  };
  walk('docs/README.md');
  expect(ofDocs.filter((page) => !reached.has(page))).toEqual([]);
});
