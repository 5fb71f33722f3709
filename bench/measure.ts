/*
 * One measurement in a process of its own: `node measure.js PROGRAM COUNT one|each DIRECTORY`. Prints JSON.
 * Nothing but what the program itself needs is loaded.
 */
import { App, Chart } from 'cdk8s';

const [program = '', count = '1', layout = 'one', outdir = 'dist'] = process.argv.slice(2);

const cpu = () => process.cpuUsage().user + process.cpuUsage().system;
const now = () => ({ wall: performance.now(), cpu: cpu() / 1000 });
const since = (start: { wall: number; cpu: number }) => ({ wall: performance.now() - start.wall, cpu: cpu() / 1000 - start.cpu });

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

process.stdout.write(JSON.stringify({ load, construct, synth, peakMB: process.resourceUsage().maxRSS / 1024 }));
