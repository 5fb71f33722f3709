import * as say from '../messages/explain';
import { type Arrow, type Box, HEAD, type Lane, layOut, type Picture, type Row } from './layout';
import { cut, escaped, spoken, timesOf } from './markup';
import { labelOf, type Start } from './start';
import { PICTURE_STYLE, STYLE } from './style';

/** The picture of a start as SVG, on its own or in a page. */
export function toSvg(start: Start): string {
  const picture = layOut(start);
  const { width, height, lanes, arrows } = picture;
  const never = start.pods.filter((pod) => pod.never !== undefined).length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="start-title start-desc">`,
    `<title id="start-title">${escaped(say.title(start.pods.length))}</title>`,
    `<desc id="start-desc">${escaped(`${say.pictureOf(start.pods.length, never)} ${say.assumption.join(' ')}`)}</desc>`,
    `<style>${STYLE}${PICTURE_STYLE}</style>`,
    '<defs><linearGradient id="open"><stop offset="0" stop-color="var(--worst)" stop-opacity=".25"/><stop offset="1" stop-color="var(--worst)" stop-opacity="0"/></linearGradient></defs>',
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...lanes.map(laneBack),
    ...grid(picture),
    ...lanes.flatMap(laneFront),
    ...arrows.map(arrow),
    ...legend(picture),
    '</svg>',
    '',
  ].join('\n');
}

const rect = ({ x, y, width, height }: Box, of: string, radius = 2): string =>
  `<rect class="${of}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
const line = (x1: number, y1: number, x2: number, y2: number, of: string): string => `<line class="${of}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
const words = (x: number, y: number, text: string, of = '', anchor = 'start'): string =>
  `<text x="${x}" y="${y}"${of === '' ? '' : ` class="${of}"`}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(text)}</text>`;

const laneBack = ({ box, pod }: Lane): string => rect(box, pod.never === undefined ? 'lane' : 'lane bad', 6);

/** Some letters are wider than others; this is enough for most. */
const letters = (width: number, size: number): number => Math.floor(width / (size * 0.54));

/** The lines of the axis stand behind the rows, not behind the names of pods. */
const grid = ({ ticks, plot: { top }, lanes }: Picture): readonly string[] => ticks.flatMap(({ x, seconds }) => [
  words(x, top - 14, spoken(seconds), 'soft', 'middle'), line(x, top - 8, x, top, 'grid'),
  ...lanes.map(({ box }) => line(x, box.y + HEAD - 6, x, box.y + box.height, 'grid')),
]);

function laneFront({ pod, box, rows, clocks }: Lane): readonly string[] {
  const { plan: { path, podSecurity }, never, id } = pod;
  const about = never === undefined ? [path, podSecurity].filter((part) => part !== '').join(' · ') : `✕ ${say.neverStarts(never)}`;
  return [
    `<g aria-label="${escaped(id)}">`,
    `<text x="${box.x + 14}" y="${box.y + 24}"><tspan class="pod">${escaped(cut(id, 60))}</tspan>`
      + `<tspan dx="10" class="${never === undefined ? 'soft' : 'never'}">${escaped(cut(about, never === undefined ? 60 : letters(1040 - id.length * 8, 12)))}</tspan></text>`,
    ...(never === undefined ? clocks : []).flatMap(({ x, says }) => [
      line(x, box.y + 30, x, box.y + box.height, 'clock'), words(x - 5, box.y + 24, says, 'away', 'end'),
    ]),
    ...rows.flatMap(rowOf),
    '</g>',
  ];
}

function rowOf(row: Row): readonly string[] {
  const { phase } = row;
  const classes = [phase.kind, phase.never !== undefined ? 'stuck' : phase.critical ? 'critical' : ''].filter((one) => one !== '').join(' ');
  const outside = phase.outside.length > 0 ? say.outside(phase.outside) : undefined;
  const hint = [labelOf(phase.id), phase.does, timesOf(phase), phase.late, phase.never, outside];
  return [
    `<g class="${classes}"><title>${escaped(hint.filter((part) => part !== undefined).join('\n'))}</title>`,
    words(26, row.y - 2, cut(phase.name, letters(260, 12)), 'name'),
    words(26, row.y + 12, cut(phase.does, letters(262, 11)), 'soft'),
    ...bars(row), ...noteOf(row),
    '</g>',
  ];
}

function bars({ phase, y, best, worst, runsOn, latest, end }: Row): readonly string[] {
  const isApp = phase.kind === 'app';
  if (!best) return [...(worst ? [rect(worst, 'worst', 4)] : []), ...(isApp ? [words(end - 4, y + 5, '✕', 'never mark', 'end')] : [])];
  return [
    ...(isApp || !worst ? [] : [rect(worst, phase.ends ? 'worst' : 'open', 4)]),
    ...(worst && worst.x > end && !isApp ? [line(end, y, worst.x, y, 'link')] : []),
    ...(runsOn ? [line(runsOn.from, y, runsOn.until, y, 'runs')] : []),
    rect(best, 'best', 2),
    ...(isApp ? ready(end, y) : []),
    ...(latest === undefined ? [] : [line(end + 7, y, latest - 7, y, 'link'), ...ready(latest, y, ' late')]),
  ];
}

const ready = (x: number, y: number, of = ''): readonly string[] => [`<path class="ready${of}" d="M${x} ${y - 7}l7 7l-7 7l-7 -7z"/>`];

/** What stands beside the bar, where there is room: what is outside, and what happens when it takes too long. */
function noteOf({ phase, y, best, worst, end }: Row): readonly string[] {
  const isOutside = phase.outside.length > 0;
  const told = [...(isOutside ? [`⇢ ${say.outside(phase.outside)}`] : []), ...(phase.late === undefined ? [] : [phase.late])].join(' · ');
  if (told === '' || phase.kind === 'app') return [];
  const of = isOutside ? 'away' : 'soft';
  if (!worst) return best ? [words(1072, y + 4, cut(told, letters(1040 - end, 11)), of, 'end')] : [];
  const right = worst.x + worst.width;
  const room = (width: number) => letters(width, 11);
  const inside = room(right - 16 - Math.max(worst.x, best ? end : 0));
  const [before, after] = [room(worst.x - end - 60), room(1090 - right)];
  if (inside >= Math.min(told.length, 30)) return [words(right - 8, y + 4, cut(told, inside), of, 'end')];
  const isAfter = phase.kind !== 'sidecar' && (after >= told.length || after > before);
  if (isAfter) return after >= 10 ? [words(right + 8, y + 4, cut(told, after), of)] : [];
  return before >= 10 ? [words(worst.x - 8, y + 4, cut(told, before), of, 'end')] : [];
}

type Point = Arrow['points'][number];

function arrow({ wait, points }: Arrow): string {
  const kind = wait.never ? ' bad' : wait.critical ? ' critical' : '';
  const [x, y] = points.at(-1)!;
  return `<g><title>${escaped(say.waitLine(labelOf(wait.by), wait.service, wait.for.map(labelOf)))}</title>`
    + `<path class="arrow${kind}${wait.optional ? ' optional' : ''}" d="${rounded(points)}"/><path class="head${kind}" d="M${x} ${y}l7 -4.5v9z"/></g>`;
}

/** The way of an arrow, its corners a little round. */
function rounded(points: Arrow['points']): string {
  const [[x0, y0], [x1], , [x3, y3]] = points as readonly [Point, Point, Point, Point];
  const down = y3 > y0 ? 1 : -1;
  const r = Math.min(5, Math.abs(y3 - y0) / 2);
  return `M${x0} ${y0}H${x1 - r}q${r} 0 ${r} ${r * down}V${y3 - r * down}q0 ${r * down} ${-r} ${r * down}H${x3 + 6}`;
}

function legend({ legend: y }: Picture): readonly string[] {
  const at = y + 14;
  const swatch = (x: number, of: string, cls: string, text: string) => [
    `<g class="${of}">`, rect({ x, y: at - 6, width: 22, height: 12 }, cls, 3), words(x + 28, at + 4, text, 'soft'), '</g>',
  ];
  return [
    ...swatch(26, '', 'best', say.legend.best), ...swatch(130, '', 'worst', say.legend.worst), ...swatch(240, 'critical', 'best', say.legend.critical),
    ...swatch(356, 'stuck', 'best', `✕ ${say.legend.never}`), ...swatch(446, 'sidecar', 'best', say.legend.sidecar),
    words(540, at + 4, `⇢ ${say.legend.outside}`, 'away'), ...say.assumption.map((text, index) => words(26, at + 26 + index * 16, text, 'soft')),
  ];
}
