import { App, Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import { CloneRepository, configMapKey, Deployment, git, helperImages, hiding, image, scratch, secretKey, tcp, WaitForService } from 'cdk8s-prelude';
import { gitServer } from './git-server';

const app = new App();
const chart = new Chart(app, 'clone', { disableResourceNameHashes: true });
const server = gitServer(chart);
const repository = `https://${server.name}:8443/pages.git`;
const login = { token: secretKey('clone-token', 'token'), ca: configMapKey('clone-authority', 'ca.crt') };

const web = new Deployment(chart, 'web', { replicas: 1 });
const up = new WaitForService(web, 'wait', { until: tcp({ host: server, port: 8443 }), timeout: Duration.minutes(2) });

// The pages of one release, without anything of Git.
const pages = new CloneRepository(web, 'clone-pages', {
  from: git(repository, { ...login, ref: 'v1', path: 'site', files: ['index.html'] }), maxSize: Size.mebibytes(8), timeout: Duration.minutes(2), after: [up.accepting],
});

// All of it, with its last commits, for a program that reads them.
const code = new CloneRepository(web, 'clone-all', {
  from: git(repository, { ...login, ref: 'main', depth: 10 }), keepHistory: true, maxSize: Size.mebibytes(8), timeout: Duration.minutes(2),
});

web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  ports: [8080],
  mounts: { '/usr/share/nginx/html': hiding(pages.files), '/tmp': scratch(Size.mebibytes(16)) },
  readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
});
web.addContainer('log', {
  image: helperImages.git,
  command: ['sh', '-c', "trap 'exit 0' TERM; git -C /code log --oneline; while :; do sleep 60 & wait; done"],
  mounts: { '/code': code.files },
});
web.resource.exposeViaService({ name: 'clone' });

app.synth();
console.log(web.startUpPlanText);
