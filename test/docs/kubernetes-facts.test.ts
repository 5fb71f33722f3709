import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'docs/kubernetes-facts.md'), 'utf8');
const tests = readdirSync(resolve(root, 'test/cluster')).filter((file) => /^facts-.*\.test\.ts$/.test(file));

/** The rows of the tables under the heading that names a test file, without their heads. */
function rowsOf(file: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((text) => text.includes(`(../test/cluster/${file})`)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('| ')).slice(2).map((line) => line.slice(2, -2).split(' | '));
}

const code = (file: string): string => readFileSync(resolve(root, 'test/cluster', file), 'utf8');

describe('docs/kubernetes-facts.md', () => {
  test.each(tests.filter((file) => file !== 'facts-status.test.ts'))('has the facts of %s, each with the verdict that was shown', (file) => {
    const shown = [...code(file).matchAll(/^ +fact\('([^']+)', '([^']+)'/gm)].map(([, id, verdict]) => `${id}: ${verdict}`);
    const said = rowsOf(file).map(([, verdict, , id]) => `${id?.slice(1, -1)}: ${verdict}`);
    expect(shown.length).toBeGreaterThan(0);
    expect([...said].sort()).toEqual([...shown].sort());
  });

  test('has what kubectl get pod shows, each with the command that has said why', () => {
    const shown = [...code('facts-status.test.ts').matchAll(/^ +status\('([^']+)',[^]*?\n +'([^']+)', \//gm)].map(([, status, command]) => `${status}: kubectl ${command}`);
    const said = rowsOf('facts-status.test.ts').map(([status, , command]) => `${status?.slice(1, -1)}: ${command?.slice(1, -1)}`);
    expect(shown.length).toBeGreaterThan(10);
    expect([...said].sort()).toEqual([...shown].sort());
  });

  test('says nothing that nobody shows', () => {
    expect([...page.matchAll(/^Shown by|^Each is produced by/gm)]).toHaveLength(tests.length);
  });
});
