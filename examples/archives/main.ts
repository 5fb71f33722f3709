import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, FetchArchive, FetchBinary, hiding, http, image, plainHttp, scratch, WaitForService } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'archives', { disableResourceNameHashes: true });
const server = archiveServer(chart);

/** What the server has, with its checksum: nothing else makes plain http good enough. */
const from = (file: string) => plainHttp(`http://${server.name}:8080/${file}`, { sha256: createHash('sha256').update(contentOf(file)).digest('hex'), as: file });

const web = new Deployment(chart, 'web', { replicas: 1 });
const up = new WaitForService(web, 'wait', { until: http(`http://${server.name}:8080/`), timeout: Duration.minutes(2) });

// site-1.2/pages/index.html becomes index.html; the notes stay where they are.
const site = new FetchArchive(web, 'fetch-site', {
  from: from('site-1.2.tar.gz'), strip: 2, only: ['site-*/pages'], files: ['index.html'], maxSize: Size.mebibytes(1), after: [up.ready],
});
const greet = new FetchBinary(web, 'fetch-greet', { from: from('greet'), maxSize: Size.mebibytes(1) });

web.addContainer('httpd', {
  image: image('docker.io/library/busybox:1.37.0-musl', { user: 65534, group: 65534 }),
  command: ['httpd', '-f', '-p', '8080', '-h', '/site'],
  ports: [8080],
  mounts: { '/site': site.files, '/usr/local/bin/greet': greet.binary },
  readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
});
web.resource.exposeViaService({ name: 'archives' });

app.synth();
console.log(web.startUpPlanText);

function contentOf(file: string): Buffer {
  return readFileSync(join(__dirname, 'files', file));
}

/** A web server with an archive and a program, which stand in a ConfigMap. */
function archiveServer(scope: Chart) {
  const files = new ConfigMap(scope, 'files', { data: { 'index.html': 'site-1.2.tar.gz, greet\n', 'greet': contentOf('greet').toString() } });
  files.addBinaryData('site-1.2.tar.gz', contentOf('site-1.2.tar.gz').toString('base64'));
  const nginx = new Deployment(scope, 'server', { replicas: 1 });
  nginx.addContainer('nginx', {
    image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
    ports: [8080],
    mounts: { '/usr/share/nginx/html': hiding(configMapFiles(files)), '/tmp': scratch(Size.mebibytes(16)) },
    readiness: Probe.fromTcpSocket({ port: 8080, periodSeconds: Duration.seconds(2) }),
  });
  return nginx.resource.exposeViaService({ name: 'archives-server' });
}
