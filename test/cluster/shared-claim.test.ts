import { claim, CopyFromImage, image, Pod, RenderConfig, WriteFiles } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { addIdleApp, BUSYBOX } from './support/servers';

const pods = ['a', 'b', 'c', 'd'];
const steps = ['copy', 'write', 'render'];
const content = 'x'.repeat(100_000);

describeIn('pods that share a claim', 'restricted', 'shared', (namespace) => {
  test('write into it one after the other, by the flock of each image and of the helper', async () => {
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Mi' } } };
    await namespace.apply(JSON.stringify({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'shared' }, spec }));
    await namespace.apply(manifests((chart) => {
      for (const id of pods) {
        const pod = new Pod(chart, id, { fsGroup: 2000 });
        const into = claim(pod, 'shared', 'shared');
        new CopyFromImage(pod, 'copy', { image: image(BUSYBOX.reference, { user: 65534 }), directory: '/etc', into });
        new WriteFiles(pod, 'write', { files: { 'conf.d/x': content, 'y': 'y' }, into });
        new RenderConfig(pod, 'render', { files: { z: { template: '@{X}', format: 'text', values: { X: content } } }, into });
        addIdleApp(pod);
      }
    }));
    for (const id of pods) {
      const pod = await namespace.untilReady({ name: `test-${id}` });
      for (const step of steps) {
        expect(initRun(pod, step)).toMatchObject({ exitCode: 0, restarts: 0 });
        expect(await namespace.logs(`test-${id}`, step)).not.toContain('no locks');
      }
    }
  });
});
