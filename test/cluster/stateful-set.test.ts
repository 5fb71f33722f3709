import { type Chart, Duration } from 'cdk8s';
import { dns, StatefulSet, WaitForService } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { addIdleApp } from './support/servers';

describeIn('a StatefulSet whose init fails', 'restricted', 'stateful-set', (namespace) => {
  const set = (host: string) => {
    let notes: readonly string[] = [];
    const yaml = manifests((chart: Chart) => {
      const workload = new StatefulSet(chart, 'set', { ports: [80] });
      new WaitForService(workload, 'wait', { until: dns({ host }), timeout: Duration.seconds(2) });
      addIdleApp(workload);
      ({ notes } = workload.startUpPlan);
    });
    return { yaml, notes };
  };

  test('keeps its broken pod when the fixed template is applied, until what the plan says is typed', async () => {
    const broken = set('no-such-host');
    await namespace.apply(broken.yaml);
    const before = await namespace.untilPod('failed', { name: 'test-set-0' }, (pod) => initRun(pod, 'wait')?.exitCode === 124 && pod);
    await namespace.apply(set('kubernetes.default').yaml);
    await namespace.until('the new revision', 'statefulsets', ([one]) => (
      one?.status.observedGeneration === one?.metadata.generation && one?.status.updateRevision !== one?.status.currentRevision) || undefined);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    // What Kubernetes does, and why there is a note in the plan.
    expect((await namespace.get('pod', 'test-set-0')).metadata.uid).toBe(before.metadata.uid);

    const [, command] = /: (kubectl delete .*)\.$/.exec(broken.notes.find((note) => note.includes('kubectl delete')) ?? '') ?? [];
    expect(await namespace.paste(command!)).toContain('"test-set-0" deleted');
    const pod = await namespace.untilReady({ name: 'test-set-0' });
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 0, restarts: 0 });
  });
});
