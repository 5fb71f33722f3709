import { App, Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import { CopyFromImage, Deployment, emptyDirectory, image, scratch, WriteFiles } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'settings', { disableResourceNameHashes: true });

const nginx = image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 });
const web = new Deployment(chart, 'web');

// An empty volume over /etc/nginx would hide mime.types: what the image has there is copied first.
const settings = emptyDirectory(web, 'settings', Size.mebibytes(8));
const original = new CopyFromImage(web, 'copy-settings', { image: nginx, directory: '/etc/nginx', files: ['mime.types', 'nginx.conf'], into: settings });

const site = new WriteFiles(web, 'site', {
  files: {
    'conf.d/default.conf': [
      'server {',
      '  listen 8080;',
      '  location / { add_header Content-Type text/plain; return 200 "served from a copy of $request_filename\\n"; }',
      '}',
      '',
    ].join('\n'),
  },
  into: settings,
  after: [original.files],
});

web.addContainer('nginx', {
  image: nginx,
  ports: [8080],
  mounts: { '/etc/nginx': site.files, '/tmp': scratch(Size.mebibytes(16)) },
  readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
});
web.resource.exposeViaService({ name: 'settings' });

app.synth();
console.log(web.startUpPlanText);
