/*
 * One measurement in a process of its own: `node measure.js PROGRAM COUNT one|each DIRECTORY`. Prints JSON.
 * Nothing but what the program itself needs is loaded.
 */
import { App, Chart } from 'cdk8s';

const [program = '', count = '1', layout = 'one', outdir = 'dist'] = process.argv.slice(2);

/** Milliseconds of the process's own, in all its threads: unlike those by the clock, they do not grow when others are busy. */
const cpu = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
const now = () => ({ wall: performance.now(), cpu: cpu() });
const since = (start: { wall: number; cpu: number }) => ({ wall: performance.now() - start.wall, cpu: cpu() - start.cpu });

const loading = now();
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { deployment } = require(`./programs/${program}`) as { deployment(chart: Chart, id: string): void };
const load = since(loading);

const constructing = now();
const app = new App({ outdir });
let chart = new Chart(app, 'shop');
for (let index = 0; index < Number(count); index += 1) {
  if (layout === 'each' && index > 0) chart = new Chart(app, `shop-${index}`);
  deployment(chart, `web-${index}`);
}
const construct = since(constructing);

const synthesizing = now();
app.synth();
const synth = since(synthesizing);

process.stdout.write(JSON.stringify({ load, construct, synth, whole: cpu(), peakMB: process.resourceUsage().maxRSS / 1024 }));
