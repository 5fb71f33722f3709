import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/* The README shows code that runs, and YAML that it makes. */

const root = join(__dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(readme)?.[1] ?? '';

test('the example is the program beside this test, and has 20 lines', () => {
  expect(block('ts')).toBe(readFileSync(join(__dirname, 'example.ts'), 'utf8'));
  expect(block('ts').trim().split('\n').length).toBeLessThanOrEqual(20);
});

test('the YAML is what the program becomes, but for what is left out', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'prelude-readme-'));
  process.env.CDK8S_OUTDIR = outdir;
  try {
    jest.isolateModules(() => { jest.requireActual('./example'); });
    const made = parseAllDocuments(readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8')).map((document) => document.toJS());
    // `…` as a key or at the end of a list says that there is more.
    const shown = parse(block('yaml').replace(/, … }/g, ' }'));
    compare(made.find(({ kind }) => kind === 'Deployment').spec.template.spec, shown, 'spec');
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(outdir, { recursive: true, force: true });
  }
});

function compare(made: any, shown: any, place: string): void {
  if (shown === '…') return;
  if (Array.isArray(shown)) {
    shown.forEach((item, index) => compare(made?.[index], item, `${place}[${index}]`));
    if (shown.at(-1) !== '…') expect([place, made?.length]).toEqual([place, shown.length]);
  } else if (typeof shown === 'object' && shown !== null) {
    for (const [key, value] of Object.entries(shown)) compare(made?.[key], value, `${place}.${key}`);
  } else {
    expect([place, made]).toEqual([place, shown]);
  }
}
