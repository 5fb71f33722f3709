import { App, Chart, Duration, Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import {
  configMapFiles, configMapKey, databaseLock, Deployment, FetchConfig, https, image, postgres, redis, RunMigration, scratch, secretKey,
  WaitForService,
} from 'cdk8s-prelude';
import { backing } from './backing';

const app = new App();
const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
const { database, cache, configuration, authority, migrations } = backing(chart);

const web = new Deployment(chart, 'web', { progressDeadline: Duration.minutes(20) });

// One container asks both at the same time, each in its own protocol: a container each would cost the start a second each.
const wait = new WaitForService(web, 'wait', {
  until: { db: postgres({ host: database }), cache: redis({ host: cache }) },
  timeout: Duration.minutes(10),
});

// Without a database that is ready, this does not compile.
const schema = new RunMigration(web, 'migrate', {
  database: wait.ready.db,
  image: image('docker.io/migrate/migrate:v4.18.1', { user: 65534, group: 65534 }),
  // The example's own database has no TLS. Elsewhere: `?sslmode=verify-full&sslrootcert=…`.
  command: ['migrate', '-path', '/migrations', '-database', `postgres://shop@${database.name}/shop?sslmode=disable`, 'up'],
  env: { PGPASSWORD: secretKey('shop-database', 'password') },
  mounts: { '/migrations': configMapFiles(migrations) },
  oneAtATime: databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('shop-database', 'password') }),
});

// The configuration may name tables, so it is fetched once they are there.
const config = new FetchConfig(web, 'fetch-config', {
  from: https(`https://${configuration.name}:8443/shop.json`, { ca: configMapKey(authority, 'ca.crt'), as: 'shop.json' }),
  after: [schema.migrated],
});

web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  ports: [8080],
  mounts: { '/usr/share/nginx/html/shop.json': config.file('shop.json'), '/tmp': scratch(Size.mebibytes(16)) },
  readiness: Probe.fromHttpGet('/shop.json', { port: 8080 }),
});
web.resource.exposeViaService({ name: 'shop' });

app.synth();
console.log(web.startUpPlanText);
