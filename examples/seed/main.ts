import { App, Chart, Size } from 'cdk8s';
import { ConfigMap, Probe } from 'cdk8s-plus-28';
import {
  configMapKey, Deployment, image, postgres, scratch, secretKey, SeedDatabase, StatefulSet, WaitForService, writable,
} from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'seed', { disableResourceNameHashes: true });
const password = secretKey('seed-database', 'password'); // made by setup.sh: a password does not belong into a repository

// A database of the example's own.
const database = new StatefulSet(chart, 'database', { ports: [5432], fsGroup: 999 });
const data = database.claimTemplate('data', { size: Size.gibibytes(1) });
database.addContainer('postgres', {
  image: image('docker.io/library/postgres:16', { user: 999, group: 999 }),
  env: { POSTGRES_USER: 'shop', POSTGRES_DB: 'shop', POSTGRES_PASSWORD: password, PGDATA: '/var/lib/postgresql/data/16' },
  mounts: {
    '/var/lib/postgresql/data': writable(data), '/var/run/postgresql': scratch(Size.mebibytes(1)), '/tmp': scratch(Size.mebibytes(16)),
  },
  ports: [5432],
  readiness: Probe.fromCommand(['pg_isready', '-U', 'shop', '-h', '127.0.0.1']),
});

const products = new ConfigMap(chart, 'products', {
  data: {
    'products.sql': [
      'INSERT INTO products (name, price) VALUES',
      "  ('a stage to stand on', 1200.00),",
      "  ('the conductor''s baton', 45.50),",
      "  ('a $ sign, `quoted` and \\! as it is', 0.99);",
      '',
    ].join('\n'),
  },
});

// Three pods start at the same time: one of them seeds, the others wait until it has.
const web = new Deployment(chart, 'web', { replicas: 3 });
const wait = new WaitForService(web, 'wait', { until: { db: postgres({ host: database.service }) } });
new SeedDatabase(web, 'seed', {
  database: wait.ready.db,
  databaseName: 'shop',
  login: 'shop',
  // The example's own database has no TLS. Elsewhere: `ca: configMapKey('authority', 'ca.crt')`.
  password,
  sql: ['CREATE TABLE products (id serial PRIMARY KEY, name text NOT NULL, price numeric NOT NULL);', configMapKey(products, 'products.sql')],
  marker: 'products',
});
web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  ports: [8080],
  mounts: { '/tmp': scratch(Size.mebibytes(16)) },
  readiness: Probe.fromHttpGet('/', { port: 8080 }),
});

app.synth();
