import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as library from '../../src';
import { Step } from '../../src/entries/steps';
import { STEPS } from '../../src/define-standard/steps';

/* A step that nobody can find is half a step: each is handed out by standards, stands in docs/steps.md and on a page. */

const root = join(__dirname, '../..');
const overview = readFileSync(join(root, 'docs/steps.md'), 'utf8');

const steps = Object.entries(library).filter(([name, value]) => (
  typeof value === 'function' && value.prototype instanceof Step && name !== 'Step')).map(([name]) => name);

test('every file of a step gives a public class', () => {
  const directory = join(root, 'src/steps');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).filter((file) => /extends (?:(?:Run)?Step|WaitForService)</.test(readFileSync(join(directory, file), 'utf8').replace(/^ \*.*$/gm, '')));
  const pascal = (file: string) => basename(file, '.ts').replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  expect(files.map(pascal).filter((name) => name !== 'RunStep').sort()).toEqual([...steps].sort());
});

test('standards hand out every step', () => {
  expect(Object.keys(STEPS).sort()).toEqual([...steps].sort());
});

test.each(steps)('%s stands in docs/steps.md, with a page that shows it', (step) => {
  const [, page] = new RegExp(`\\[[^\\]]*\`${step}\`[^\\]]*\\]\\((steps/[a-z-]+\\.md)`).exec(overview) ?? [];
  expect(page).toBeDefined();
  expect(readFileSync(join(root, 'docs', page!), 'utf8')).toContain(`new ${step}(`);
});
