import * as say from '../messages/explain';
import { formatStartUpPlan } from '../plan/format';
import { bestOf, escaped, worstOf } from './markup';
import { labelOf, type PodStart, type Start } from './start';
import { STYLE } from './style';
import { toSvg } from './svg';
import { summaryOf } from './text';

const PAGE_STYLE = `
body { margin: 0 auto; max-width: 1160px; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } .scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--best); }
table { border-collapse: collapse; width: 100%; font-size: 14px; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--edge); }
td:nth-child(4), td:nth-child(5) { white-space: nowrap; } thead th { color: var(--soft); font-weight: 600; } tr.never th, tr.never td, li.never { color: var(--never); } tr.critical th { color: var(--critical); }
pre { background: var(--lane); border: 1px solid var(--edge); border-radius: 6px; padding: .8rem; overflow-x: auto; font-size: 13px; } summary { cursor: pointer; padding: .2rem 0; }
svg { max-width: 100%; height: auto; min-width: 900px; }
`;

/** The start as one page that asks nobody for anything. */
export function toHtml(start: Start): string {
  const title = escaped(say.title(start.pods.length));
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style>${STYLE}${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${title}</h1>`,
    '<ul>', ...summaryOf(start).map((line) => `<li${line.startsWith('✕') ? ' class="never"' : ''}>${escaped(line)}</li>`), '</ul>',
    `<h2>${say.heading.picture}</h2>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="${say.heading.picture}">`, toSvg(start), '</div>',
    `<h2>${say.heading.table}</h2>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="${say.heading.table}">`, ...table(start), '</div>',
    `<h2>${say.heading.plans}</h2>`,
    ...start.pods.map(({ id, plan }) => `<details><summary>${escaped(id)}</summary><pre>${escaped(formatStartUpPlan(plan))}</pre></details>`),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function table({ pods }: Start): readonly string[] {
  const columns = Object.values(say.column).map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  return ['<table>', `<thead><tr>${columns}</tr></thead>`, '<tbody>', ...pods.flatMap(rowsOf), '</tbody>', '</table>'];
}

const rowsOf = (pod: PodStart): readonly string[] => pod.phases.map((phase) => {
  const { never, late, outside, does, critical } = phase;
  const isStuck = never !== undefined;
  const cells = [
    phase.name, does, isStuck ? say.legend.never : bestOf(phase), isStuck ? '' : worstOf(phase),
    [never, late, outside.length > 0 ? say.outside(outside) : undefined].filter((part) => part !== undefined).join('; '),
  ];
  const label = critical ? `${pod.id} (${say.legend.critical})` : pod.id;
  return `<tr class="${isStuck ? 'never' : critical ? 'critical' : ''}" title="${escaped(labelOf(phase.id))}"><th scope="row">${escaped(label)}</th>`
    + `${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
});
