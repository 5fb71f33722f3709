import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';
import { configMapFiles, databaseLock, postgres, secretKey } from 'cdk8s-prelude';

const app = new AcmeApp();
const chart = new TeamChart(app, 'shop', { team: 'orders', channel: '#orders-oncall' });

const orders = new AcmeWebService(chart, 'orders', { replicas: 3 });
const db = new acme.WaitForService(orders, 'wait-for-db', { until: postgres({ host: 'orders-db' }) });
const schema = new acme.RunMigration(orders, 'migrate', {
  database: db.ready,
  image: acme.image('docker.io/migrate/migrate:v4.18.1', { user: 65534, group: 65534 }),
  command: ['migrate', '-path', '/migrations', '-database', 'postgres://orders@orders-db/orders', 'up'],
  env: { PGPASSWORD: secretKey('orders-db', 'password') },
  mounts: { '/migrations': configMapFiles('orders-migrations') },
  oneAtATime: databaseLock({ databaseName: 'orders', login: 'orders', password: secretKey('orders-db', 'password') }),
});
const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags', { after: [schema.migrated] });

orders.serve({
  image: acme.image('registry.acme.example/orders/api:2026.11.3', { user: 10001, group: 10001 }),
  flags,
  env: { DB_HOST: 'orders-db', DB_PASSWORD: secretKey('orders-db', 'password') },
});

app.synth();
