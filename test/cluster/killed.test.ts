import { createHash } from 'node:crypto';
import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { Deployment, FetchConfig, plainHttp, Pod, postgres, tcp, WaitForService } from '../../src';
import { until } from '../support/until';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun, initRunning } from './support/pods';
import { addIdleApp, BUSYBOX, WEB_SERVER, webServer } from './support/servers';

/** The second half of the body comes after a minute the first time, at once later. */
const HALF = 500_000;
const BODY = 'x'.repeat(HALF) + 'y'.repeat(HALF);

describeIn('a pod that is deleted while it waits', 'restricted', 'deleted', (namespace) => {
  const ROUNDS = 3;

  // An init container that ends as soon as it is asked to: what is left is kubelet's own time, one second, and more on a busy machine.
  const control = (name: string) => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name },
    spec: {
      securityContext: { runAsUser: 65534, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      initContainers: [{
        name: 'wait', image: BUSYBOX.reference, command: ['sh', '-c', 'trap "exit 0" TERM; sleep 1000 & wait'],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      }],
      containers: [{
        name: 'app', image: BUSYBOX.reference, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      }],
    },
  });

  test('is gone in under 2 s, or as soon as any pod goes, and not after the grace period of 30 s', async () => {
    const rounds = Array.from({ length: ROUNDS }, (_, round) => `${round}`);
    await namespace.apply(manifests((chart) => {
      for (const round of rounds) {
        const pod = new Pod(chart, round);
        new WaitForService(pod, 'wait', { until: { db: postgres({ host: 'nowhere' }), other: tcp({ host: 'kubernetes.default', port: 81 }) } });
        addIdleApp(pod);
      }
    }));
    await namespace.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: rounds.map((round) => control(`control-${round}`)) }));
    const times: { ours: number[]; control: number[] } = { ours: [], control: [] };
    for (const round of rounds) {
      for (const [of, name] of [['control', `control-${round}`], ['ours', `test-${round}`]] as const) {
        await namespace.untilPod('waiting', { name }, (pod) => initRunning(pod, 'wait'));
        times[of].push(await namespace.secondsToDelete(name));
      }
    }
    expect(Math.min(...times.ours)).toBeLessThan(Math.max(2, Math.min(...times.control) + 1));
    expect(Math.max(...times.ours)).toBeLessThan(10);
  });
});

describeIn('a container that is killed in the middle of init', 'restricted', 'killed', (namespace) => {
  // Nobody kills process 1 from within its container: here the shell is another one, for the pod's processes are shared.
  const shareProcesses = (workload: Deployment): void =>
    ApiObject.of(workload.resource).addJsonPatch(JsonPatch.add('/spec/template/spec/shareProcessNamespace', true));
  const kill = (pod: string, container: string) =>
    namespace.kubectl(['exec', pod, '-c', container, '--', '/bin/sh', '-c', 'kill -KILL -1'], { mayFail: true });

  beforeAll(() => namespace.apply(manifests((chart) => webServer(chart, `
body = b'x' * ${HALF} + b'y' * ${HALF}
if path == '/slow.txt' and count == 0:
  self.send_response(200); self.send_header('Content-Length', str(len(body))); self.end_headers()
  out.write(body[:${HALF}]); out.flush(); time.sleep(60); out.write(body[${HALF}:])
else: send(200, body)`))));

  test('a wait starts again', async () => {
    await namespace.apply(manifests((chart) => {
      const web = new Deployment(chart, 'web', { replicas: 1 });
      new WaitForService(web, 'wait', { until: tcp({ host: 'late', port: 8080 }) });
      shareProcesses(web);
      addIdleApp(web);
    }));
    const name = await namespace.untilPod('waiting', { app: 'test-web' }, (pod) => initRunning(pod, 'wait') && pod.metadata.name);
    await kill(name, 'wait');
    await namespace.untilPod('killed', { name }, (pod) => initRun(pod, 'wait')?.exitCode === 137);
    await namespace.kubectl(['create', 'service', 'externalname', 'late', '--external-name', `config.${namespace.name}.svc.cluster.local`]);
    const pod = await namespace.untilReady({ name });
    expect(initRun(pod, 'wait')).toMatchObject({ exitCode: 0, restarts: 1 });
  });

  test('a fetch leaves nothing half-written: the second run has the right content', async () => {
    const sha256 = createHash('sha256').update(BODY).digest('hex');
    await namespace.untilReady({ app: 'test-config' });
    await namespace.apply(manifests((chart) => {
      const web = new Deployment(chart, 'app', { replicas: 1, terminationGracePeriod: Duration.seconds(1) });
      const config = new FetchConfig(web, 'fetch', { from: plainHttp(`${WEB_SERVER}/slow.txt`, { sha256 }) });
      shareProcesses(web);
      web.addContainer('app', {
        image: BUSYBOX, command: ['sh', '-c', 'ls -A /etc/app; sha256sum /etc/app/slow.txt; exec sleep 1000'], mounts: { '/etc/app': config.files },
      });
    }));
    const name = await namespace.untilPod('fetching', { app: 'test-app' }, (pod) => initRunning(pod, 'fetch') && pod.metadata.name);
    const half = async () => (await namespace.kubectl(['exec', name, '-c', 'fetch', '--', 'ls', '-lA', '/files'], { mayFail: true })).stdout;
    await until(async () => / \d{5,6} .*\.prelude-fetch-/.test(await half()), 'half of the body', { deadline: 30_000, every: 200 });
    await kill(name, 'fetch');
    const pod = await namespace.untilReady({ name });
    expect(initRun(pod, 'fetch')).toMatchObject({ exitCode: 0, restarts: 1 });
    expect(await namespace.logs(name, 'app')).toBe(`slow.txt\n${sha256}  /etc/app/slow.txt\n`);
  });
});
