import { type Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe } from 'cdk8s-plus-28';
import { configMapFiles, Deployment, image, scratch, StatefulSet, type Workload, writable } from '../../../src';

const often = { periodSeconds: Duration.seconds(1) };

export const BUSYBOX = image('docker.io/library/busybox:1.37.0-musl', { user: 65534, group: 65534 });
export const POSTGRES = image('docker.io/library/postgres:16', { user: 999, group: 999 });
export const MIGRATE = image('docker.io/migrate/migrate:v4.18.1', { user: 65534, group: 65534 });
const PYTHON = image('docker.io/library/python:3.12-slim', { user: 65534, group: 65534 });

/** The name of the Service of {@link postgresServer}. */
export const DATABASE = 'test-db-service';
/** Where a tool finds it. */
export const DATABASE_URL = `postgres://postgres@${DATABASE}/postgres?sslmode=disable`;

/** A PostgreSQL that lets everybody in, whose data outlives its pod `test-db-0`. */
export function postgresServer(chart: Chart): void {
  const set = new StatefulSet(chart, 'db', { ports: [5432], fsGroup: 999 });
  set.addContainer('postgres', {
    image: POSTGRES,
    env: { POSTGRES_HOST_AUTH_METHOD: 'trust', PGDATA: '/var/lib/postgresql/data/16' },
    mounts: {
      '/var/lib/postgresql/data': writable(set.claimTemplate('data', { size: Size.gibibytes(1) })),
      '/var/run/postgresql': scratch(Size.mebibytes(1)),
      '/tmp': scratch(Size.mebibytes(16)),
    },
    ports: [5432],
    readiness: Probe.fromCommand(['pg_isready', '-h', '127.0.0.1'], often),
  });
}

/** The Service of {@link webServer}, with its port. */
export const WEB_SERVER = 'http://config:8080';

/**
 * A web server. `answer` is the body of a Python function of `path` and `count` (how often the path was asked for before)
 * that calls `send(status, body)`, or writes to `out` what it likes.
 */
export function webServer(chart: Chart, answer: string): void {
  const script = [
    'import collections, hashlib, http.server, time',
    'counts = collections.Counter()',
    'class Handler(http.server.BaseHTTPRequestHandler):',
    '  def do_GET(self):',
    '    path, out = self.path, self.wfile',
    '    count = counts[path]; counts[path] += 1',
    '    def send(status, body):',
    '      self.send_response(status); self.send_header("Content-Length", str(len(body))); self.end_headers(); out.write(body)',
    ...answer.trim().split('\n').map((line) => `    ${line}`),
    'http.server.ThreadingHTTPServer(("", 8080), Handler).serve_forever()',
    '',
  ].join('\n');
  const server = new Deployment(chart, 'config', { replicas: 1, terminationGracePeriod: Duration.seconds(1) });
  server.addContainer('python', {
    image: PYTHON,
    command: ['python3', '-u', '/srv/server.py'],
    mounts: { '/srv': configMapFiles(new ConfigMap(chart, 'server', { data: { 'server.py': script } })) },
    ports: [8080],
    readiness: Probe.fromTcpSocket({ port: 8080, ...often }),
  });
  server.resource.exposeViaService({ name: 'config' });
}

/** An app that does nothing, and does not mind being asked to stop. */
export function addIdleApp<Id extends string>(workload: Workload<Id>, mounts: Readonly<Record<string, never>> = {}): void {
  workload.addContainer('app', { image: BUSYBOX, command: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 1 & wait; done'], mounts });
}
