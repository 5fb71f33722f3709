/**
 * `npm run bench:start-up`: how long an app waits for its init containers, written as people write them and with this library, on
 * the cluster of KUBECONFIG. The cluster's node has to be this machine: both clocks are /proc/uptime. Pods of all ways take turns
 * (with everything ready) or wait at the same time for the same dependency (late), so that a slow minute is slow for all of them.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { claim, FixPermissions, image, type MountValue, Pod, RunScript, tcp, WaitForService, writable, WriteFiles } from '../src';
import type { Programs } from '../src/standards/props';
import { Namespace } from '../test/cluster/support/namespace';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' }, counts: { type: 'string', default: '1,3,5' },
    files: { type: 'string', default: '100000' },
    parts: { type: 'string', default: 'ready,late,files,programs' },
  },
});
const RUNS = Number(options.runs);
const COUNTS = options.counts.split(',').map(Number);
const FILES = Number(options.files);
/** When the dependency comes: spread evenly over the longest loop, or a `sleep` might always wake at the right moment. */
const lateSeconds = (run: number): number => 8 + (5 * run) / RUNS;
const PORT = 9000;
const BUSYBOX = 'docker.io/library/busybox:1.37.0-musl';
/** What the app does first: writes down when it has started. */
const APP = ['sh', '-c', 'read -r up _ </proc/uptime; echo "$up"; exec sleep 3600'];
const ports = (count: number) => Array.from({ length: count }, (_, index) => PORT + index);

/** The ways in which a pod waits for dependencies. */
const WAITS: Record<string, (name: string, count: number) => string> = {
  'sleep 5': (name, count) => byHand(name, count, 5),
  'sleep 2': (name, count) => byHand(name, count, 2),
  'this library': (name, count) => ours(name, (pod) => {
    new WaitForService(pod, 'wait', { until: Object.fromEntries(ports(count).map((port) => [`d${port}`, tcp({ host: 'deps', port })])) });
    return {};
  }),
};

const security = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } };

/** One init container per dependency, with a loop. */
function byHand(name: string, count: number, pause: number): string {
  return pod(name, {
    initContainers: ports(count).map((port) => ({
      name: `wait-${port}`,
      image: BUSYBOX,
      command: ['sh', '-c', `until nc -z deps ${port}; do echo waiting; sleep ${pause}; done`],
      securityContext: security,
    })),
    containers: [{ name: 'app', image: BUSYBOX, command: APP, securityContext: security }],
  });
}

function ours(name: string, prepare: (pod: Pod<string, 'baseline'>) => Readonly<Record<string, MountValue<string>>>, programs: Programs = 'config-map'): string {
  const app = new App();
  const pod = new Pod(new Chart(app, name), 'pod' as string, { podSecurity: 'baseline', programs, metadata: { name } });
  const mounts = prepare(pod);
  pod.addContainer('app', { image: image(BUSYBOX, { user: 1000 }), command: APP, mounts });
  return app.synthYaml();
}

const pod = (name: string, spec: object) => stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { terminationGracePeriodSeconds: 1, ...spec } });

/** The ways in which a volume is given to its user; everything in it is right already. */
const OWNERS: Record<string, (name: string) => string> = {
  'chown -R': (name) => pod(name, {
    initContainers: [{
      name: 'chown', image: BUSYBOX, command: ['chown', '-R', '1000:1000', '/data'], securityContext: { runAsUser: 0 }, volumeMounts: [{ name: 'data', mountPath: '/data' }],
    }],
    containers: [{ name: 'app', image: BUSYBOX, command: APP, securityContext: security, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  }),
  'this library': (name) => ours(name, (workload) => {
    const data = new FixPermissions(workload, 'own', { volume: claim(workload, 'data', 'data'), owner: 1000, group: 1000 });
    return { '/data': writable(data.volume) };
  }),
};

/** Steps whose programs are delivered in a way; each does next to nothing. */
const STEPS: ReadonlyArray<(pod: Pod<string, 'baseline'>) => unknown> = [
  (workload) => new WaitForService(workload, 'wait', { until: tcp({ host: 'deps', port: PORT }) }),
  (workload) => new WriteFiles(workload, 'write', { files: { a: 'x' } }),
  (workload) => new RunScript(workload, 'script', { script: 'true', purpose: 'runs', rerun: 'idempotent' }),
];

const withSteps = (name: string, count: number, programs: Programs): string => ours(name, (workload) => {
  for (const add of STEPS.slice(0, count)) add(workload);
  return {};
}, programs);

const namespace = new Namespace('start-up', 'baseline');
const uptime = () => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
let serial = 0;

/** Applies a pod and returns when its app started, on the clock of /proc/uptime. */
async function started(name: string): Promise<number> {
  await namespace.kubectl(['wait', `pod/${name}`, '--for=condition=Ready', '--timeout=180s'], { seconds: 190 });
  return Number((await namespace.kubectl(['logs', name, '-c', 'app'])).stdout);
}

const remove = (...names: readonly string[]) => namespace.kubectl(['delete', 'pod', ...names, '--grace-period=0', '--force', '--wait=true'], { mayFail: true });

/** From apply to the app's start. */
async function fromApply(manifest: (name: string) => string): Promise<number> {
  const name = `pod-${serial += 1}`;
  const yaml = manifest(name);
  const before = uptime();
  await namespace.kubectl(['apply', '-f', '-'], { input: yaml });
  const at = await started(name);
  await remove(name);
  return at - before;
}

/** A pod that listens on all ports, after a while, and says when. */
async function dependencies(seconds: number): Promise<void> {
  const listen = ports(Math.max(...COUNTS)).map((port) => `nc -lk -p ${port} -e true &`).join(' ');
  const command = ['sh', '-c', `sleep ${seconds.toFixed(2)}; ${listen} read -r up _ </proc/uptime; echo "$up"; wait`];
  const service = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'deps' },
    spec: { selector: { app: 'deps' }, ports: ports(Math.max(...COUNTS)).map((port) => ({ name: `p${port}`, port })) },
  };
  const deps = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'deps', labels: { app: 'deps' } },
    spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'deps', image: BUSYBOX, command, securityContext: security }] } };
  await namespace.kubectl(['apply', '-f', '-'], { input: [service, deps].map((object) => stringify(object)).join('---\n') });
  await namespace.kubectl(['wait', 'pod/deps', '--for=condition=Ready', '--timeout=60s']);
}

/** From the dependency's being ready to the apps' start: pods of all ways wait for it at the same time. */
async function fromReadiness(count: number, late: number): Promise<Record<string, number>> {
  await remove('deps');
  await dependencies(late);
  const pods = Object.entries(WAITS).map(([way, manifest]) => ({ way, name: `pod-${serial += 1}`, manifest }));
  await namespace.kubectl(['apply', '-f', '-'], { input: pods.map(({ name, manifest }) => manifest(name, count)).join('---\n') });
  const starts = await Promise.all(pods.map(async ({ way, name }) => [way, await started(name)] as const));
  const ready = Number((await namespace.kubectl(['logs', 'deps'])).stdout);
  await remove(...pods.map(({ name }) => name));
  return Object.fromEntries(starts.map(([way, at]) => [way, at - ready]));
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Measures every way once per run, in turn, and gives the median of each. */
async function inTurns(ways: Record<string, () => Promise<number>>): Promise<Record<string, number[]>> {
  const all: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let run = 0; run < RUNS; run += 1) for (const [way, measure] of Object.entries(ways)) all[way]?.push(await measure());
  return all;
}

function row(title: string, all: Record<string, readonly number[]>): void {
  const ways = Object.entries(all).map(([way, values]) => [way, median(values)] as const);
  const mine = all['this library'] ?? [];
  const cells = ways.map(([, value]) => `${value.toFixed(2)} s`);
  const ratios = ways.filter(([way]) => way !== 'this library').map(([, value]) => `${(value / median(mine)).toFixed(1)} ×`);
  console.log(`| ${[title, ...cells, ...ratios].join(' | ')} |`);
}

function header(first: string, ways: readonly string[]): void {
  const others = ways.filter((way) => way !== 'this library');
  const titles = [first, ...ways, ...others.map((way) => `${way} / ours`)];
  console.log(`\n| ${titles.join(' | ')} |\n|${titles.map(() => ' --- |').join('')}`);
}

/** A claim with many files that belong to the app already. */
async function fill(): Promise<void> {
  const pvc = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
  const script = `cd /data && for d in $(seq ${FILES / 1000}); do mkdir $d && (cd $d && seq 1000 | xargs touch); done; chown -R 1000:1000 /data; sleep 0.1; exec sleep 3600`;
  const filler = pod('filler', {
    containers: [{ name: 'app', image: BUSYBOX, command: ['sh', '-c', script], securityContext: { runAsUser: 0 }, volumeMounts: [{ name: 'data', mountPath: '/data' }],
      readinessProbe: { exec: { command: ['sh', '-c', '[ "$(stat -c %u /data)" = 1000 ]'] }, periodSeconds: 1 } }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  });
  await namespace.kubectl(['apply', '-f', '-'], { input: `${stringify(pvc)}---\n${filler}` });
  await namespace.kubectl(['wait', 'pod/filler', '--for=condition=Ready', '--timeout=180s'], { seconds: 190 });
}

const PARTS: Record<string, () => Promise<void>> = {
  async ready() {
    await dependencies(0);
    header('everything ready: apply to start', Object.keys(WAITS));
    for (const count of COUNTS) {
      row(`${count} dependencies`, await inTurns(Object.fromEntries(Object.entries(WAITS).map(([way, manifest]) =>
        [way, () => fromApply((name) => manifest(name, count))]))));
    }
  },
  async late() {
    header('late: readiness to start', Object.keys(WAITS));
    for (const count of COUNTS) {
      const runs: Record<string, number>[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await fromReadiness(count, lateSeconds(run)));
      row(`${count} dependencies`, Object.fromEntries(Object.keys(WAITS).map((way) => [way, runs.map((run) => run[way] ?? NaN)])));
    }
  },
  async files() {
    await fill();
    header('files that are right: apply to start', Object.keys(OWNERS));
    row(`${FILES} files`, await inTurns(Object.fromEntries(Object.entries(OWNERS).map(([way, manifest]) => [way, () => fromApply(manifest)]))));
  },
};

/** Programs in ConfigMaps and in the pod spec: all numbers of steps and both ways take turns. */
PARTS.programs = async () => {
  await dependencies(0);
  const numbers = [0, 1, STEPS.length];
  const key = (count: number, way: string) => `${count} ${way}`;
  const ways = numbers.flatMap((count) => (['inline', 'config-map'] as const).map((way) =>
    [key(count, way), () => fromApply((name) => withSteps(name, count, way))] as const));
  const all = await inTurns(Object.fromEntries(ways));
  console.log('\n| steps | in the pod spec | in ConfigMaps | more |\n| --- | --- | --- | --- |');
  for (const count of numbers) {
    const [inline, map] = [median(all[key(count, 'inline')] ?? []), median(all[key(count, 'config-map')] ?? [])] as const;
    console.log(`| ${count} | ${inline.toFixed(2)} s | ${map.toFixed(2)} s | ${(map - inline).toFixed(2)} s |`);
  }
};

async function main(): Promise<void> {
  await namespace.create();
  try {
    console.log(`medians of ${RUNS} runs`);
    for (const part of options.parts.split(',')) await PARTS[part]?.();
  } finally {
    await namespace.remove();
  }
}

void main();
