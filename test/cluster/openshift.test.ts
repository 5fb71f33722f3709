import { ApiObject, JsonPatch } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { command, defineStandard, dns, image, Pod, WaitForService, WriteFiles } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { BUSYBOX } from './support/servers';

/*
 * What `platform: 'openshift'` leaves out, OpenShift fills in: a user out of the namespace's range, which no image knows, group
 * 0, and the same number as fsGroup. A patch does here what its admission does there.
 */
const ANY_USER = 1000660000;

describeIn('a pod whose user its namespace has chosen, as OpenShift does', 'restricted', 'openshift', (namespace) => {
  test('runs its steps and its app as that user', async () => {
    await namespace.apply(manifests((chart) => {
      defineStandard({ name: 'Acme', platform: 'openshift' }).setOn(chart);
      const pod = new Pod(chart, 'shop', { restartPolicy: RestartPolicy.NEVER });
      new WaitForService(pod, 'wait', { until: dns({ host: 'kubernetes.default.svc' }) });
      const written = new WriteFiles(pod, 'write', { files: { 'greeting.txt': 'hello' } });
      const run = command({ image: image('docker.io/library/busybox:1.37.0-musl', { user: 65534 }), command: ['id', '-u'], proves: 'a tool of an image runs' });
      new WaitForService(pod, 'run', { until: run });
      pod.addContainer('app', { image: BUSYBOX, command: ['sh', '-c', 'id -u; cat /data/greeting.txt'], mounts: { '/data': written.files } });
      ApiObject.of(pod.resource).addJsonPatch(
        JsonPatch.add('/spec/securityContext/runAsUser', ANY_USER), JsonPatch.add('/spec/securityContext/runAsGroup', 0),
        JsonPatch.add('/spec/securityContext/fsGroup', ANY_USER));
    }));
    const pod = await namespace.untilPod('done', { name: 'test-shop' }, (one) => (['Succeeded', 'Failed'].includes(one.status.phase) ? one : undefined));
    expect(['wait', 'write', 'run'].map((name) => [name, initRun(pod, name)?.exitCode])).toEqual([['wait', 0], ['write', 0], ['run', 0]]);
    expect((await namespace.logs(pod.metadata.name, 'app')).trim()).toBe(`${ANY_USER}\nhello`);
  });
});
