import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { RestartPolicy } from 'cdk8s-plus-28';
import {
  command, CronJob, DaemonSet, Deployment, dns, FetchConfig, FixPermissions, https, image, Job, Pod, postgres, RunMigration, StatefulSet, ownLock,
  WaitForService, type Workload, writable,
} from '../../src';
import { effectiveRequest } from '../../src/manifest/effective-request';
import { newChart } from '../support/kubernetes';

/** The newest pod of the shop, as a command names it. */
const NEWEST = '$(kubectl get pods -n prod -l cdk8s.io/metadata.addr=shop-web-c81100ac --sort-by=.metadata.creationTimestamp -o name | tail -n 1)';

const app = image('registry.example.com/shop:1.4.2', { user: 1000 });

function shop(progressDeadline = Duration.minutes(20)) {
  const web = new Deployment(newChart('shop'), 'web', { progressDeadline, metadata: { name: 'web', namespace: 'prod' } });
  const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }), timeout: Duration.minutes(9) });
  const schema = new RunMigration(web, 'migrate', {
    database: db.ready, image: image('migrate/migrate:v4.18.1', { user: 1000 }), command: ['./up'], oneAtATime: ownLock('the tool takes a lock'),
  });
  const config = new FetchConfig(web, 'fetch', { from: https('https://config.example.com/shop.json'), after: [schema.migrated] });
  web.addContainer('app', { image: app, mounts: { '/app/config': config.files } });
  return web;
}

test('a plan says what runs in which order, what it needs and gives, and how to see it', () => {
  const plan = shop().startUpPlan;
  expect(plan).toMatchObject({
    path: 'shop/web', kind: 'Deployment', name: 'web', podSecurity: 'restricted', containers: ['app'],
    notes: [expect.stringMatching(/^if a step fails, Kubernetes starts it again in the same pod .*: kubectl rollout undo deployment web -n prod\.$/)],
    worstCaseSeconds: 540 + (300 + 20) + 120, progressDeadlineSeconds: 1200,
    effectiveRequest: { cpuMillicores: 100, memoryBytes: 128 * 1024 * 1024 },
  });
  const facts = plan.steps.map(({ name, kind, after, gives, attempts, deadlineSeconds }) => (
    { name, kind, after, gives, attempts, deadlineSeconds }));
  expect(facts).toEqual([
    { name: 'wait', kind: 'WaitForService', after: [], gives: ['ready: postgres'], attempts: undefined, deadlineSeconds: 540 },
    { name: 'migrate', kind: 'RunMigration', after: ['wait'], gives: ['migrated: postgres'], attempts: 1, deadlineSeconds: 300 },
    { name: 'fetch', kind: 'FetchConfig', after: ['migrate'], gives: ['file: shop.json'], attempts: 5, deadlineSeconds: 120 },
  ]);
});

test('the text is the plan, for a person', () => {
  expect(shop(Duration.minutes(10)).startUpPlanText).toBe(`\
shop/web · Deployment web · restricted
  pod=${NEWEST}
  1. wait (WaitForService) waits until postgres (postgres://db:5432) is there, for at most 540 s
       gives ready: postgres · gives up after 540 s
       kubectl logs -n prod "$pod" -c wait
  2. migrate (RunMigration) migrates postgres with migrate/migrate:v4.18.1 (one at a time by a lock of its own: the tool takes a lock), for at most 300 s
       after wait · gives migrated: postgres · 1 attempt · gives up after 300 s, with 20 s to stop
       kubectl logs -n prod "$pod" -c migrate
  3. fetch (FetchConfig) fetches https://config.example.com/shop.json, for at most 120 s
       after migrate · may be redirected to any host over https · gives file: shop.json · 5 attempts · gives up after 120 s
       kubectl logs -n prod "$pod" -c fetch
  then app
  worst case 980 s (progressDeadlineSeconds 600 s) · effective request 100m CPU, 128Mi memory
  note: the steps may take 980 s together, longer than progressDeadlineSeconds (600 s): Kubernetes would report a slow start as a failed rollout \
while the pods keep trying. Raise progressDeadline to more than 980 s, or shorten the timeout of "wait" (540 s).
  note: if a step fails, Kubernetes starts it again in the same pod after pauses of up to 5 minutes, and nothing stops these retries; earlier pods keep running. \
Apply the fixed Deployment, or: kubectl rollout undo deployment web -n prod.
`);
});

test('a plan notes what costs, what is left to kubelet, and what stays broken', () => {
  const db = new StatefulSet(newChart(), 'db', { ports: [1], podSecurity: 'baseline', metadata: { name: 'db' } });
  const volume = db.claimTemplate('data', { size: Size.gibibytes(1) });
  new WaitForService(db, 'wait', { until: command({ image: app, command: ['x'], proves: 'it works' }) });
  const { volume: owned } = new FixPermissions(db, 'own', { volume, group: 999 });
  db.addContainer('db', { image: app, mounts: { '/data': writable(owned) } });
  expect(db.startUpPlan.notes).toEqual([
    expect.stringMatching(/^container prelude-helper adds about a second to the start.*"wait"/),
    'fsGroup sets group 999 on volumes whose root directory has another group (OnRootMismatch).',
    expect.stringMatching(/^if a step fails, .* After you apply the fixed template the pod stays as it is: kubectl delete "\$\(kubectl get pods -l .* \| tail -n 1\)"\.$/),
  ]);
});

describe('a plan says in one line what a failed step comes to, and what to type', () => {
  const noteOf = (workload: Workload) => {
    new WaitForService(workload, 'wait', { until: dns({ host: 'db' }) });
    workload.addContainer('app', { image: app });
    const notes = workload.startUpPlan.notes.filter((note) => note.startsWith('if a step fails'));
    expect(notes).toHaveLength(1);
    return notes[0];
  };
  const named = { metadata: { name: 'x' } };

  test.each<[string, () => Workload, RegExp]>([
    ['DaemonSet', () => new DaemonSet(newChart(), 'x', named), /nothing stops these retries\. Apply the fixed workload, which replaces the pod\.$/],
    ['Job, Never', () => new Job(newChart(), 'x', { ...named, restartPolicy: RestartPolicy.NEVER, backoffLimit: 2 }), /Kubernetes tries 3 pods .*: kubectl delete job x\.$/],
    ['Job, OnFailure', () => new Job(newChart(), 'x', { ...named, restartPolicy: RestartPolicy.ON_FAILURE, backoffLimit: 2 }), /until backoffLimit \(2\) .* its pod and log are deleted/],
    ['Job, which says nothing', () => new Job(newChart(), 'x', named), /backoffLimit \(?6\)?/],
    ['CronJob', () => new CronJob(newChart(), 'x', { ...named, schedule: Cron.daily(), backoffLimit: 1 }), /backoffLimit \(?1\)?.*; the next run starts from the beginning\.$/],
    ['Pod, Always', () => new Pod(newChart(), 'x', named), /nothing stops these retries; before you apply the fixed pod: kubectl delete pod x\.$/],
    ['Pod with a deadline', () => new Pod(newChart(), 'x', { ...named, activeDeadline: Duration.minutes(5) }), /only activeDeadlineSeconds \(300 s\) stops these retries, and it also stops an app/],
    ['Pod, Never', () => new Pod(newChart(), 'x', { ...named, restartPolicy: RestartPolicy.NEVER }), /the pod ends and stays Failed; .*: kubectl delete pod x\.$/],
  ])('%s', (_, make, note) => expect(noteOf(make())).toMatch(note));
});

describe('the effective request (KEP-753)', () => {
  const container = (cpu: string, restartPolicy?: string) => ({ resources: { requests: { cpu } }, ...(restartPolicy ? { restartPolicy } : {}) });
  test.each([
    ['its own request counts', { requests: { cpu: '2' } }, 2000],
    ['a request below what is asked for together is what Kubernetes refuses, and counts', { requests: { cpu: '50m' } }, 50],
    ['with a limit alone, the requests of the containers count', { limits: { cpu: '4' } }, 300],
    ['of another resource, the containers count', { requests: { memory: '1Gi' } }, 300],
  ])('spec.resources: %s', (_title, resources, millicores) => {
    const containers = [{ name: 'a', resources: { requests: { cpu: '100m' } } }, { name: 'b', resources: { limits: { cpu: '200m' } } }];
    expect(effectiveRequest({ containers, resources } as never).cpuMillicores).toBe(millicores);
  });

  test('spec.resources: a limit alone counts where no container asks', () => {
    expect(effectiveRequest({ containers: [{ name: 'a' }], resources: { limits: { cpu: '4', memory: '1Gi' } } })).toEqual(
      { cpuMillicores: 4000, memoryBytes: 1024 ** 3 });
  });

  const cpu = (initContainers: object[], containers: object[]) => effectiveRequest({ initContainers, containers } as never).cpuMillicores;

  test.each([
    ['containers together', [], [container('100m'), container('0.2')], 300],
    ['the largest init container where it is more', [container('50m'), container('2')], [container('100m')], 2000],
    ['sidecars count for the life of the pod', [container('50m', 'Always')], [container('100m')], 150],
    ['an init container adds to the sidecars before it, not to those after', [container('50m', 'Always'), container('500m'), container('1', 'Always')],
      [container('100m')], 1150],
    ['an init container beside an early sidecar', [container('500m', 'Always'), container('900m')], [container('100m')], 1400],
    ['a limit stands in for a request', [], [{ resources: { limits: { cpu: '250m' } } }], 250],
  ])('%s', (_, init, containers, expected) => {
    expect(cpu(init, containers)).toBe(expected);
  });

  test('is that of the rendered manifest: a patch counts', () => {
    const web = shop();
    web.resource.addInitContainer({ image: 'a:1', name: 'greedy', resources: { cpu: { request: kplus.Cpu.units(3) }, memory: { limit: Size.mebibytes(1) } } });
    expect(web.startUpPlan.effectiveRequest.cpuMillicores).toBe(3000);
  });
});
