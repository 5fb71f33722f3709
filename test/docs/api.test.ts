/* The generated reference as it is committed: the contents are short, and every link in it leads somewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const contents = readFileSync(join(root, 'API.md'), 'utf8');
const pages = readdirSync(join(root, 'docs/api')).map((name) => `docs/api/${name}`);
const text = (path: string) => readFileSync(join(root, path), 'utf8');
/** As GitHub makes them: the second of a name, in other case, ends with -1. */
const headingsOf = (path: string) => {
  const all = [...text(path).matchAll(/^## (.*)$/gm)].map(([, name = '']) => name.toLowerCase());
  return new Set(all.map((name, index) => (all.indexOf(name) === index ? name : `${name}-1`)));
};
const headings = new Map(pages.map((path) => [path, headingsOf(path)]));

test('the contents have a line for each name, and at most 60 KB', () => {
  expect(contents.length).toBeLessThanOrEqual(60 * 1024);
  const names = contents.split('\n').filter((line) => line.startsWith('- '));
  expect(names.length).toBe([...headings.values()].reduce((sum, { size }) => sum + size, 0));
  for (const name of ['Deployment', 'WaitForService', 'memcached', 'defineStandard', 'Rule', 'Step', 'PreludeError', 'compareManifests']) {
    expect(names.filter((line) => line.startsWith(`- [${name}](`))).toHaveLength(1);
  }
});

test.each(['API.md', ...pages])('%s: every link leads to a name that is there', (path) => {
  // Program texts have brackets too.
  const links = [...text(path).replace(/^```.*?^```/gms, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !link.startsWith('http'));
  const broken = links.filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file));
    return target !== 'API.md' && (!headings.has(target) || (anchor !== undefined && !headings.get(target)!.has(anchor)));
  });
  expect(broken).toEqual([]);
});

test('members stand once: those of Workload are not repeated on each kind', () => {
  expect(text('docs/api/workload.md').match(/^#### addContainer\(\)$/gm)).toHaveLength(1);
  expect(text('docs/api/workload.md').match(/\| `terminationGracePeriod\?` \|/g)).toHaveLength(1);
});
