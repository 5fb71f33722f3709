import { createHash } from 'node:crypto';
import { App, Chart, Duration, Size } from 'cdk8s';
import { DeploymentStrategy, PersistentVolumeAccessMode, PersistentVolumeClaim, Probe } from 'cdk8s-plus-28';
import { claim, Deployment, FetchData, hiding, http, image, plainHttp, scratch, WaitForService } from 'cdk8s-prelude';

const MEBIBYTE = 1024 * 1024;
/** What the server has: files of zeros, which need no room in a repository. */
const FILES = { 'map.bin': 64 * MEBIBYTE, 'words.bin': 3 * MEBIBYTE } as const;

const app = new App();
const chart = new Chart(app, 'data', { disableResourceNameHashes: true });
const server = dataServer(chart);

const from = (file: keyof typeof FILES) => plainHttp(`http://${server.name}:8080/${file}`, {
  sha256: createHash('sha256').update(Buffer.alloc(FILES[file])).digest('hex'),
});

// The claim outlives the pods: the next one finds the files there. Its owner would be root without fsGroup.
// One node at a time has a claim that is ReadWriteOnce: the old pod goes before the new one comes.
const web = new Deployment(chart, 'web', { replicas: 1, fsGroup: 65534, strategy: DeploymentStrategy.recreate() });
const store = new PersistentVolumeClaim(chart, 'store', {
  storage: Size.gibibytes(1), accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE],
});
const up = new WaitForService(web, 'wait', { until: http(`http://${server.name}:8080/map.bin`, { method: 'HEAD' }), timeout: Duration.minutes(2) });
const data = new FetchData(web, 'fetch-data', {
  from: { 'map.bin': from('map.bin'), 'words.bin': from('words.bin') },
  maxSize: Size.mebibytes(67),
  timeout: Duration.minutes(7),
  into: claim(web, 'data', store),
  after: [up.ready],
});

// Without a claim, the files go with the pod. The node must have room for them, and the volume holds no more.
const copy = new Deployment(chart, 'copy', { replicas: 1 });
new WaitForService(copy, 'wait', { until: http(`http://${server.name}:8080/map.bin`, { method: 'HEAD' }), timeout: Duration.minutes(2) });
const own = new FetchData(copy, 'fetch-data', { from: from('words.bin'), maxSize: Size.mebibytes(3), timeout: Duration.minutes(2) });

const busybox = image('docker.io/library/busybox:1.37.0-musl', { user: 65534, group: 65534 });
web.addContainer('httpd', {
  image: busybox, command: ['httpd', '-f', '-p', '8080', '-h', '/data'], ports: [8080], mounts: { '/data': data.files },
  readiness: Probe.fromTcpSocket({ port: 8080, periodSeconds: Duration.seconds(2) }),
});
copy.addContainer('httpd', {
  image: busybox, command: ['httpd', '-f', '-p', '8080', '-h', '/data'], ports: [8080], mounts: { '/data/words.bin': own.file('words.bin') },
  readiness: Probe.fromTcpSocket({ port: 8080, periodSeconds: Duration.seconds(2) }),
});

app.synth();
console.log(web.startUpPlanText);

/** A web server that makes its files when it starts. */
function dataServer(scope: Chart) {
  const nginx = new Deployment(scope, 'server', { replicas: 1 });
  const make = Object.entries(FILES).map(([file, size]) => `head -c ${size} /dev/zero >${file}`).join(' && ');
  nginx.addContainer('nginx', {
    image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
    command: ['sh', '-c', `cd /usr/share/nginx/html && ${make} && exec nginx -g 'daemon off;'`],
    ports: [8080],
    mounts: { '/usr/share/nginx/html': hiding(scratch(Size.mebibytes(80))), '/tmp': scratch(Size.mebibytes(16)) },
    readiness: Probe.fromTcpSocket({ port: 8080, periodSeconds: Duration.seconds(2) }),
  });
  return nginx.resource.exposeViaService({ name: 'data-server' });
}
