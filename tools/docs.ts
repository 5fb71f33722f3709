/**
 * `npm run docs`: the reference from the docstrings. API.md is its contents, a line for each name; docs/api/ has a page for each room of the
 * code. Fails where an export is undocumented.
 * `npm run docs:check` writes nothing, and fails where a page is not what the docstrings make.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pagesOf } from './api-pages';
import { render } from './api-render';
import { root } from './root';

const PAGES = join(root, 'docs/api');

/** The files by their paths, or undefined where the docstrings are not complete. */
async function files(): Promise<ReadonlyMap<string, string> | undefined> {
  const out = mkdtempSync(join(tmpdir(), 'prelude-docs-'));
  try {
    const rendered = await render(out);
    return rendered && pagesOf(out, rendered);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** What lies there and is not made any more, and what is not as it is made. */
function stale(made: ReadonlyMap<string, string>): readonly string[] {
  const there = existsSync(PAGES) ? readdirSync(PAGES).map((name) => `docs/api/${name}`) : [];
  const differs = [...made].filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text);
  return [...there.filter((path) => !made.has(path)), ...differs.map(([path]) => path)];
}

async function main(check: boolean): Promise<number> {
  const made = await files();
  if (made === undefined) return 1;
  if (check) {
    const paths = stale(made);
    if (paths.length > 0) console.error(`stale, run npm run docs: ${paths.join(', ')}`);
    return paths.length > 0 ? 1 : 0;
  }
  rmSync(PAGES, { recursive: true, force: true });
  mkdirSync(PAGES, { recursive: true });
  for (const [path, text] of made) writeFileSync(join(root, path), text);
  return 0;
}

void main(process.argv.includes('--check')).then((code) => { process.exitCode = code; });
