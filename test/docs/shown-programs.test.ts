import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { HELPER_DIRECTORY, PROGRAMS_DIRECTORY } from '../../src/manifest/programs';
import { PROGRAMS } from '../../src/scripts/programs';

/* Pages show what a step runs as it stands in the YAML: the shell and the file of its program. */

const root = join(__dirname, '../..');
/** The YAML of this page is that of others, which is imported. */
const OF_OTHERS = 'import.md';
const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md') && file !== OF_OTHERS).map((file) => `docs/${file}`)];

interface Shown {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** The init containers of the YAML blocks of a page. */
const shownIn = (page: string): readonly Shown[] => [...readFileSync(join(root, page), 'utf8').matchAll(/^```ya?ml\n([^]*?)^```$/gm)]
  .flatMap(([, text = '']) => parseAllDocuments(text)).filter(({ errors }) => errors.length === 0).flatMap((document) => initContainersIn(document.toJS()));

function initContainersIn(value: unknown): readonly Shown[] {
  if (typeof value !== 'object' || value === null) return [];
  const { initContainers = [] } = value as { readonly initContainers?: readonly Shown[] };
  return [...(Array.isArray(initContainers) ? initContainers as readonly Shown[] : []), ...Object.values(value).flatMap(initContainersIn)];
}

const steps = pages.flatMap((page) => shownIn(page).filter(({ args }) => args !== undefined).map((step) => [`${page}: ${step.name}`, step] as const));
const SHELLS = ['/bin/sh', `${HELPER_DIRECTORY}/busybox sh`];

test('there are such pages', () => {
  expect(steps.length).toBeGreaterThan(20);
});

test.each(steps)('%s', (_, { command = [] }) => {
  const file = command.at(-1) ?? '';
  expect(Object.keys(PROGRAMS).map((name) => `${PROGRAMS_DIRECTORY}/${name}.sh`)).toContain(file);
  expect(SHELLS).toContain(command.slice(0, -1).join(' '));
});
