import { ApiObject, type Chart, Cron, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, CronJob, DaemonSet, Deployment, dns, image, Job, Pod, StatefulSet, WaitForService, type Workload } from '../../src';
import { newChart } from '../support/kubernetes';

/* The commands of a plan, for every kind; test/cluster/failures.test.ts runs them. */

const named = { metadata: { name: 'x', namespace: 'prod' } };

function logsOf(workload: Workload): string {
  new WaitForService(workload, 'wait', { until: dns({ host: 'db' }) });
  if ('containers' in workload.resource && workload.resource.containers.length === 0) workload.addContainer('app', { image: image('a:1', { user: 1 }) });
  return workload.startUpPlan.steps[0]!.logs;
}

test.each<[string, (chart: Chart) => Workload]>([
  ['Deployment', (chart) => new Deployment(chart, 'x', named)],
  ['StatefulSet', (chart) => new StatefulSet(chart, 'x', { ...named, ports: [1] })],
  ['DaemonSet', (chart) => new DaemonSet(chart, 'x', named)],
  ['Job', (chart) => new Job(chart, 'x', named)],
  ['CronJob', (chart) => new CronJob(chart, 'x', { ...named, schedule: Cron.daily() })],
])('%s: the log is that of the newest pod, found by a label that its pods have', (_, make) => {
  expect(logsOf(make(newChart('shop')))).toBe(
    'kubectl logs -n prod "$(kubectl get pods -n prod -l cdk8s.io/metadata.addr=shop-x-c869c316 --sort-by=.metadata.creationTimestamp -o name | tail -n 1)" -c wait');
});

test('a Pod has one name', () => {
  expect(logsOf(new Pod(newChart(), 'x', named))).toBe('kubectl logs -n prod x -c wait');
});

test('without a namespace the command goes where its reader is', () => {
  expect(logsOf(new Pod(newChart(), 'x', { metadata: { name: 'x' } }))).toBe('kubectl logs x -c wait');
  expect(logsOf(new Deployment(newChart(), 'x', { metadata: { name: 'x' } }))).not.toContain('-n prod');
});

test('what selects the pods of a workload is what finds them: labels that users select by', () => {
  const theirs = new kplus.Deployment(newChart(), 'x', { select: false, podMetadata: { labels: { app: 'shop', tier: 'web', version: '7' } } });
  theirs.select(kplus.LabelSelector.of({ labels: { app: 'shop', tier: 'web' } }));
  theirs.addContainer({ image: 'a:1', securityContext: { user: 1 } });
  expect(logsOf(adopt(theirs, 'x'))).toContain(' -l app=shop,tier=web --sort-by');
});

test('a patched name, namespace or label counts', () => {
  const pod = new Pod(newChart(), 'x', named);
  ApiObject.of(pod.resource).addJsonPatch(JsonPatch.replace('/metadata/name', 'y'), JsonPatch.replace('/metadata/namespace', 'test'));
  expect(logsOf(pod)).toBe('kubectl logs -n test y -c wait');
  const job = new Job(newChart(), 'x', named);
  ApiObject.of(job.resource).addJsonPatch(JsonPatch.replace('/spec/template/metadata/labels', { app: 'job' }));
  expect(logsOf(job)).toContain(' -l app=job --sort-by');
});
