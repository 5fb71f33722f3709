/**
 * `npx tsx bench/sizes.ts`: what each step needs of memory and CPU, in its own container on the cluster of KUBECONFIG, whose node
 * has to be this machine (pods fetch from this process). Every step runs with its default memory limit, and with a half, a
 * quarter and an eighth of it. The table is that of docs/performance.md.
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { parse } from 'yaml';
import {
  claim, command, configMapKey, dns, FetchArchive, FetchBinary, FetchConfig, FetchData, FixPermissions, git, http, https, image, Pod, postgres, redis,
  RunMigration, tcp, WaitForService,
} from '../src';
import type { Json } from '../test/cluster/support/kubectl';
import { Namespace } from '../test/cluster/support/namespace';
import { tarGz, zip } from '../test/support/archives';
import { gitHandler } from '../test/support/servers/git-https';

const MEBIBYTE = 1024 * 1024;
const FILES = 100_000;
const FRACTIONS = [1, 2, 4, 8];
const AT_A_TIME = 4;
const BUSYBOX = image('docker.io/library/busybox:1.37.0-musl', { user: 65534 });
const CA = configMapKey('authority', 'ca.crt');
const namespace = new Namespace('sizes', 'baseline');

type AnyPod = Pod<string, 'baseline'>;
interface Case {
  readonly what: string;
  readonly build: (pod: AnyPod, servers: Servers) => unknown;
  /** Which init container is measured, if not the last. */
  readonly measured?: string;
  /** What runs before all others, as root, with /volume. */
  readonly prepare?: string;
}
/** Where this process serves. */
interface Servers {
  readonly http: string;
  readonly https: string;
  /** The checksums of the files, by their paths. */
  readonly sha256: Readonly<Record<string, string>>;
}

const owned = (pod: AnyPod, check: 'root' | 'tree') => new FixPermissions(pod, 'fix', {
  volume: claim(pod, 'volume', 'none'), owner: 1000, group: 1000, directoryMode: 0o750, fileMode: 0o640, check,
});
const make = `cd /volume && for d in $(seq ${FILES / 1000}); do mkdir $d && (cd $d && seq 1000 | xargs touch); done`;
const until = { db: postgres({ host: 'db' }), cache: redis({ host: 'cache' }) };

const CASES: readonly Case[] = [
  { what: 'wait: PostgreSQL and Redis, there already', build: (pod) => new WaitForService(pod, 'wait', { until }) },
  {
    what: 'wait: five targets (PostgreSQL, Redis, HTTP, TCP, DNS), there already',
    build: (pod, servers) => new WaitForService(pod, 'wait', {
      until: { ...until, page: http(`${servers.http}/page`), port: tcp({ host: 'cache', port: 6379 }), name: dns({ host: 'kubernetes.default' }) },
    }),
  },
  {
    what: 'wait: five targets that never come, for 30 s',
    build: (pod) => new WaitForService(pod, 'wait', {
      until: {
        db: postgres({ host: 'nowhere' }), cache: redis({ host: 'nowhere' }), page: http('http://nowhere/'), port: tcp({ host: 'db', port: 1 }), name: dns({ host: 'nowhere' }),
      },
      timeout: Duration.seconds(30),
    }),
  },
  { what: 'wait: https, there already', build: (pod, servers) => new WaitForService(pod, 'wait', { until: http(`${servers.https}/page`, { ca: CA }) }) },
  {
    what: 'wait: a command, there already',
    build: (pod) => new WaitForService(pod, 'wait', { until: command({ image: BUSYBOX, command: ['true'], proves: 'nothing' }) }),
  },
  { what: 'fetch: a file of 16 MiB over https', build: (pod, servers) => new FetchConfig(pod, 'fetch', { from: https(`${servers.https}/large.bin`, { ca: CA }) }) },
  {
    what: 'fetch: a file of 256 MiB over https',
    build: (pod, servers) => new FetchConfig(pod, 'fetch', { from: https(`${servers.https}/larger.bin`, { ca: CA }), maxSize: Size.mebibytes(300) }),
  },
  {
    what: 'fetch: a program of 16 MiB over https',
    build: (pod, servers) => new FetchBinary(pod, 'fetch', { from: https(`${servers.https}/large.bin`, { ca: CA, sha256: servers.sha256['/large.bin']! }) }),
  },
  {
    what: 'data: a file of 256 MiB over https, with its checksum',
    build: (pod, servers) => new FetchData(pod, 'fetch', {
      from: https(`${servers.https}/larger.bin`, { ca: CA, sha256: servers.sha256['/larger.bin']! }), maxSize: Size.mebibytes(256),
    }),
  },
  {
    what: 'unpack: a tar.gz of 1,500 files and one of 64 MiB, 76 MiB',
    build: (pod, servers) => new FetchArchive(pod, 'fetch', { from: https(`${servers.https}/files.tar.gz`, { ca: CA }) }),
  },
  {
    what: 'unpack: the same as a zip',
    build: (pod, servers) => new FetchArchive(pod, 'fetch', { from: https(`${servers.https}/files.zip`, { ca: CA }) }),
  },
  { what: 'clone: 1,500 files, 12 MiB, over https', build: (pod, servers) => new FetchConfig(pod, 'clone', { from: git(`${servers.https}/files.git`, { ca: CA }) }) },
  {
    what: 'clone: 4 files of 64 MiB, over https',
    build: (pod, servers) => new FetchConfig(pod, 'clone', { from: git(`${servers.https}/large.git`, { ca: CA }), maxSize: Size.mebibytes(300) }),
  },
  { what: `fix: owner and modes of ${FILES.toLocaleString('en')} files`, build: (pod) => owned(pod, 'root'), prepare: make },
  {
    what: `fix: ${FILES.toLocaleString('en')} files that are right, each looked at (\`check: 'tree'\`)`,
    build: (pod) => owned(pod, 'tree'),
    prepare: `${make}; chown -R 1000:1000 /volume; find /volume -type d -exec chmod 0750 {} +; find /volume -type f -exec chmod 0640 {} +`,
  },
  {
    what: 'run: its own part, around `sleep 1`',
    build: (pod) => {
      const db = new WaitForService(pod, 'wait', { until: postgres({ host: 'db' }) });
      return new RunMigration(pod, 'migrate', { database: db.ready, image: BUSYBOX, command: ['sleep', '1'] });
    },
  },
  {
    what: 'install: the helper', measured: 'prelude-helper',
    build: (pod) => new WaitForService(pod, 'wait', { until: command({ image: BUSYBOX, command: ['true'], proves: 'nothing' }) }),
  },
];

/** Runs the step and then says, of the whole container: exit code, seconds, CPU seconds, peak of memory. cgroup v1 or v2. */
const meter = (tool: string) => `
read -r from _ </proc/uptime
"$@" && code=0 || code=$?
read -r to _ </proc/uptime
cd /sys/fs/cgroup
if [ -e memory.peak ]; then
  read -r peak <memory.peak
  cpu=$(${tool}awk '/^usage_usec/ { print $2 / 1e6 }' cpu.stat)
else
  read -r peak <memory/memory.max_usage_in_bytes
  cpu=$(${tool}awk '{ print $1 / 1e9 }' cpuacct/cpuacct.usage)
fi
echo "sizes $code $(${tool}awk "BEGIN { print $to - $from }") $cpu $peak"
exit $code`;

/** The pod of a case, with a part of the memory limit. */
function podOf({ build, measured, prepare }: Case, servers: Servers, name: string, fraction: number) {
  const app = new App();
  const workload = new Pod(new Chart(app, name), 'pod' as string, { podSecurity: 'baseline', metadata: { name }, restartPolicy: RestartPolicy.NEVER });
  build(workload, servers);
  workload.addContainer('app', { image: BUSYBOX, command: ['true'] });
  const pod: Json = parse(app.synthYaml());
  const { initContainers, volumes = [] } = pod.spec;
  const container = initContainers.find((one: Json) => (measured === undefined ? one === initContainers.at(-1) : one.name === measured));
  const limit = Number.parseInt(container.resources.limits.memory, 10) * MEBIBYTE;
  const shell = container.command[0] === '/bin/sh' ? ['/bin/sh'] : container.command.slice(0, 2);
  container.args = [...container.command, ...container.args];
  container.command = [...shell, '-c', meter(shell.length > 1 ? `${shell[0]} ` : '').replaceAll('$(', '$$('), 'meter'];
  container.resources.limits.memory = String(limit / fraction);
  container.resources.requests.memory = '1Mi';
  for (const volume of volumes) {
    if (volume.name !== 'volume') continue;
    delete volume.persistentVolumeClaim;
    volume.emptyDir = {};
  }
  if (prepare !== undefined) {
    initContainers.unshift({
      name: 'prepare', image: BUSYBOX.reference, command: ['sh', '-c', prepare],
      securityContext: { runAsUser: 0, runAsNonRoot: false }, volumeMounts: [{ name: 'volume', mountPath: '/volume' }],
    });
  }
  pod.spec.terminationGracePeriodSeconds = 1;
  return { pod, container: container.name as string, limit };
}

interface Measured {
  readonly limit: number;
  /** Whether the step has done what it does, with this limit. */
  readonly done: boolean;
  readonly seconds: number;
  readonly cpu: number;
  readonly peak: number;
}

async function measure(one: Case, servers: Servers, name: string, fraction: number, exitCode: number): Promise<Measured> {
  const { pod, container, limit } = podOf(one, servers, name, fraction);
  await namespace.kubectl(['apply', '-f', '-'], { input: JSON.stringify(pod) });
  await namespace.untilPod('done', { name }, (it) => /^(Succeeded|Failed)$/.test(it.status.phase), 280);
  const { stdout } = await namespace.kubectl(['logs', name, '-c', container], { mayFail: true });
  const [, code = '', seconds = '', cpu = '', peak = ''] = /^sizes (\d+) (\S+) (\S+) (\d+)$/m.exec(stdout) ?? [];
  const done = code === String(exitCode);
  if (!done && fraction === 1) console.error(`${one.what}: ${stdout}`);
  await namespace.kubectl(['delete', 'pod', name, '--wait=false']);
  return { limit: limit / fraction, done, seconds: Number(seconds), cpu: Number(cpu), peak: Number(peak) };
}

const mebibytes = (size: number) => `${Number((size / MEBIBYTE).toFixed(size < 10 * MEBIBYTE ? 1 : 0))} MiB`;

async function row(one: Case, servers: Servers, index: number): Promise<string> {
  const exitCode = one.what.includes('never come') ? 124 : 0;
  const runs: Measured[] = [];
  for (const fraction of FRACTIONS) {
    const run = await measure(one, servers, `case-${index}-${fraction}`, fraction, exitCode);
    runs.push(run);
    if (!run.done) break;
  }
  const [full] = runs as [Measured];
  const least = runs.filter(({ done }) => done).at(-1);
  return `| ${[one.what, mebibytes(full.limit), mebibytes(full.peak), least ? mebibytes(least.limit) : 'none', `${full.cpu.toFixed(2)} s`, `${full.seconds.toFixed(1)} s`].join(' | ')} |`;
}

/** What pods fetch: files, and the repositories of a directory; over http and https. */
async function serve(directory: string, address: string, identity: { key: string; cert: string }): Promise<{ servers: Servers; close: () => void }> {
  const repositories = gitHandler(directory);
  const files: Record<string, Buffer> = { '/page': Buffer.from('ready'), '/large.bin': randomBytes(16 * MEBIBYTE), '/larger.bin': randomBytes(256 * MEBIBYTE), ...archives() };
  const sha256 = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, createHash('sha256').update(content).digest('hex')]));
  const listener: RequestListener = (request, response) => {
    const file = files[request.url ?? ''];
    if (file) response.end(file);
    else repositories(request, response, 0);
  };
  const all: Server[] = [createHttp(listener), createServer(identity, listener)];
  for (const server of all) await new Promise<void>((resolve) => { server.listen(0, address, resolve); });
  const [first, second] = all.map((server) => (server.address() as AddressInfo).port);
  return { servers: { http: `http://${address}:${first}`, https: `https://${address}:${second}`, sha256 }, close: () => { for (const server of all) server.close(); } };
}

function archives(): Record<string, Buffer> {
  const entries = [{ name: 'large', content: randomBytes(64 * MEBIBYTE) }];
  for (let file = 0; file < 1500; file += 1) entries.push({ name: `directory-${file % 10}/file-${file}`, content: randomBytes(8192) });
  return { '/files.tar.gz': tarGz(...entries), '/files.zip': zip(...entries) };
}

function repository(directory: string, name: string, count: number, size: number): void {
  const work = join(directory, `${name}-work`);
  const run = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: work, stdio: 'ignore' });
  mkdirSync(work);
  run('init', '-b', 'main');
  for (let file = 0; file < count; file += 1) writeFileSync(join(work, `file-${file}`), randomBytes(size));
  run('add', '.');
  run('commit', '-m', 'files');
  run('clone', '--bare', work, join(directory, `${name}.git`));
  // A server that has packed it already.
  for (const [key, value] of [['pack.window', '0'], ['pack.compression', '0'], ['core.bigFileThreshold', '1m']] as const) {
    run('--git-dir', join(directory, `${name}.git`), 'config', key, value);
  }
}

function makeIdentity(directory: string, address: string): { key: string; cert: string } {
  const [key, cert] = [join(directory, 'key'), join(directory, 'cert')];
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=sizes',
    '-addext', `subjectAltName=IP:${address}`, '-keyout', key, '-out', cert,
  ], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

/** PostgreSQL and Redis, as quick as can be. */
function databases(): readonly Json[] {
  const server = (name: string, port: number, container: Json) => [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { terminationGracePeriodSeconds: 1, containers: [{ name, ...container }] } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port }] } },
  ];
  const ready = (...words: string[]) => ({ readinessProbe: { exec: { command: words }, periodSeconds: 1 } });
  return [
    ...server('db', 5432, { image: 'docker.io/library/postgres:16', env: [{ name: 'POSTGRES_HOST_AUTH_METHOD', value: 'trust' }], ...ready('pg_isready', '-h', '127.0.0.1') }),
    ...server('cache', 6379, { image: 'docker.io/library/redis:7', ...ready('redis-cli', 'ping') }),
  ];
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'prelude-sizes-'));
  const wanted = CASES.filter(({ what }) => process.argv.slice(2).every((word) => what.includes(word)));
  let close = () => undefined as void;
  await namespace.create();
  try {
    const address = (await namespace.kubectl(['get', 'nodes', '-o', 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}'])).stdout;
    const identity = makeIdentity(directory, address);
    repository(directory, 'files', 1500, 8192);
    repository(directory, 'large', 4, 64 * MEBIBYTE);
    const served = await serve(directory, address, identity);
    ({ close } = served);
    const authority = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'authority' }, data: { 'ca.crt': identity.cert } };
    await namespace.kubectl(['apply', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [authority, ...databases()] }) });
    await Promise.all(['db', 'cache'].map((name) => namespace.untilReady({ name })));
    const rows: string[] = [];
    const queue = wanted.entries();
    await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
      for (const [index, one] of queue) {
        rows[index] = await row(one, served.servers, index);
        console.error(rows[index]);
      }
    }));
    console.log('| step | memory limit | peak, with files in the page cache | a limit that was enough | CPU | time |\n| --- | --- | --- | --- | --- | --- |');
    console.log(rows.join('\n'));
  } finally {
    close();
    await namespace.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

void main();
