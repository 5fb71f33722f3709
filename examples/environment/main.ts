import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { ConfigMap, Probe } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, helperImages, http, image, RunScript, scriptFile, WaitForService } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'place', { disableResourceNameHashes: true });
const often = { periodSeconds: Duration.seconds(2) };

// Who knows where a pod runs: stands for the metadata service of a cloud.
const directory = new Deployment(chart, 'directory', { replicas: 1 });
directory.addContainer('httpd', {
  image: helperImages.busybox,
  command: ['busybox', 'httpd', '-f', '-p', '8080', '-h', '/srv'],
  ports: [8080],
  mounts: { '/srv': configMapFiles(new ConfigMap(chart, 'places', { data: { region: 'eu-central-1\n', zone: "eu-central-1b (Zürich's)\n" } })) },
  readiness: Probe.fromHttpGet('/region', { port: 8080, ...often }),
});
const service = directory.resource.exposeViaService();
const url = `http://${service.name}:8080`;

const web = new Deployment(chart, 'web');
const wait = new WaitForService(web, 'wait', { until: http(`${url}/region`) });

const place = new RunScript(web, 'look-up', {
  purpose: 'asks in which region and zone this pod runs',
  script: scriptFile(join(__dirname, 'look-up.sh')),
  args: [url],
  tools: ['wget'],
  writes: ['region', 'zone'],
  timeout: Duration.seconds(30),
  rerun: 'idempotent',
  after: [wait.ready],
});

// The program reads its environment as it always has. It could be in an image without a shell as well.
web.addContainer('app', {
  image: image('docker.io/library/python:3.12-slim', { user: 65534, group: 65534 }),
  command: ['python3', '-u', '/srv/app.py'],
  env: { LOG_LEVEL: 'info', REGION: place.files.value('region'), ZONE: place.files.value('zone') },
  ports: [8080],
  mounts: { '/srv': configMapFiles(new ConfigMap(chart, 'program', { data: { 'app.py': readFileSync(join(__dirname, 'app.py'), 'utf8') } })) },
  readiness: Probe.fromHttpGet('/', { port: 8080, ...often }),
});
web.resource.exposeViaService({ name: 'place' });

app.synth();
console.log(web.startUpPlanText);
