import { App, Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import { configMapKey, Deployment, FetchConfig, https, image, postgres, scratch, secretKey, WaitForService } from 'cdk8s-prelude';
import { backing } from './backing';

const app = new App();
const chart = new Chart(app, 'stages', { disableResourceNameHashes: true });
const { database, configuration } = backing(chart);

const web = new Deployment(chart, 'web', { replicas: 1 });

// 1. Wait for the database, in its own protocol.
const db = new WaitForService(web, 'wait-for-db', { until: postgres({ host: database }), timeout: Duration.minutes(5) });

// 2. Download the configuration; its certificate is that of our own authority.
const config = new FetchConfig(web, 'fetch-config', {
  from: https(`https://${configuration.name}:8443/page.json`, { ca: configMapKey('stages-authority', 'ca.crt'), as: 'page.json' }),
  after: [db.ready],
});

// 3. Start. Both handles are used: without them, this would not be the order.
web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  env: { DATABASE_HOST: database.name, DATABASE_PASSWORD: secretKey('stages-database', 'password') },
  ports: [8080],
  mounts: { '/usr/share/nginx/html/page.json': config.file('page.json'), '/tmp': scratch(Size.mebibytes(16)) },
  readiness: Probe.fromHttpGet('/page.json', { port: 8080, periodSeconds: Duration.seconds(2) }),
});
web.resource.exposeViaService({ name: 'stages' });

app.synth();
console.log(web.startUpPlanText);
