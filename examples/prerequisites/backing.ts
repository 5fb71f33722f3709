import { type Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe, type Service } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, hiding, image, redis, scratch, secretKey, StatefulSet, WaitForService, writable } from 'cdk8s-prelude';

const often = { periodSeconds: Duration.seconds(2) };

/** What the pods of the example wait for. The Secret `prerequisites-database` is made by setup.sh. */
export function backing(chart: Chart) {
  const cache = cacheServer(chart);
  return { database: databaseServer(chart), cache, inventory: inventoryServer(chart, cache) };
}

function databaseServer(chart: Chart): Service {
  const set = new StatefulSet(chart, 'database', { ports: [3306], fsGroup: 999 });
  set.addContainer('mariadb', {
    image: image('docker.io/library/mariadb:11.4.4', { user: 999, group: 999 }),
    env: {
      MARIADB_DATABASE: 'shop',
      MARIADB_USER: 'shop',
      MARIADB_PASSWORD: secretKey('prerequisites-database', 'password'),
      MARIADB_ROOT_PASSWORD: secretKey('prerequisites-database', 'root-password'),
    },
    mounts: {
      '/var/lib/mysql': writable(set.claimTemplate('data', { size: Size.gibibytes(1) })),
      '/run/mysqld': scratch(Size.mebibytes(1)),
      '/tmp': scratch(Size.mebibytes(64)),
    },
    ports: [3306],
    readiness: Probe.fromTcpSocket({ port: 3306, ...often }),
  });
  return set.service;
}

function cacheServer(chart: Chart): Service {
  const cache = new Deployment(chart, 'cache', { replicas: 1 });
  cache.addContainer('redis', {
    image: image('docker.io/library/redis:7.4', { user: 999, group: 999 }),
    command: ['redis-server', '--save', '', '--protected-mode', 'no'],
    ports: [6379],
    readiness: Probe.fromCommand(['redis-cli', 'ping'], often),
  });
  return cache.resource.exposeViaService({ name: 'cache' });
}

/** Another API, with a prerequisite of its own. */
function inventoryServer(chart: Chart, cache: Service): Service {
  const inventory = new Deployment(chart, 'inventory', { replicas: 1 });
  new WaitForService(inventory, 'wait', { until: redis({ host: cache }) });
  const configuration = new ConfigMap(chart, 'inventory-configuration', {
    data: { 'inventory.conf': 'server {\n  listen 8080;\n  location = /health { default_type application/json; return 200 \'{ "status": "up" }\\n\'; }\n}\n' },
  });
  inventory.addContainer('nginx', {
    image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
    ports: [8080],
    // Not the server of the image, which has no /health.
    mounts: { '/etc/nginx/conf.d': hiding(configMapFiles(configuration)), '/tmp': scratch(Size.mebibytes(16)) },
    readiness: Probe.fromHttpGet('/health', { port: 8080, ...often }),
  });
  return inventory.resource.exposeViaService({ name: 'inventory' });
}
