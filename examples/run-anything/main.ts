import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, image, RunCommand, RunScript, scratch, scriptFile } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'stock', { disableResourceNameHashes: true });

const products = new ConfigMap(chart, 'products', { data: { 'products.csv': 'stage,120.00\nlamp & shade,35.50\ncurtain,80\n' } });
const currency = process.env.CURRENCY ?? 'CHF';

const web = new Deployment(chart, 'web');

// A script in a file of its own. Values come as arguments; what it writes is seen when it has succeeded, and only then.
const report = new RunScript(web, 'report', {
  purpose: 'writes down what is in stock',
  script: scriptFile(join(__dirname, 'report.sh')),
  args: [currency],
  tools: ['awk', 'cut', 'grep', 'sed'],
  mounts: { '/products': configMapFiles(products) },
  writes: ['report.json', 'stock.html'],
  maxSize: Size.mebibytes(4),
  timeout: Duration.seconds(30),
  rerun: 'idempotent',
});

// A command of an image that needs no shell: it fails where the report is no JSON, and then nothing is served.
const checked = new RunCommand(web, 'check', {
  purpose: 'looks whether the report is JSON, and indents it',
  image: image('docker.io/library/python:3.12-slim', { user: 65534, group: 65534, tools: ['python3'] }),
  command: ['python3', '-m', 'json.tool', '/report/report.json', '/output/report.json'],
  mounts: { '/report': report.files },
  writes: ['report.json'],
  maxSize: Size.mebibytes(4),
  timeout: Duration.seconds(30),
  rerun: 'idempotent',
});

web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  ports: [8080],
  mounts: {
    '/usr/share/nginx/html/report.json': checked.file('report.json'),
    '/usr/share/nginx/html/stock.html': report.file('stock.html'),
    '/tmp': scratch(Size.mebibytes(16)),
  },
  readiness: Probe.fromHttpGet('/report.json', { port: 8080, periodSeconds: Duration.seconds(2) }),
});
web.resource.exposeViaService({ name: 'stock' });

app.synth();
console.log(web.startUpPlanText);
