import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe } from 'cdk8s-plus-28';
import { configMapFiles, CopyFiles, Deployment, image, scratch, writable } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'copy-files', { disableResourceNameHashes: true });

const settings = new ConfigMap(chart, 'settings', {
  data: { 'redis.conf': 'save ""\nprotected-mode no\nmaxmemory 32mb\nmaxmemory-policy allkeys-lru\n' },
});

const cache = new Deployment(chart, 'cache', { replicas: 1 });

// Redis writes its configuration (CONFIG REWRITE), and a ConfigMap cannot be written: Redis gets a copy of its own.
const config = new CopyFiles(cache, 'copy-config', { from: configMapFiles(settings), files: { 'redis.conf': { mode: 0o640 } }, user: 999 });

cache.addContainer('redis', {
  image: image('docker.io/library/redis:7.4', { user: 999, group: 999 }),
  command: ['redis-server', '/etc/redis/redis.conf'],
  ports: [6379],
  mounts: { '/etc/redis': writable(config.files), '/data': scratch(Size.mebibytes(64)) },
  readiness: Probe.fromCommand(['redis-cli', 'ping'], { periodSeconds: Duration.seconds(2) }),
});

app.synth();
console.log(cache.startUpPlanText);
