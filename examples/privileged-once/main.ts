import { App, Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import { image, onceIn, RunPrivileged, StatefulSet, writable } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'guarded', { disableResourceNameHashes: true });

// The level is that of the whole pod, as the admission sees it; root and NET_ADMIN are those of one step alone.
const web = new StatefulSet(chart, 'web', {
  ports: [8080],
  podSecurity: 'privileged',
  podSecurityBecause: 'one step takes a route from the pod before the app starts',
});
const data = web.claimTemplate('data', { size: Size.gibibytes(1) });

// Nobody in the pod can ask the cloud for the credentials of the node. `replace` makes the second run like the first.
const guarded = new RunPrivileged(web, 'no-metadata', {
  purpose: "cuts the pod off from the cloud's metadata service",
  level: 'privileged',
  capabilities: ['NET_ADMIN'],
  because: 'routes belong to root',
  command: ['ip', 'route', 'replace', 'blackhole', '169.254.169.254/32'],
  timeout: Duration.seconds(30),
  rerun: 'idempotent',
});

// It shows `onceIn`: MakeDirectories with fsGroup makes directories without root (examples/directories).
// A new disk belongs to root. Done once in the life of the disk: what the app does to its directories later stays.
new RunPrivileged(web, 'make-tree', {
  purpose: 'makes the directories of the app on its disk',
  level: 'baseline',
  capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
  because: 'a new disk belongs to root',
  script: `
    for directory in pages uploads; do
      mkdir -p "/data/$directory"
      chmod 0750 "/data/$directory"
      chown "$1:$1" "/data/$directory"
    done
    echo 'the stage is set' >/data/pages/index.html
    chmod 0644 /data/pages/index.html`,
  args: ['101'],
  tools: ['chmod', 'chown', 'mkdir'],
  mounts: { '/data': writable(data) },
  timeout: Duration.minutes(1),
  rerun: onceIn(data),
  after: [guarded.done],
});

web.addContainer('httpd', {
  image: image('docker.io/library/busybox:1.37.0-musl', { user: 101, group: 101, tools: ['httpd', 'busybox'] }),
  command: ['busybox', 'httpd', '-f', '-p', '8080', '-h', '/data/pages'],
  mounts: { '/data': writable(data) },
  ports: [8080],
  readiness: Probe.fromHttpGet('/index.html', { port: 8080, periodSeconds: Duration.seconds(2) }),
});

app.synth();
console.log(web.startUpPlanText);
