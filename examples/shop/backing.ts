import { type Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe, Service } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, hiding, image, scratch, secretFiles, secretKey, StatefulSet, writable } from 'cdk8s-prelude';

const often = { periodSeconds: Duration.seconds(2) };

/**
 * What the shop needs around it: a database, a cache, and a server that it gets its configuration from. The Secrets
 * `shop-database` and `shop-configuration-tls` and the ConfigMap `shop-authority` are made by setup.sh: keys do not belong into
 * a repository.
 */
export function backing(chart: Chart) {
  const migrations = new ConfigMap(chart, 'migrations', {
    data: {
      '1_products.up.sql': 'CREATE TABLE products (id integer PRIMARY KEY, name text NOT NULL);\n',
      '2_first_product.up.sql': "INSERT INTO products VALUES (1, 'a stage to stand on');\n",
    },
  });
  return {
    database: database(chart), cache: cache(chart), configuration: configuration(chart), authority: { name: 'shop-authority' }, migrations,
  };
}

function database(chart: Chart): Service {
  const set = new StatefulSet(chart, 'database', { ports: [5432], fsGroup: 999, metadata: { name: 'shop-database' } });
  const data = set.claimTemplate('data', { size: Size.gibibytes(1) });
  set.addContainer('postgres', {
    image: image('docker.io/library/postgres:16', { user: 999, group: 999 }),
    env: {
      POSTGRES_USER: 'shop',
      POSTGRES_DB: 'shop',
      POSTGRES_PASSWORD: secretKey('shop-database', 'password'),
      PGDATA: '/var/lib/postgresql/data/16',
    },
    mounts: {
      '/var/lib/postgresql/data': writable(data),
      '/var/run/postgresql': scratch(Size.mebibytes(1)),
      '/tmp': scratch(Size.mebibytes(16)),
    },
    ports: [5432],
    readiness: Probe.fromCommand(['pg_isready', '-U', 'shop', '-h', '127.0.0.1'], often),
  });
  return set.service;
}

function cache(chart: Chart): Service {
  const redis = new Deployment(chart, 'cache', { replicas: 1 });
  redis.addContainer('redis', {
    image: image('docker.io/library/redis:7.4', { user: 999, group: 999 }),
    command: ['redis-server', '--save', '', '--protected-mode', 'no'],
    ports: [6379],
    readiness: Probe.fromCommand(['redis-cli', 'ping'], often),
  });
  return redis.resource.exposeViaService({ name: 'shop-cache' });
}

function configuration(chart: Chart): Service {
  const files = new ConfigMap(chart, 'configuration-files', {
    data: {
      'shop.json': '{ "name": "the shop", "currency": "CHF" }\n',
      'tls.conf': [
        'server {',
        '  listen 8443 ssl;',
        '  ssl_certificate /etc/tls/tls.crt;',
        '  ssl_certificate_key /etc/tls/tls.key;',
        '  root /srv;',
        '}',
        '',
      ].join('\n'),
    },
  });
  const server = new Deployment(chart, 'configuration', { replicas: 1, fsGroup: 101 });
  server.addContainer('nginx', {
    image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
    ports: [8443],
    mounts: {
      // Not the server of the image, which listens without TLS.
      '/etc/nginx/conf.d': hiding(configMapFiles(files)),
      '/etc/tls': secretFiles('shop-configuration-tls'),
      '/srv': configMapFiles(files),
      '/tmp': scratch(Size.mebibytes(16)),
    },
    readiness: Probe.fromTcpSocket({ port: 8443, ...often }),
  });
  return server.resource.exposeViaService({ name: 'shop-configuration' });
}
