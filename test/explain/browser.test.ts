import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFiles } from '../../src/cli/explain-files';
import { toHtml } from '../../src/explain/html';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';

/* The page in a real browser, in light and in dark: all texts have room, none lies on another, all can be read. */

const root = join(__dirname, '../..');
const textOf = (file: string) => ({ name: file, text: readFileSync(join(root, file), 'utf8') });
/** Everything in one page: one start of a browser is a second or two. */
const FILES = ['docs/pictures/stuck.yaml', 'examples/shop/dist/shop.k8s.yaml', 'examples/prerequisites/dist/prerequisites.k8s.yaml', 'examples/verify/dist/verify.k8s.yaml'];

/** Looks at the page from inside; what it finds is left in the document. */
const LOOK = `
const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
const light = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((c) => c / 255).map((c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b; };
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
const svg = document.querySelector('svg');
const frame = svg.getBoundingClientRect();
const texts = [...svg.querySelectorAll('text')].map((text) => ({ text, box: text.getBoundingClientRect(), words: text.textContent }));
const fill = (of) => getComputedStyle(of).fill;
const lanes = [...svg.querySelectorAll('.lane')].map((lane) => ({ box: lane.getBoundingClientRect(), fill: fill(lane) }));
const behind = (box) => (lanes.find((lane) => box.top >= lane.box.top && box.bottom <= lane.box.bottom) ?? { fill: fill(svg.querySelector('.paper')) }).fill;
const plot = frame.left + 296 * frame.width / 1120;
document.body.innerHTML = '<pre>' + JSON.stringify({
  texts: texts.length,
  outside: texts.filter(({ box }) => box.left < frame.left || box.right > frame.right).map(({ words }) => words),
  inThePlot: texts.filter(({ text, box }) => text.getAttribute('x') === '26' && text.parentNode.firstElementChild.tagName === 'title' && text.parentNode !== svg && box.right > plot).map(({ words }) => words),
  overlapping: texts.flatMap((one, index) => texts.slice(index + 1).filter((other) => overlap(one.box, other.box)).map((other) => one.words + ' | ' + other.words)),
  faint: [...new Set(texts.flatMap(({ text, box, words }) => [text, ...text.querySelectorAll('tspan')]
    .filter((one) => contrast(fill(one), behind(box)) < 4.5).map((one) => words + ' ' + contrast(fill(one), behind(box)).toFixed(1))))],
  paper: fill(svg.querySelector('.paper')), tooWide: document.documentElement.scrollWidth > window.innerWidth,
  requests: performance.getEntriesByType('resource').length, rows: document.querySelectorAll('tbody tr').length,
}).replaceAll('<', '&lt;') + '</pre>';
`;

function look(scheme: 'dark' | 'light'): Record<string, unknown> {
  const { start } = explainFiles(FILES.map(textOf));
  const file = join(temporaryDirectory('explain-browser-'), 'start.html');
  // The page itself allows no script; what looks at it is one.
  writeFileSync(file, toHtml(start).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '').replace('</body>', `<script>${LOOK}</script></body>`));
  const { stdout, stderr } = spawnSync(findTool('chromium-headless-shell')!, [
    '--no-sandbox', '--disable-gpu', '--window-size=1240,1000', `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`, '--dump-dom', `file://${file}`,
  ], { encoding: 'utf8', timeout: 60_000 });
  const found = /<pre>(.*)<\/pre>/s.exec(stdout)?.[1];
  if (found === undefined) throw new Error(`the browser shows no page: ${stderr.slice(0, 500)}`);
  return JSON.parse(found.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) as Record<string, unknown>;
}

describeWith(['chromium-headless-shell'], 'the page in a browser', () => {
  test.each([['light', 'rgb(255, 255, 255)'], ['dark', 'rgb(13, 17, 23)']] as const)('%s', (scheme, paper) => {
    const { texts, rows, ...found } = look(scheme);
    expect(texts).toBeGreaterThan(80);
    expect(rows).toBeGreaterThan(25);
    expect(found).toEqual({ outside: [], inThePlot: [], overlapping: [], faint: [], paper, tooWide: false, requests: 0 });
  }, 90_000);
});
