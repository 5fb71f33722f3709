import { type Chart, Cron, Duration } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { CronJob, DaemonSet, Deployment, dns, Job, Pod, type StartUpPlan, StatefulSet, tcp, WaitForService, type Workload } from '../../src';
import type { Json } from './support/kubectl';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { addIdleApp } from './support/servers';

/* What docs/failures.md says of each kind of workload and restartPolicy, with workloads of this library. */

const never = { restartPolicy: RestartPolicy.NEVER };
const onFailure = { restartPolicy: RestartPolicy.ON_FAILURE };
const second = { terminationGracePeriod: Duration.seconds(1) };

const kinds: Readonly<Record<string, (chart: Chart) => Workload>> = {
  deployment: (chart) => new Deployment(chart, 'deployment', { replicas: 1, ...second }),
  'stateful-set': (chart) => new StatefulSet(chart, 'stateful-set', { ports: [80], ...second }),
  'daemon-set': (chart) => new DaemonSet(chart, 'daemon-set', second),
  'job-never': (chart) => new Job(chart, 'job-never', { ...never, backoffLimit: 1, ...second }),
  'job-on-failure': (chart) => new Job(chart, 'job-on-failure', { ...onFailure, backoffLimit: 1, ...second }),
  'cron-job': (chart) => new CronJob(chart, 'cron-job', { schedule: Cron.annually(), ...never, backoffLimit: 0, ...second }),
  'pod-always': (chart) => new Pod(chart, 'pod-always', { restartPolicy: RestartPolicy.ALWAYS, ...second }),
  'pod-on-failure': (chart) => new Pod(chart, 'pod-on-failure', { ...onFailure, ...second }),
  'pod-never': (chart) => new Pod(chart, 'pod-never', { ...never, ...second }),
};

/** A workload with one step, that fails after a second or is done at once. */
const withStep = (id: string, step: 'failing' | 'fixed') => (chart: Chart): void => {
  const workload = kinds[id]!(chart);
  new WaitForService(workload, 'wait', {
    until: step === 'failing' ? tcp({ host: 'nobody.invalid', port: 9 }) : dns({ host: 'kubernetes.default' }), timeout: Duration.seconds(1),
  });
  addIdleApp(workload);
};

const yamlOf = (id: string, step: 'failing' | 'fixed'): string => manifests(withStep(id, step));
function planOf(id: string): StartUpPlan {
  let plan: StartUpPlan | undefined;
  manifests((chart) => {
    withStep(id, 'failing')(chart);
    plan = chart.node.children.find((child): child is Workload => 'startUpPlan' in child)!.startUpPlan;
  });
  return plan!;
}

describeIn('a step that fails', 'restricted', 'failures', (namespace) => {
  const podsOf = (pods: readonly Json[], id: string) => pods.filter(({ metadata }) => (
    metadata.name === `test-${id}` || metadata.name.startsWith(`test-${id}-`) || metadata.name.startsWith(`${id}-by-hand-`)));
  // On a busy node the run before is not always in the status in which the count goes up.
  const restartedIn = (id: string) => namespace.until(`${id} to be started again`, 'pods', (pods) => (
    podsOf(pods, id).find((pod) => (initRun(pod, 'wait')?.restarts ?? 0) > 0)));
  const jobFailed = (name: string) => namespace.until(`${name} to fail`, 'jobs', ([job]) => (
    (job?.status.conditions ?? []).find(({ type, status }: Json) => type === 'Failed' && status === 'True')), { name });
  const shown = async (name: string) => (await namespace.kubectl(['get', 'pod', name, '--no-headers'])).stdout.split(/ +/)[2];
  /** What the plan says is to be typed once a step has failed. */
  const remedyOf = (id: string) => /: (kubectl [^:]+)\.$/.exec(planOf(id).notes.find((text) => text.startsWith('if a step fails')) ?? '')?.[1] ?? 'false';
  const logOf = (id: string) => namespace.paste(planOf(id).steps[0]!.logs);

  beforeAll(async () => {
    for (const id of Object.keys(kinds)) await namespace.apply(yamlOf(id, 'failing'));
    await namespace.kubectl(['create', 'job', 'cron-job-by-hand', '--from=cronjob/test-cron-job']);
  });

  test.each(['deployment', 'stateful-set', 'daemon-set', 'pod-always', 'pod-on-failure'])('%s: is started again in the same pod, which stays Pending', async (id) => {
    const pod = await restartedIn(id);
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 124 });
    expect(pod.status.phase).toBe('Pending');
    expect(await logOf(id)).toContain('wait: not ready after 1 s');
    expect(await shown(pod.metadata.name)).toMatch(/^Init:(0\/1|Error|CrashLoopBackOff)$/);
  });

  test('pod-never: the pod is Failed, and the app never starts', async () => {
    const pod = await namespace.untilPod('failed', { name: 'test-pod-never' }, (one) => one.status.phase === 'Failed' && one);
    expect(pod.status.initContainerStatuses[0].restartCount).toBe(0);
    expect(await shown('test-pod-never')).toBe('Init:Error');
    expect(await logOf('pod-never')).toContain('wait: not ready after 1 s');
  });

  test('job-never: backoffLimit + 1 pods, which stay with their logs', async () => {
    expect((await jobFailed('test-job-never')).reason).toBe('BackoffLimitExceeded');
    const pods = podsOf(JSON.parse((await namespace.kubectl(['get', 'pods', '-o', 'json'])).stdout).items, 'job-never');
    expect(pods.map(({ status }) => status.phase)).toEqual(['Failed', 'Failed']);
    expect(await logOf('job-never')).toContain('wait: not ready after 1 s');
  });

  test('job-on-failure: started again in one pod until backoffLimit is reached, then the pod is gone with its log', async () => {
    expect((await jobFailed('test-job-on-failure')).reason).toBe('BackoffLimitExceeded');
    await namespace.until('the pod to be gone', 'pods', (pods) => (podsOf(pods, 'job-on-failure').length === 0 ? true : undefined));
  });

  test('cron-job: its Job fails as a Job does', async () => {
    expect((await jobFailed('cron-job-by-hand')).reason).toBe('BackoffLimitExceeded');
    expect(await logOf('cron-job')).toContain('wait: not ready after 1 s');
  });

  test.each(['deployment', 'daemon-set'])('%s: the fixed template replaces the pod', async (id) => {
    await namespace.apply(yamlOf(id, 'fixed'));
    await namespace.kubectl(['rollout', 'status', `${id.replace('-', '')}/test-${id}`, '--timeout=90s'], { seconds: 100 });
  });

  test('deployment: in a rollout that hangs, the log is that of the new pod, while the one of before still runs', async () => {
    await namespace.apply(yamlOf('deployment', 'failing'));
    await restartedIn('deployment');
    await namespace.untilPod('running as before', { app: 'test-deployment' }, ({ status }) => status.phase === 'Running');
    expect(await logOf('deployment')).toContain('wait: not ready after 1 s');
    expect(await namespace.paste('kubectl logs deployment/test-deployment -c wait')).not.toContain('not ready after');
  });

  test('stateful-set: the pod is replaced once what the plan says is typed (not before: stateful-set.test.ts)', async () => {
    await namespace.apply(yamlOf('stateful-set', 'fixed'));
    expect(await namespace.paste(remedyOf('stateful-set'))).toContain('"test-stateful-set-0" deleted');
    await namespace.untilReady({ name: 'test-stateful-set-0' });
  });

  test.each(['job-never', 'pod-never', 'pod-always'])('%s: the fixed one is refused until what the plan says is typed', async (id) => {
    const { code, stderr } = await namespace.kubectl(['apply', '-f', '-'], { input: yamlOf(id, 'fixed'), mayFail: true });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/field is immutable|pod updates may not change fields/);
    await namespace.paste(remedyOf(id));
    await namespace.apply(yamlOf(id, 'fixed'));
    await namespace.until(`${id} to come up`, 'pods', (pods) => podsOf(pods, id).find(({ status }) => (
      status.phase === 'Running' && status.initContainerStatuses[0].state.terminated?.exitCode === 0)));
  });
});
