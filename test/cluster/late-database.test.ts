import { type Chart, Duration } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { Deployment, Pod, postgres, tcp, WaitForService } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, initRunning } from './support/pods';
import { addIdleApp, DATABASE, postgresServer } from './support/servers';

const LATE_SECONDS = 20;

function web(chart: Chart, timeout?: Duration): void {
  const workload = new Deployment(chart, 'web', { replicas: 1 });
  new WaitForService(workload, 'wait', { until: { db: postgres({ host: DATABASE }) }, ...(timeout ? { timeout } : {}) });
  addIdleApp(workload);
}

const lines = (log: string): readonly string[] => log.trim().split('\n');
const repeated = (log: string): readonly string[] => lines(log).filter((line, index, all) => line === all[index - 1]);

describeIn(`a database that comes ${LATE_SECONDS} s after the pod`, 'restricted', 'late', (namespace) => {
  test('is waited for without a restart, and noticed within 4 s', async () => {
    await namespace.apply(manifests((chart) => web(chart)));
    await namespace.untilPod('waiting', { app: 'test-web' }, (pod) => initRunning(pod, 'wait'));
    await new Promise((resolve) => setTimeout(resolve, LATE_SECONDS * 1000));
    await namespace.apply(manifests(postgresServer));
    const database = await namespace.untilReady({ name: 'test-db-0' });
    const pod = await namespace.untilReady({ app: 'test-web' });
    const run = initRun(pod, 'wait')!;
    const ready = new Date(database.status.conditions.find(({ type }: { type: string }) => type === 'Ready').lastTransitionTime);
    expect(run).toMatchObject({ exitCode: 0, restarts: 0 });
    expect((run.finishedAt.getTime() - run.startedAt.getTime()) / 1000).toBeGreaterThanOrEqual(LATE_SECONDS);
    expect((run.finishedAt.getTime() - ready.getTime()) / 1000).toBeLessThanOrEqual(4);
    const log = await namespace.logs(pod.metadata.name, 'wait');
    expect(repeated(log)).toEqual([]);
    expect(lines(log)[0]).toMatch(/^wait: db \(\S+:5432\): the name does not resolve$/);
    expect(lines(log).at(-1)).toMatch(/^wait: db \(\S+\): ready after \d+\.\d s$/);
    expect(lines(log).length).toBeLessThan(8);
  });
});

describeIn('a database that comes after the deadline', 'restricted', 'too-late', (namespace) => {
  test('is waited for again, after the pause that kubelet makes', async () => {
    await namespace.apply(manifests((chart) => web(chart, Duration.seconds(5))));
    await namespace.untilPod('the deadline', { app: 'test-web' }, (pod) => initRun(pod, 'wait')?.exitCode === 124);
    await namespace.apply(manifests(postgresServer));
    const pod = await namespace.untilReady({ app: 'test-web' }, 150);
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 0 });
    expect(initRun(pod, 'wait')!.restarts).toBeGreaterThan(0);
  });
});

describeIn('a database that never comes', 'restricted', 'never', (namespace) => {
  test('fails the pod within a second of the deadline, which says why', async () => {
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, 'lonely', { restartPolicy: RestartPolicy.NEVER });
      new WaitForService(pod, 'wait', {
        until: { db: postgres({ host: 'nowhere' }), dns: tcp({ host: 'kube-dns.kube-system', port: 53 }) }, timeout: Duration.seconds(6),
      });
      addIdleApp(pod);
    }));
    const pod = await namespace.untilPod('failed', { name: 'test-lonely' }, (one) => (one.status.phase === 'Failed' ? one : undefined));
    const run = initRun(pod, 'wait')!;
    expect(run).toMatchObject({ exitCode: 124, message: 'not ready after 6 s: db (nowhere:5432): the name does not resolve' });
    // Both times are cut to whole seconds.
    const seconds = (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(6);
    expect(seconds).toBeLessThanOrEqual(8);
    const log = await namespace.logs('test-lonely', 'wait');
    expect(repeated(log)).toEqual([]);
    expect(log).toMatch(/^wait: dns \(\S+\): ready after /m);
    expect(lines(log).at(-1)).toBe('wait: not ready after 6 s: db (nowhere:5432): the name does not resolve');
    expect(lines(log)).toHaveLength(3);
  });

  test('kubectl describe says what each init container is for', async () => {
    const { stdout } = await namespace.kubectl(['describe', 'pod', 'test-lonely']);
    expect(stdout).toMatch(/cdk8s-prelude\/wait: waits until db \(postgres:\/\/nowhere:5432\)/);
    expect(stdout).toContain('not ready after 6 s: db (nowhere:5432): the name does not resolve');
  });
});
