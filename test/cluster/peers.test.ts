import { Duration } from 'cdk8s';
import { PodManagementPolicy } from 'cdk8s-plus-28';
import { dns, StatefulSet, WaitForService } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, orderOf } from './support/pods';
import { addIdleApp } from './support/servers';

describeIn('steps that wait for the names of their peers', 'restricted', 'peers', (namespace) => {
  const set = (id: string) => manifests((chart) => {
    const workload = new StatefulSet(chart, id, {
      replicas: 2, ports: [80], publishNotReadyAddresses: true, podManagementPolicy: PodManagementPolicy.PARALLEL,
      terminationGracePeriod: Duration.seconds(1),
    });
    new WaitForService(workload, 'wait', {
      until: Object.fromEntries([0, 1].map((ordinal) => [`peer-${ordinal}`, dns({ host: `test-${id}-${ordinal}.test-${id}-service` })])),
      timeout: Duration.seconds(id === 'published' ? 60 : 15),
    });
    addIdleApp(workload);
  });

  // What the rule stateful-peers refuses: the same without the field, which is taken out of the YAML.
  beforeAll(() => namespace.apply(`${set('published')}\n---\n${set('unpublished').replace(/^ *publishNotReadyAddresses: true\n/m, '')}`));

  test('find them while all are initialising, where the governing Service publishes them', async () => {
    for (const ordinal of [0, 1]) {
      expect(orderOf(await namespace.untilReady({ name: `test-published-${ordinal}` }))).toEqual(['wait']);
    }
  });

  test('never find them where it does not', async () => {
    const pod = await namespace.untilPod('failed', { name: 'test-unpublished-0' }, (one) => initRun(one, 'wait')?.exitCode === 124 && one);
    for (const peer of ['peer-0', 'peer-1']) expect(initRun(pod, 'wait')!.message).toMatch(new RegExp(`${peer} \\(\\S+\\): the name does not resolve`));
  });
});
