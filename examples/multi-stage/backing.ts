import { type Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe, type Service } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, hiding, image, scratch, secretFiles, secretKey, StatefulSet, writable } from 'cdk8s-prelude';

const often = { periodSeconds: Duration.seconds(2) };

/** The database and the configuration server. Their password and key are made by setup.sh: no repository may hold them. */
export const backing = (chart: Chart) => ({ database: database(chart), configuration: configuration(chart) });

function database(chart: Chart): Service {
  const set = new StatefulSet(chart, 'database', { ports: [5432], fsGroup: 999, metadata: { name: 'stages-database' } });
  set.addContainer('postgres', {
    image: image('docker.io/library/postgres:16', { user: 999, group: 999 }),
    env: { POSTGRES_PASSWORD: secretKey('stages-database', 'password'), PGDATA: '/var/lib/postgresql/data/16' },
    mounts: {
      '/var/lib/postgresql/data': writable(set.claimTemplate('data', { size: Size.gibibytes(1) })),
      '/var/run/postgresql': scratch(Size.mebibytes(1)),
      '/tmp': scratch(Size.mebibytes(16)),
    },
    ports: [5432],
    readiness: Probe.fromCommand(['pg_isready', '-h', '127.0.0.1'], often),
  });
  return set.service;
}

function configuration(chart: Chart): Service {
  const files = new ConfigMap(chart, 'config-files', {
    data: {
      'page.json': '{ "title": "three stages" }\n',
      'tls.conf': 'server {\n  listen 8443 ssl;\n  ssl_certificate /etc/tls/tls.crt;\n  ssl_certificate_key /etc/tls/tls.key;\n  root /srv;\n}\n',
    },
  });
  const server = new Deployment(chart, 'config', { replicas: 1, fsGroup: 101 });
  server.addContainer('nginx', {
    image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
    ports: [8443],
    mounts: {
      '/etc/nginx/conf.d': hiding(configMapFiles(files)),
      '/etc/tls': secretFiles('stages-config-tls'),
      '/srv': configMapFiles(files),
      '/tmp': scratch(Size.mebibytes(16)),
    },
    readiness: Probe.fromTcpSocket({ port: 8443, ...often }),
  });
  return server.resource.exposeViaService({ name: 'stages-config' });
}
