import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { slug } from '../../tools/markdown';
import { NAVIGATION, sidebar } from '../../tools/site-pages';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const docs = join(root, 'docs');
const repository = 'https://github.com/cdk8s-prelude/cdk8s-prelude';

/** Where a link of a page leads on the site: pages stay, files of the repository are on GitHub. */
function onSite(page: string, link: string): string {
  if (/^[a-z]+:|^#/.test(link)) return link;
  const [path = '', anchor] = link.split('#');
  const target = normalize(join(dirname(page), path));
  if (!target.startsWith('..') && target.endsWith('.md')) return link;
  const inRepository = relative(root, join(docs, target));
  return `${repository}/blob/main/${inRepository}${anchor === undefined ? '' : `#${anchor}`}`;
}

export default defineConfig({
  title: 'cdk8s-prelude',
  description: 'Typed init steps for Kubernetes workloads: cdk8s constructs that become plain YAML',
  lang: 'en',
  srcDir: '../docs',
  rewrites: { 'README.md': 'index.md' },
  cleanUrls: true,
  // A link to a page that is not there stops the build.
  ignoreDeadLinks: false,
  // The page's own scheme is that of the system, and can be changed.
  appearance: true,
  markdown: {
    anchor: { slugify: slug },
    config(md) {
      // What pages show of Helm and of templates is text, no program of Vue.
      const render = md.renderer.render.bind(md.renderer);
      md.renderer.render = (...given) => render(...given).replaceAll('{{', '&#123;&#123;');
      md.core.ruler.push('prelude-links', (state) => {
        const page = String((state.env as { relativePath?: string }).relativePath ?? 'README.md').replace(/^index\.md$/, 'README.md');
        for (const block of state.tokens) {
          for (const token of block.children ?? []) {
            if (token.type === 'link_open') token.attrSet('href', onSite(page, token.attrGet('href') ?? ''));
          }
        }
      });
    },
  },
  themeConfig: {
    nav: NAVIGATION,
    sidebar: sidebar((file) => readFileSync(join(docs, file), 'utf8')),
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    docFooter: { prev: 'Before', next: 'Next' },
    editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Change this page on GitHub' },
  },
});
