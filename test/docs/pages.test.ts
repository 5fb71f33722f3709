import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/* Pages show files that exist, as they are: what stands below `<!-- from FILE -->` is the file, or a part of it. Links lead somewhere. */

const root = join(__dirname, '../..');
const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => join('docs', file));
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

test.each(pages)('links of %s lead somewhere', (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(([, target]) => target ?? '').filter((target) => !/^https?:/.test(target));
  expect(links.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
});
