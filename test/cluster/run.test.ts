import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { RestartPolicy } from 'cdk8s-plus-28';
import { onceIn, Pod, RunScript, StatefulSet, writable } from '../../src';
import type { Json } from './support/kubectl';
import { manifests, templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { failedRun, initRun, orderOf } from './support/pods';
import { BUSYBOX } from './support/servers';

const yaml = readFileSync(join(__dirname, '../../examples/run-anything/dist/stock.k8s.yaml'), 'utf8');

describeIn('examples/run-anything', 'restricted', 'run-anything', (namespace) => {
  test('no pod template is refused or warned of', async () => {
    expect(await tryPods(namespace, templatesAsPods(yaml))).toEqual([]);
  });

  test('comes up, and serves what the script wrote and the command checked', async () => {
    await namespace.apply(yaml);
    const web = await namespace.untilReady({ app: 'stock-web' });
    expect(orderOf(web)).toEqual(['report', 'check']);
    expect(web.status.initContainerStatuses.map(({ restartCount }: Json) => restartCount)).toEqual([0, 0]);
    const get = async (page: string) => (
      await namespace.kubectl(['get', '--raw', `/api/v1/namespaces/${namespace.name}/services/stock:8080/proxy/${page}`])).stdout;
    expect(JSON.parse(await get('report.json'))).toEqual({ products: 3, total: 235.5, currency: 'CHF' });
    expect(await get('stock.html')).toContain('<li>lamp &amp; shade\n');
    const { stdout } = await namespace.kubectl(['exec', web.metadata.name, '-c', 'nginx', '--', 'stat', '-c', '%a', '/usr/share/nginx/html/report.json']);
    expect(stdout).toBe('644\n');
  });
});

describeIn('a script on its bad days', 'restricted', 'run-bad-days', (namespace) => {
  const idle = { image: BUSYBOX, command: ['sh', '-c', 'ls -A /seen; exec sleep 1000'] } as const;

  test('that fails in the middle leaves nothing to see, and its next run begins with nothing', async () => {
    await namespace.apply(manifests((chart) => {
      const set = new StatefulSet(chart, 'set', { ports: [80], fsGroup: 65534, terminationGracePeriod: Duration.seconds(1) });
      const data = set.claimTemplate('data', { size: Size.mebibytes(10) });
      const step = new RunScript(set, 'write', {
        purpose: 'writes two files, the first time only one',
        script: `
          [ -z "$(ls -A /output)" ]
          echo half >/output/one
          [ -e /data/second ] || { touch /data/second; exit 7; }
          sleep 8 # so that a busy test sees the run before
          echo half >/output/two`,
        mounts: { '/data': writable(data) },
        writes: ['one', 'two'],
        rerun: 'idempotent',
      });
      set.addContainer('app', { ...idle, mounts: { '/seen': step.files } });
    }));
    const failed = await namespace.untilPod('failed', { name: 'test-set-0' }, (pod) => failedRun(pod, 'write'));
    expect(failed).toMatchObject({ exitCode: 7, message: expect.stringMatching(/^the script exited with 7 after/) });
    await namespace.untilReady({ name: 'test-set-0' });
    expect(await namespace.logs('test-set-0', 'app')).toBe('one\ntwo\n');
  });

  test('that is not done at its deadline is ended, and says so', async () => {
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, 'late', { restartPolicy: RestartPolicy.NEVER });
      const step = new RunScript(pod, 'hang', {
        purpose: 'hangs', script: 'echo half >/output/one; sleep 100', writes: ['one'], rerun: 'idempotent', timeout: Duration.seconds(2),
      });
      pod.addContainer('app', { ...idle, mounts: { '/seen': step.files } });
    }));
    const pod = await namespace.untilPod('failed', { name: 'test-late' }, (one) => (one.status.phase === 'Failed' ? one : undefined));
    const run = initRun(pod, 'hang')!;
    expect(run).toMatchObject({ exitCode: 124, message: 'the script was not done after 2 s' });
    expect(run.finishedAt.getTime() - run.startedAt.getTime()).toBeLessThanOrEqual(4000);
  });

  test('that lacks a tool is told before it has done anything', async () => {
    await namespace.apply(manifests((chart) => {
      const pod = new Pod(chart, 'tool', { restartPolicy: RestartPolicy.NEVER });
      new RunScript(pod, 'ask', { purpose: 'asks', image: BUSYBOX, script: 'echo begun; jq . /x', tools: ['jq'], rerun: 'idempotent' });
      pod.addContainer('app', idle);
    }));
    const pod = await namespace.untilPod('failed', { name: 'test-tool' }, (one) => (one.status.phase === 'Failed' ? one : undefined));
    expect(initRun(pod, 'ask')).toMatchObject({ exitCode: 127, message: expect.stringMatching(/^jq is not on PATH \(.*\) in this image$/) });
    expect(await namespace.logs('test-tool', 'ask')).not.toContain('begun');
  });
});

describeIn('what is done once for a claim', 'restricted', 'run-once', (namespace) => {
  test('is not done again by the next pod', async () => {
    await namespace.apply(manifests((chart) => {
      const set = new StatefulSet(chart, 'set', { ports: [80], fsGroup: 65534, terminationGracePeriod: Duration.seconds(1) });
      const data = set.claimTemplate('data', { size: Size.mebibytes(10) });
      new RunScript(set, 'import', { purpose: 'imports', script: 'echo imported >>/data/log', mounts: { '/data': writable(data) }, rerun: onceIn(data) });
      set.addContainer('app', { image: BUSYBOX, command: ['sh', '-c', 'cat /data/log; exec sleep 1000'], mounts: { '/data': writable(data) } });
    }));
    await namespace.untilReady({ name: 'test-set-0' });
    await namespace.kubectl(['delete', 'pod', 'test-set-0', '--grace-period=1']);
    await namespace.untilReady({ name: 'test-set-0' });
    expect(await namespace.logs('test-set-0', 'import')).toMatch(
      /^run: was done in an earlier run, and is done only once: \/prelude-once\/\.prelude-once-test-set-import-[0-9a-f]{8} says so\n$/);
    expect(await namespace.logs('test-set-0', 'app')).toBe('imported\n');
  });
});
