import { bestOf, cut, spoken } from './markup';
import { type Phase, type PodStart, type Start } from './start';
import * as say from '../messages/explain';

/** The start as a flow chart of Mermaid, which GitHub and GitLab draw in pull requests. */
export function toMermaid(start: Start): string {
  const ids = new Map(start.pods.flatMap((pod, lane) => pod.phases.map(({ id }, index) => [id, `p${lane}_${index}`] as const)));
  const nodes = new Map(start.pods.flatMap((pod) => pod.phases.map((phase) => [phase.id, phase] as const)));
  const classOf = (of: (phase: Phase) => boolean) => [...nodes.values()].filter(of).map(({ id }) => ids.get(id)!);
  const classes = [
    ['never', classOf(({ never }) => never !== undefined)], ['critical', classOf(({ critical, never }) => critical && never === undefined)],
    ['sidecar', classOf(({ kind }) => kind === 'sidecar')],
  ] as const;
  const links = start.waits.flatMap((wait) => wait.for.flatMap((target) => {
    const [from, to] = [ids.get(target), ids.get(wait.by)];
    return from === undefined || to === undefined ? [] : [{ from, to, wait }];
  }));
  // Links are told by their number; those within pods come first.
  const within = start.pods.reduce((sum, { phases }) => sum + Math.max(0, phases.length - 1), 0);
  const marked = (of: (wait: Start['waits'][number]) => boolean) => links.flatMap(({ wait }, index) => (of(wait) ? [within + index] : []));
  return [
    'flowchart LR',
    `  accTitle: ${say.title(start.pods.length)}`,
    ...start.pods.flatMap((pod, lane) => podLines(pod, lane)),
    ...links.map(({ from, to, wait }) => `  ${from} ${wait.optional ? '-.->' : '-->'}|${quoted(wait.service)}| ${to}`),
    '  classDef critical stroke:#8250df,stroke-width:3px', '  classDef never fill:#ffebe9,stroke:#cf222e,stroke-width:2px,color:#82071e', '  classDef sidecar stroke:#1a7f37',
    ...classes.flatMap(([name, of]) => (of.length > 0 ? [`  class ${of.join(',')} ${name}`] : [])),
    ...style(marked(({ never }) => never), 'stroke:#cf222e,stroke-width:2px'), ...style(marked(({ critical }) => critical), 'stroke:#8250df,stroke-width:3px'),
    '',
  ].join('\n');
}

const style = (links: readonly number[], of: string): readonly string[] => (links.length > 0 ? [`  linkStyle ${links.join(',')} ${of}`] : []);

function podLines({ id, phases, never }: PodStart, lane: number): readonly string[] {
  return [
    `  subgraph p${lane}[${quoted(`${id}${never === undefined ? '' : ` ✕ ${say.heading.never.toLowerCase()}`}`)}]`,
    '    direction LR',
    ...phases.map((phase, index) => `    p${lane}_${index}${shape(phase)}`),
    ...phases.slice(1).map((_, index) => `    p${lane}_${index} --> p${lane}_${index + 1}`),
    '  end',
  ];
}

function shape(phase: Phase): string {
  const { kind, name, worst, isWorstKnown, late, never } = phase;
  const atWorst = kind === 'app' ? (isWorstKnown ? say.startsBy(spoken(worst.from)) : undefined) : late;
  const lines = never === undefined ? [say.atBest(bestOf(phase)), atWorst] : [`✕ ${say.legend.never}`];
  const text = quoted([cut(name, 50), ...lines].filter((line) => line !== undefined).join('<br>'));
  return kind === 'app' ? `([${text}])` : `[${text}]`;
}

/** Mermaid takes HTML entities in quoted texts, by number too. */
const quoted = (text: string): string => `"${text.split('<br>').map((part) => part.replace(/[#;]/g, (one) => `#${one.charCodeAt(0)};`)
  .replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;')).join('<br>')}"`;

