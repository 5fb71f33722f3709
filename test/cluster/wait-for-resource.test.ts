import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { Deployment, Job, Pod, resource, WaitForResource, WaitForService } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, orderOf } from './support/pods';
import { addIdleApp, BUSYBOX } from './support/servers';

const dist = join(__dirname, '../../examples/resources/dist');
const example = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');

describeIn('steps that wait for objects', 'restricted', 'resources', (namespace) => {
  // The example has a namespace of its own, which its ClusterRoleBinding names.
  const own = example.replace(/(namespace: |namespaces\/|: )resources$/gm, `$1${namespace.name}`).replace(/namespaces\/resources\//g, `namespaces/${namespace.name}/`)
    .replace(/resources-resources-web/g, `${namespace.name}-web`).replace(/resource:\/\/resources\//g, `resource://${namespace.name}/`)
    .replace(/^( *resourceNames:\n *- )resources$/gm, `$1${namespace.name}`);

  test('examples/resources: a Job, a StatefulSet and a Namespace, with an account that may get these three', async () => {
    await namespace.apply(own);
    const pod = await namespace.untilReady({ app: 'resources-web' });
    expect(orderOf(pod)).toEqual(['wait-for-load', 'wait']);
    expect(await namespace.logs(pod.metadata.name, 'wait-for-load')).toMatch(/ready after \d+\.\d s: job\/resources-load: complete\n$/);
    const logs = await namespace.logs(pod.metadata.name, 'wait');
    expect(logs).toMatch(/wait: index \(resources-index\): ready after .* statefulset\/resources-index: rolled out/);
    expect(logs).toMatch(/wait: namespace \(\S+\): ready after .*: status\.phase is Active/);
    const may = (verb: string, object: string) => namespace.kubectl(['auth', 'can-i', verb, object, `--as=system:serviceaccount:${namespace.name}:resources-reader`], { mayFail: true });
    expect((await may('get', 'jobs/resources-load')).stdout.trim()).toBe('yes');
    for (const [verb, object] of [['get', 'jobs/another'], ['list', 'jobs'], ['delete', 'jobs/resources-load'], ['get', 'secrets']] as const) {
      expect((await may(verb, object)).stdout.trim()).toBe('no');
    }
    await namespace.kubectl(['delete', 'clusterrole,clusterrolebinding', '--field-selector', `metadata.name=${/name: (\S+-web-wait-2-reader-\S+)/.exec(own)![1]}`]);
  });

  test('a failed Job ends the wait at once, with its reason; what is not there, or may not be read, is said', async () => {
    await namespace.apply(manifests((chart) => {
      const job = new Job(chart, 'bad', { backoffLimit: 0 });
      job.addContainer('bad', { image: BUSYBOX, command: ['false'] });
      const pod = (id: string) => new Pod(chart, id, { restartPolicy: RestartPolicy.NEVER, terminationGracePeriod: Duration.seconds(2) });
      const failed = pod('failed');
      new WaitForResource(failed, 'wait', { until: { kind: 'Job', name: job.resource }, timeout: Duration.minutes(3) });
      addIdleApp(failed);
      const absent = pod('absent');
      new WaitForResource(absent, 'wait', { until: { kind: 'Deployment', name: 'never' }, timeout: Duration.seconds(8) });
      addIdleApp(absent);
      const several = new Deployment(chart, 'several', { terminationGracePeriod: Duration.seconds(2) });
      new WaitForService(several, 'wait', { until: {
        rollout: resource({ kind: 'Deployment', name: 'late', until: 'rolledOut' }),
        available: resource({ kind: 'Deployment', name: 'late', condition: 'Progressing', apiVersion: 'apps/v1' }),
        pod: resource({ kind: 'Pod', name: 'test-failed', apiVersion: 'v1', field: { path: 'status.phase', value: 'Failed' } }),
      } });
      addIdleApp(several);
    }));
    const [failed, absent] = await Promise.all(['test-failed', 'test-absent'].map((name) =>
      namespace.untilPod('failed', { name }, (pod) => (pod.status.phase === 'Failed' ? pod : undefined))));
    expect(initRun(failed, 'wait')!.exitCode).toBe(1);
    expect(initRun(failed, 'wait')!.message).toMatch(/^resource \(test-bad\): job\/test-bad: has failed: BackoffLimitExceeded: /);
    expect(initRun(absent, 'wait')).toMatchObject({ exitCode: 124, message: 'not ready after 8 s: resource (never): deployment/never is not there yet' });
    await namespace.apply(manifests((chart) => {
      const late = new Deployment(chart, 'late', { metadata: { name: 'late' }, terminationGracePeriod: Duration.seconds(1) });
      addIdleApp(late);
    }));
    const several = await namespace.untilReady({ app: 'test-several' });
    expect(await namespace.logs(several.metadata.name, 'wait')).toMatch(/rollout \(late\): ready after .*: deployment\/late: rolled out/);
  });
});
