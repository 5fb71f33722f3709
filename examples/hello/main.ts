import { App, Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import { Deployment, image, scratch, WriteFiles } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'hello', { disableResourceNameHashes: true });

const web = new Deployment(chart, 'web');

const page = new WriteFiles(web, 'page', {
  files: { 'index.html': '<!doctype html>\n<title>hello</title>\n<h1>Written by an init container</h1>\n' },
});

web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  ports: [8080],
  // The one file: a volume over the whole directory would hide what else the image has there.
  mounts: { '/usr/share/nginx/html/index.html': page.file('index.html'), '/tmp': scratch(Size.mebibytes(16)) },
  readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
});
web.resource.exposeViaService({ name: 'hello' });

app.synth();
console.log(web.startUpPlanText);
