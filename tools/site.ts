/**
 * `npm run site`: builds the site from docs/ into site/.vitepress/dist, without a request to another host, and looks through what was
 * built. Dead links stop the build. `npx vitepress dev site` shows it while you write.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root';
import { runBin } from './run';

/** Where the site is built. */
export const siteDirectory = join(root, 'site/.vitepress/dist');

/** What a page would load from another host: the text is the tag or the rule of a style sheet. */
export function foreignRequests(text: string): string[] {
  const tags = [...text.matchAll(/<(script|link|img|iframe|source|video|audio|object|embed)\b[^>]*?\s(?:src|href|data|srcset)=["']?(?:https?:)?\/\/[^>]*>/gi)].map(([tag]) => tag);
  const styles = [...text.matchAll(/(?:url\(|@import\s)\s*["']?(?:https?:)?\/\/[^)"';]*/gi)].map(([rule]) => rule);
  // A link that says where a page is on another host loads nothing.
  return [...tags.filter((tag) => !/rel=["']?(?:canonical|alternate|me)\b/i.test(tag)), ...styles];
}

/** All files of the site. */
export const siteFiles = (): readonly string[] => (existsSync(siteDirectory) ? readdirSync(siteDirectory, { recursive: true, encoding: 'utf8' }) : []);

/** Pages and style sheets that would ask another host. */
export const foreignFiles = (): readonly string[] => siteFiles().filter((file) => /\.(html|css)$/.test(file))
  .flatMap((file) => foreignRequests(readFileSync(join(siteDirectory, file), 'utf8')).map((request) => `${file}: ${request}`));

/** Builds it. */
export const buildSite = (quiet = false) => runBin('vitepress', ['build', 'site'], { quiet });

if (require.main === module) {
  const { ok } = buildSite();
  const foreign = ok ? foreignFiles() : [];
  for (const one of foreign) console.error(`asks another host: ${one}`);
  if (ok) console.log(`${siteFiles().filter((file) => file.endsWith('.html')).length} pages: site/.vitepress/dist/index.html`);
  process.exitCode = ok && foreign.length === 0 ? 0 : 1;
}
