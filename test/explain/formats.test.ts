import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFiles } from '../../src/cli/explain-files';
import { toHtml } from '../../src/explain/html';
import { layOut } from '../../src/explain/layout';
import { toMermaid } from '../../src/explain/mermaid';
import { labelOf, type Start } from '../../src/explain/start';
import { toSvg } from '../../src/explain/svg';
import { toText } from '../../src/explain/text';
import { temporaryDirectory } from '../support/temporary';

/* The picture as numbers, and what is written from it. */

const root = join(__dirname, '../..');
const STUCK = readFileSync(join(root, 'docs/pictures/stuck.yaml'), 'utf8');
const explained = (text: string): Start => explainFiles([{ name: 'a.yaml', text }]).start;
const example = (name: string): Start => explained(readFileSync(join(root, 'examples', name), 'utf8'));
const STARTS: readonly (readonly [string, () => Start])[] = [
  ['shop', () => example('shop/dist/shop.k8s.yaml')], ['prerequisites', () => example('prerequisites/dist/prerequisites.k8s.yaml')],
  ['one pod', () => example('hello/dist/hello.k8s.yaml')], ['stuck', () => explained(STUCK)],
  ['hostile names', () => explained(STUCK.replaceAll('wait-for-it', '</title><script>alert(1)</script>&amp;"]-->').replaceAll('busybox:1.37', 'x<y>&"\u0001'))],
];

describe.each(STARTS)('the layout of %s', (_, make) => {
  const start = make();
  const picture = layOut(start);

  test('has a lane for each pod and a row for each phase, none on another', () => {
    const rowsOf = picture.lanes.map(({ pod, rows }) => [pod.id, rows.map(({ phase }) => phase.id)]);
    expect(rowsOf).toEqual(start.pods.map(({ id, phases }) => [id, phases.map((phase) => phase.id)]));
    picture.lanes.forEach(({ box, rows }, index) => {
      const next = picture.lanes[index + 1];
      if (next) expect(next.box.y).toBeGreaterThanOrEqual(box.y + box.height);
      for (const { y } of rows) expect(y > box.y && y < box.y + box.height).toBe(true);
    });
    expect(picture.height).toBeGreaterThan(picture.plot.bottom);
  });

  test('is in the order of time, within the axis', () => {
    const { left, right } = picture.plot;
    for (const { rows } of picture.lanes) {
      const best = rows.flatMap((row) => row.best ?? []);
      best.slice(1).forEach((box, index) => expect(box.x).toBeGreaterThanOrEqual(best[index]!.x));
      for (const box of rows.flatMap((row) => [row.best ?? [], row.worst ?? []].flat())) {
        expect(box.x).toBeGreaterThanOrEqual(left);
        expect(box.x + box.width).toBeLessThanOrEqual(right + 3);
        expect(box.width).toBeGreaterThan(0);
      }
    }
    expect(picture.ticks[0]).toEqual({ x: left, seconds: 0 });
    picture.ticks.slice(1).forEach(({ x }, index) => expect(x - picture.ticks[index]!.x).toBeGreaterThanOrEqual(44));
  });

  test('has an arrow for each wait, from who is waited for to who waits', () => {
    expect(picture.arrows).toHaveLength(start.waits.reduce((sum, wait) => sum + wait.for.length, 0));
    for (const { wait, points } of picture.arrows) {
      const rows = picture.lanes.flatMap((lane) => lane.rows);
      expect(points.at(-1)?.[1]).toBe(rows.find(({ phase }) => phase.id === wait.by)?.y);
      expect(wait.for).toContain(rows.find(({ y }) => y === points[0]?.[1])?.phase.id);
      expect(points[1]![0]).toBeGreaterThanOrEqual(points[0]![0]);
    }
  });

  test('is well-formed XML, says in words what it shows, and asks nobody', () => {
    const svg = toSvg(start);
    expect(unclosed(svg)).toEqual([]);
    expect(svg).toMatch(/role="img" aria-labelledby="start-title start-desc">\n<title id="start-title">How .*<\/title>\n<desc id="start-desc">A lane for each of/);
    expect(svg).toContain('prefers-color-scheme: dark');
    // eslint-disable-next-line no-control-regex
    expect(svg).not.toMatch(/<script|href=|@import|url\((?!#)|[\u0000-\u0008]|NaN|undefined/);
  });

  test('is a page without a request, whose table says the same', () => {
    const html = toHtml(start);
    expect(unclosed(html.replace('<!DOCTYPE html>', '').replaceAll(/<meta [^>]*>/g, ''))).toEqual([]);
    expect(html).not.toMatch(/<script|<link|src=|href=|@import/);
    expect(html).toContain('default-src \'none\'');
    expect(html.match(/<tr class=/g)).toHaveLength(start.pods.reduce((sum, { phases }) => sum + phases.length, 0));
  });

  test('is a flow chart with a node for each phase and a link for each wait', () => {
    const mermaid = toMermaid(start);
    const phases = start.pods.reduce((sum, one) => sum + one.phases.length, 0);
    expect(mermaid.match(/^ {4}p\d+_\d+(?:\[|\(\[)".*"(?:\]|\]\))$/gm)).toHaveLength(phases);
    expect(mermaid.match(/-->|-\.->/g)).toHaveLength(phases - start.pods.length + start.waits.reduce((sum, wait) => sum + wait.for.length, 0));
    expect(mermaid).not.toMatch(/NaN|undefined|<script/);
  });
});

/** Tags that are not closed, and characters that XML has not as they are. */
function unclosed(xml: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  let at = 0;
  for (const tag of xml.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    wrong.push(...xml.slice(at, tag.index).match(/[<]|&(?!(?:amp|lt|gt|quot|#\d+);)/g) ?? []);
    at = tag.index + tag[0].length;
    if (tag[4] === '/') continue;
    if (tag[1] === '') open.push(tag[2]!);
    else if (open.pop() !== tag[2]) wrong.push(tag[0]);
  }
  return [...wrong, ...open, ...xml.slice(at).match(/[<&]/g) ?? []];
}

test('the text is the plans, then what they have to do with each other', () => {
  const text = toText(explained(STUCK));
  expect(text).toContain('StatefulSet database · baseline\n  pod=$(kubectl get pods -l app=database ');
  expect(text).toContain('  -  chown (busybox:1.37) an init container of the workload');
  expect(text).toContain('Job migrate · baseline\n  pod=$(kubectl get pods -l batch.kubernetes.io/job-name=migrate ');
  expect(text).toContain([
    'At best all is ready after about 9 s. At worst the steps of a pod take up to 0 s, or longer where a deadline is not known.',
    'Critical path, at best: StatefulSet database · chown → StatefulSet database → Job migrate · wait → Job migrate.',
    'Deployment api · wait-for-db waits for database: StatefulSet database',
    'Deployment api · wait-for-web waits for web: Deployment web ✕',
  ].join('\n'));
  expect(text).toMatch(/\n✕ Deployment worker never starts: .*did you mean database\?\n/);
  expect(toText(example('hello/dist/hello.k8s.yaml'))).toMatch(/\nNothing here waits for something that never starts\.\n$/);
});

test('the pictures in docs are those of the examples', () => {
  for (const name of ['shop', 'prerequisites']) {
    expect(readFileSync(join(root, `docs/pictures/${name}.svg`), 'utf8')).toBe(toSvg(explainFiles([{ name, text: readFileSync(join(root, `examples/${name}/dist/${name}.k8s.yaml`), 'utf8') }]).start));
  }
  expect(readFileSync(join(root, 'docs/pictures/stuck.svg'), 'utf8')).toBe(toSvg(explained(STUCK)));
});

describe('the command', () => {
  const run = (args: readonly string[], input = '') =>
    spawnSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'src/cli/main.ts'), 'explain', ...args], { input, encoding: 'utf8' });

  test('writes every format, into a file where it is told', () => {
    const file = join(temporaryDirectory('explain-'), 'start.html');
    expect(run(['--format', 'html', '--output', file, join(root, 'docs/pictures/stuck.yaml')])).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toBe(toHtml(explained(STUCK)));
    const json = run(['--format', 'json'], STUCK);
    expect(json.status).toBe(0);
    expect(JSON.parse(json.stdout)).toEqual(JSON.parse(JSON.stringify({ version: 1, ...explained(STUCK) })));
    expect(labelOf(JSON.parse(json.stdout).criticalPath[0])).toBe('StatefulSet database · chown');
  });

  test('ends with 2 where there is nothing to show, or it is called wrongly; shows what can be read', () => {
    expect(run([], 'kind: ConfigMap\n')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('no pod was found') });
    expect(run(['--format', 'png'], STUCK)).toMatchObject({ status: 2, stderr: '--format png: use one of text, mermaid, svg, html, json\n' });
    expect(run(['--nonsense'])).toMatchObject({ status: 2, stderr: expect.not.stringContaining('    at ') });
    expect(run([], `${STUCK}\n---\na: [\n`)).toMatchObject({ status: 2, stdout: expect.stringContaining('Deployment worker'), stderr: expect.stringMatching(/^-:\d+:\d+: /) });
    expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('Examples:') });
  });
});
