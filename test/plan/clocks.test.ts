import { ApiObject, Cron, Duration, JsonPatch } from 'cdk8s';
import { CronJob, DaemonSet, Deployment, dns, image, Job, Pod, RunCommand, WaitForService, type Workload } from '../../src';
import { newChart } from '../support/kubernetes';

const app = image('registry.example.com/shop:1.4.2', { user: 1000 });

function planOf(workload: Workload, seconds = 300) {
  new WaitForService(workload, 'wait', { until: dns({ host: 'db' }), timeout: Duration.seconds(seconds) });
  workload.addContainer('app', { image: app });
  return workload.startUpPlan;
}

const named = { metadata: { name: 'x' } };

describe('a plan knows the clocks of Kubernetes', () => {
  const active = { ...named, activeDeadline: Duration.minutes(2) };
  test.each<[string, () => Workload]>([
    ['Job', () => new Job(newChart(), 'x', active)],
    ['CronJob', () => new CronJob(newChart(), 'x', { ...active, schedule: Cron.daily() })],
    ['Pod', () => new Pod(newChart(), 'x', active)],
  ])('activeDeadline of a %s, which ends it while steps may run', (kind, make) => {
    const plan = planOf(make());
    expect(plan).toMatchObject({ activeDeadlineSeconds: 120, progressDeadlineSeconds: undefined });
    expect(plan.notes[0]).toBe('the steps may take 300 s together, longer than activeDeadlineSeconds (120 s), after which Kubernetes ends the '
      + `${kind === 'Pod' ? 'pod' : 'Job'}: a slow start would end it before the app starts. Raise activeDeadline to more than 300 s, or shorten the timeout of "wait" (300 s).`);
    expect(plan.notes[1]).toContain('120 s');
    const text = make();
    planOf(text);
    expect(text.startUpPlanText).toContain('worst case 300 s (activeDeadlineSeconds 120 s) · ');
  });

  test('one that leaves time for the steps is told, and no note is made of it', () => {
    const { activeDeadlineSeconds, notes } = planOf(new Job(newChart(), 'x', active), 60);
    expect(activeDeadlineSeconds).toBe(120);
    expect(notes).toEqual([expect.stringMatching(/^if a step fails, .*, or after 120 s \(activeDeadlineSeconds\)/)]);
  });

  test('a DaemonSet has none', () => {
    expect(planOf(new DaemonSet(newChart(), 'x', named))).toMatchObject({ activeDeadlineSeconds: undefined, progressDeadlineSeconds: undefined });
  });

  test('a patch counts', () => {
    const web = new Deployment(newChart(), 'x');
    ApiObject.of(web.resource).addJsonPatch(JsonPatch.replace('/spec/progressDeadlineSeconds', 100));
    const { progressDeadlineSeconds, notes } = planOf(web);
    expect(progressDeadlineSeconds).toBe(100);
    expect(notes[0]).toContain('longer than progressDeadlineSeconds (100 s)');
  });

  test('a patch that takes it away leaves what Kubernetes takes then', () => {
    const web = new Deployment(newChart(), 'x', { progressDeadline: Duration.minutes(1) });
    ApiObject.of(web.resource).addJsonPatch(JsonPatch.remove('/spec/progressDeadlineSeconds'));
    expect(planOf(web).progressDeadlineSeconds).toBe(600);
  });
});

test('the time that a tool may take to stop is a part of the worst case', () => {
  const job = new Job(newChart(), 'x', { terminationGracePeriod: Duration.minutes(2) });
  new RunCommand(job, 'run', {
    image: app, command: ['tool'], purpose: 'runs', rerun: 'idempotent', timeout: Duration.seconds(60), gracePeriod: Duration.seconds(90),
  });
  job.addContainer('app', { image: app });
  expect(job.startUpPlan).toMatchObject({ worstCaseSeconds: 150, steps: [{ deadlineSeconds: 60, graceSeconds: 90, atDeadline: 'fail' }] });
  expect(job.startUpPlanText).toContain('gives up after 60 s, with 90 s to stop\n');
});
