import { App, Chart, Cron, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, claim, command, CronJob, DaemonSet, defineStandard, Deployment, dns, emptyDirectory, FetchConfig, FixPermissions, golangMigrate,
  https, image, Job, optional, Pod, postgres, readOnly, RunCommand, RunMigration, RunPrivileged, StatefulSet, ownLock, unsafe, VerifyPermissions,
  WaitForService, type Workload, writable,
} from '../../src';
import { factsOf } from '../../src/declared/read-facts';
import { podsIn } from '../../src/manifest/pods-in';
import { readObjects } from '../../src/manifest/read-yaml';
import { describePod } from '../../src/plan/described';
import { formatStartUpPlan } from '../../src/plan/format';
import { planOf } from '../../src/plan/plan';
import type { StartUpPlan } from '../../src/plan/planned';

/* The plan of a program and the plan of the YAML that it writes are made by the same functions, and are the same. */

const app = image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 });
const from = https('https://config.example.com/shop.json');
const run = { image: app, purpose: 'runs', rerun: 'idempotent' } as const;

/** The plans of all pods in a stream of YAML. */
function plansOf(yaml: string): readonly StartUpPlan[] {
  const manifests = readObjects(yaml).objects.map(({ manifest }) => manifest);
  const objects = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
  const describe = (manifest: object) => podsIn(manifest).map((pod) => describePod({ manifest, pod, facts: factsOf(pod.metadata), objects }));
  return manifests.flatMap(describe).map(planOf);
}

const yamlOf = (chart: Chart) => Testing.synth(chart).map((object) => JSON.stringify(object)).join('\n---\n');
const standard = (chart: Chart, props: object) => defineStandard({ name: 'Acme', ...props }).setOn(chart);

const PROGRAMS: Readonly<Record<string, (chart: Chart) => Workload<any, any, any>>> = {
  'waits, a migration of another host, a helper': (chart) => {
    const web = new Deployment(chart, 'web', { metadata: { namespace: 'prod' } });
    const deps = new WaitForService(web, 'wait', {
      until: { db: postgres({ host: 'db' }), name: dns({ host: 'cache' }), late: optional(postgres({ host: 'late' }), Duration.seconds(5)) },
      timeout: Duration.minutes(12),
    });
    const schema = new RunMigration(web, 'migrate', {
      database: deps.ready.db, image: app, command: ['migrate', '--host', 'archive', 'cost $5'], oneAtATime: ownLock('the tool takes a lock'),
    });
    const config = new FetchConfig(web, 'fetch', { from, after: [schema.migrated] });
    web.addContainer('app', { image: app, mounts: { '/app/config': config.files } });
    return web;
  },
  'a custom wait, files for nobody, a path of another container': (chart) => {
    const job = new Job(chart, 'job', { activeDeadline: Duration.minutes(1) });
    new WaitForService(job, 'wait', { until: command({ image: app, command: ['ask'], proves: 'the lock is free' }), timeout: Duration.minutes(9) });
    new FetchConfig(job, 'fetch', { from });
    new RunCommand(job, 'look', { ...run, command: ['cat', '/data/x'] });
    job.addContainer('app', { image: app, mounts: { '/data': claim(job, 'data', 'data') } });
    return job;
  },
  'claims: too small, not writable, written by many': (chart) => {
    const db = new DaemonSet(chart, 'db', { podSecurity: 'baseline', podSecurityBecause: 'the volume belongs to root' });
    new FetchConfig(db, 'fetch', { from, maxSize: Size.mebibytes(100), into: emptyDirectory(db, 'space', Size.mebibytes(150)) });
    new RunCommand(db, 'fill', { ...run, command: ['fill'], mounts: { '/data': writable(claim(db, 'data', 'data')) } as never });
    const own = new FixPermissions(db, 'own', { volume: claim(db, 'other', 'other'), owner: 999, group: 999 });
    db.addContainer('app', { image: app, mounts: { '/other': readOnly(own.volume) } });
    return db;
  },
  'a StatefulSet with claims of its own': (chart) => {
    const db = new StatefulSet(chart, 'db', { ports: [5432] });
    const data = db.claimTemplate('data', { size: Size.gibibytes(1) });
    db.claimTemplate('spare', { size: Size.gibibytes(1) });
    new RunCommand(db, 'read', { ...run, command: ['read'], mounts: { '/data': data } });
    new RunCommand(db, 'write', { ...run, command: ['write'], mounts: { '/data': writable(data) } });
    db.addContainer('app', { image: app, mounts: { '/data': writable(data) } });
    return db;
  },
  'an adopted workload with init containers of its own': (chart) => {
    const theirs = new kplus.Deployment(chart, 'web', { securityContext: { fsGroup: 7 } });
    theirs.addInitContainer({ name: 'first', image: 'x:1', securityContext: { user: 1000 } });
    theirs.addContainer({ name: 'main', image: 'registry.example.com/shop:1' });
    const web = adopt(theirs, 'web');
    new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
    return web;
  },
  'a mesh past whose proxy steps go, and an owner': (chart) => {
    standard(chart, { mesh: 'istio-cni', owner: '#shop' });
    const job = new CronJob(chart, 'nightly', { schedule: Cron.daily(), podSecurity: 'baseline' });
    new RunPrivileged(job, 'ask', { purpose: 'asks', level: 'baseline', because: 'only root may', command: ['ls', '/root'], rerun: 'idempotent' });
    job.addContainer('app', { image: app });
    return job;
  },
  'a platform that chooses users': (chart) => {
    standard(chart, { platform: 'openshift' });
    const db = new StatefulSet(chart, 'db', { ports: [5432] });
    new VerifyPermissions(db, 'verify', { volume: db.claimTemplate('data', { size: Size.gibibytes(1) }), user: 999 });
    db.addContainer('app', { image: app });
    return db;
  },
  'images from a mirror, a policy that lets nothing out': (chart) => {
    standard(chart, { registryMap: { 'docker.io': 'mirror.example.com/docker' } });
    const web = new Deployment(chart, 'web', { isolate: true });
    new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
    web.addContainer('app', { image: app });
    return web;
  },
  'a governing Service with an address': (chart) => {
    const service = new kplus.Service(chart, 'given', { ports: [{ port: 1 }], metadata: { name: 'given' } });
    const db = new StatefulSet(chart, 'db', { service, metadata: { name: 'db' }, fsGroup: 1000 });
    new RunMigration(db, 'migrate', {
      database: new WaitForService(db, 'wait', { until: postgres({ host: 'x' }) }).ready, image: app, command: ['x'], oneAtATime: unsafe('harmless twice'),
    });
    db.addContainer('app', { image: app });
    return db;
  },
  'a migration tool': (chart) => {
    const web = new Deployment(chart, 'web');
    const database = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) }).ready;
    new RunMigration(web, 'migrate', { database, image: app, command: ['migrate', 'up'], tool: golangMigrate(), oneAtATime: ownLock('the tool takes a lock') });
    web.addContainer('app', { image: app });
    return web;
  },
  'a level, and a Pod': (chart) => {
    const pod = new Pod(chart, 'pod', { podSecurity: 'privileged', podSecurityBecause: 'it looks at the node' });
    new RunCommand(pod, 'look', { ...run, command: ['look'], writes: ['index.db'] });
    pod.addContainer('app', { image: image('x:1', { user: 'image' }) });
    return pod;
  },
};

/** What only the program knows: what it put right of what was given to it. */
const withoutRepairs = ({ notes, ...plan }: StartUpPlan): StartUpPlan => ({ ...plan, notes: notes.filter((note) => !note.includes('was repaired')) });
const chartOf = () => new Chart(new App({ outdir: '/nonexistent' }), 'shop');

test.each(Object.keys(PROGRAMS))('the same plan from YAML: %s', (name) => {
  const chart = chartOf();
  const plan = PROGRAMS[name]!(chart).startUpPlan;
  expect(plansOf(yamlOf(chart))).toEqual([withoutRepairs(plan)]);
});

test('these programs have notes of every kind but a few', () => {
  const notes = Object.values(PROGRAMS).flatMap((program) => program(chartOf()).startUpPlan.notes).join('\n');
  for (const about of [
    /longer than progressDeadlineSeconds .*shorten the timeout of "wait"/, /longer than activeDeadlineSeconds/, /adds about a second to the start/, /without a known deadline/,
    /names the host archive/, /names \/data, which "\w+" mounts/, /no other container mounts it/, /claim template "spare"/, /kubelet evicts/, /must write, but the pod has no fsGroup/,
    /owned by #shop/, /runs as user 0, but the mesh/,
    /this CronJob never ends/, /OpenShift chooses users/, /allow no egress from these pods/, /governs this StatefulSet/, /fsGroup sets group 1000/, /no user is set/,
    /if a step fails/, /golang-migrate/,
  ]) expect(notes).toMatch(about);
});

test('a pod that nobody of this library made is described as far as it tells', () => {
  const [plan] = plansOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: prod }
spec:
  progressDeadlineSeconds: 300
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec:
      initContainers:
        - { name: proxy, image: "proxy:2", restartPolicy: Always, resources: { requests: { cpu: 50m } } }
        - { name: wait, image: "busybox:1.37", command: [sh, -c, "until nc -z db 5432; do sleep 2; done"] }
      containers: [{ name: app, image: "shop:1" }, { name: log, image: "log:1" }]
`);
  expect(formatStartUpPlan(plan!)).toBe([
    'Deployment web · privileged',
    '  pod=$(kubectl get pods -n prod -l app=web --sort-by=.metadata.creationTimestamp -o name | tail -n 1)',
    '  -  proxy (proxy:2) a sidecar of the workload, which keeps running',
    '       kubectl logs -n prod "$pod" -c proxy',
    '  -  wait (busybox:1.37) an init container of the workload, without a known deadline',
    '       kubectl logs -n prod "$pod" -c wait',
    '  then app, log',
    '  worst case 0 s (progressDeadlineSeconds 300 s) · effective request 50m CPU, 0Mi memory',
    '  note: init container wait: a container of the workload without a known deadline; the worst case does not include it.',
    '',
  ].join('\n'));
});
