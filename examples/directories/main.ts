import { App, Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import { image, MakeDirectories, scratch, StatefulSet, writable } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'directories', { disableResourceNameHashes: true });
const user = 101;

// The volume belongs to the group of the app by fsGroup; the directories in it belong to the app itself.
const web = new StatefulSet(chart, 'web', { ports: [8080], fsGroup: user });
const data = web.claimTemplate('data', { size: Size.gibibytes(1) });

const places = new MakeDirectories(web, 'places', {
  volume: data,
  directories: { 'uploads': 0o750, 'cache/pages': 0o700 },
  user,
});

web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user, group: user }),
  ports: [8080],
  // Each directory by itself: what else the volume holds is out of sight.
  mounts: {
    '/srv/uploads': writable(places.directory('uploads')),
    '/var/cache/pages': writable(places.directory('cache/pages')),
    '/tmp': scratch(Size.mebibytes(16)),
  },
  readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
});

app.synth();
console.log(web.startUpPlanText);
