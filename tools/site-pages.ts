/** The navigation of the site: every page of docs/ stands under one heading. A test finds those that are missing. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root';

/** A heading, and its pages in order, as files below docs/. */
interface Section {
  readonly text: string;
  readonly pages: readonly string[];
  /** Long lists are folded. */
  readonly collapsed?: boolean;
}

const below = (directory: string): readonly string[] => readdirSync(join(root, 'docs', directory)).filter((file) => file.endsWith('.md')).sort().map((file) => `${directory}/${file}`);

/** All sections. */
export const SECTIONS: readonly Section[] = [
  { text: 'Start', pages: ['README.md', 'start.md'] },
  { text: 'Concepts', pages: ['concepts.md', 'workloads.md', 'delivery.md', 'facts.md', 'limits.md'] },
  {
    text: 'How-to',
    pages: [
      'import.md', 'proxy.md', 'air-gapped.md', 'openshift.md', 'mesh.md', 'helm.md', 'argo-cd.md', 'flux.md', 'gitops.md', 'interplay.md', 'pipelines.md', 'secrets.md',
      'init-to-environment.md', 'configuration-changes.md', 'testing.md',
    ],
  },
  { text: 'Steps', pages: ['steps.md', ...below('steps')], collapsed: true },
  { text: 'Targets', pages: ['steps/wait-for-service.md', 'steps/wait-for-resource.md', 'own-targets.md', 'own-sources.md', 'own-steps.md'] },
  { text: 'Rules and messages', pages: ['check.md', 'explain.md', 'rules.md', 'mistakes.md', 'own-rules.md', 'for-assistants.md', ...below('rules')], collapsed: true },
  { text: 'On call', pages: ['doctor.md', 'failures.md', 'kubernetes-facts.md'] },
  { text: 'Company', pages: ['standards.md', 'company-standards.md'] },
  { text: 'Reference', pages: [...below('api'), 'performance.md', 'releasing.md'], collapsed: true },
  { text: 'Why', pages: ['why.md', ...below('adr')], collapsed: true },
];

/** Where a page is on the site. */
export const addressOf = (page: string): string => `/${page === 'README.md' ? '' : page.replace(/\.md$/, '')}`;

/** The bar above: one page of each section. */
export const NAVIGATION = SECTIONS.map(({ text, pages }) => ({ text, link: addressOf(pages[0] ?? 'README.md') }));

const titleOf = (text: string): string => (/^# (.+)$/m.exec(text)?.[1] ?? '').replace(/[`*]/g, '').replace(/^cdk8s-prelude (?=check|explain|doctor|import)/, '');

/** The list beside a page; titles are those of the pages. */
export const sidebar = (read: (file: string) => string) => SECTIONS.map(({ text, pages, collapsed = false }) => ({
  text, collapsed, items: pages.filter((page) => page !== 'README.md').map((page) => ({ text: titleOf(read(page)), link: addressOf(page) })),
}));
