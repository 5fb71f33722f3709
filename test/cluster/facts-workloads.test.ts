import { effectiveRequest } from '../../src/manifest/effective-request';
import { apply, appStatus, describeFacts, idle, initStatus, pod, podSpec, refusal, sh, sleep, workload } from './support/facts';
import type { Json } from './support/kubectl';
import { Namespace } from './support/namespace';
import { initRun, initRunning, startOf } from './support/pods';

/* What Deployments, StatefulSets and Jobs make of pods with init containers, and what is refused. */

/** An app that does not end when it is asked to. */
const slowToEnd = podSpec([], idle, { terminationGracePeriodSeconds: 20 });

describeFacts('workloads', 'facts-workloads', (namespace, { fact }) => {
  const firstPod = (app: string) => namespace.until(`a pod of ${app}`, 'pods', (pods) => pods.find((one) => appStatus(one)?.ready), { selector: `app=${app}` });

  /** Deletes the pod of a workload by hand, and says whether there is another one while that still ends. */
  const overlaps = async (app: string) => {
    const old = await firstPod(app);
    await namespace.kubectl(['delete', 'pod', old.metadata.name, '--wait=false']);
    await namespace.until(`what replaces the pod of ${app}`, 'pods', (pods) => (
      pods.some(({ metadata: { uid } }) => uid !== old.metadata.uid) || undefined), { selector: `app=${app}` });
    const { stdout } = await namespace.kubectl(['get', 'pods', '--selector', `app=${app}`, '-o', 'jsonpath={.items[*].metadata.uid}']);
    return stdout.includes(old.metadata.uid);
  };

  fact('active-deadline-template', 'wrong', [], async () => {
    for (const kind of ['Deployment', 'StatefulSet']) {
      const object = workload(kind, 'bounded', podSpec([], idle, { activeDeadlineSeconds: 60 }), kind === 'StatefulSet' ? { serviceName: 'none' } : {});
      expect(await refusal(namespace, object)).toMatch(/activeDeadlineSeconds.*(not Supported|must not be specified)/i);
    }
  });

  fact('active-deadline-pod', 'half right', [
    pod('endless', [sh('wait', 'until false; do sleep 1; done')], idle, { activeDeadlineSeconds: 12 }),
    pod('at-work', [sh('wait', 'true')], idle, { activeDeadlineSeconds: 600 }),
  ], async () => {
    const failed = (name: string) => namespace.untilPod('failed', { name }, (one) => one.status.phase === 'Failed' && one);
    expect((await failed('endless')).status.reason).toBe('DeadlineExceeded');
    await namespace.untilReady({ name: 'at-work' });
    // The only change that Kubernetes takes here: a shorter one.
    await namespace.kubectl(['patch', 'pod', 'at-work', '--patch', '{"spec":{"activeDeadlineSeconds":10}}']);
    expect((await failed('at-work')).status.reason).toBe('DeadlineExceeded');
  });

  fact('progress-deadline', 'right', [
    workload('Deployment', 'slow', podSpec([sh('wait', 'until test -e /tmp/go; do sleep 1; done')]), { replicas: 1, progressDeadlineSeconds: 5 }),
  ], async () => {
    const { code, stderr } = await namespace.kubectl(['rollout', 'status', 'deployment/slow', '--timeout=100s'], { mayFail: true, seconds: 110 });
    expect(code).not.toBe(0);
    expect(stderr).toContain('exceeded its progress deadline');
    // Nothing was taken back: the pod goes on, and then all is well.
    const name = await namespace.until('the slow pod', 'pods', (pods) => pods.find((one) => initRunning(one, 'wait'))?.metadata.name, { selector: 'app=slow' });
    await namespace.kubectl(['exec', name, '-c', 'wait', '--', 'touch', '/tmp/go']);
    await namespace.until('the late rollout', 'deployments', ([one]) => (one?.status.readyReplicas === 1 ? one : undefined), { name: 'slow' });
    expect(await namespace.kubectl(['rollout', 'status', 'deployment/slow', '--timeout=10s'])).toMatchObject({ code: 0 });
  });

  const rolls = (seconds: number): Json => workload('Deployment', 'rolls',
    podSpec([sh('migrate', `sleep ${seconds}`)], idle, { terminationGracePeriodSeconds: 20 }), { replicas: 1 });
  fact('rollout-one-pod', 'wrong', [rolls(0)], async () => {
    const old = await firstPod('rolls');
    await apply(namespace, [rolls(60)]);
    const next = await namespace.until('the next migration', 'pods', (pods) => (
      pods.find((one) => one.metadata.uid !== old.metadata.uid && initRunning(one, 'migrate'))), { selector: 'app=rolls' });
    expect((await namespace.get('pod', old.metadata.name)).metadata.deletionTimestamp).toBeUndefined();
    // And another change before that has ended: two migrations at the same time.
    await apply(namespace, [rolls(61)]);
    await namespace.until('two migrations at the same time', 'pods', (pods) => (
      pods.filter((one) => initRunning(one, 'migrate')).length > 1 || undefined), { selector: 'app=rolls' });
    expect((await namespace.get('pod', next.metadata.name)).metadata.deletionTimestamp).toBeDefined();
  });

  // All at the same time, for an app that ends slowly; a Job waits ten seconds before it makes a pod again.
  let replaced: Promise<Readonly<Record<string, boolean>>> | undefined;
  const isReplacedEarly = async (name: string) => {
    replaced ??= Promise.all(['recreated', 'single', 'job', 'patient-job'].map(async (each) => [each, await overlaps(each)] as const)).then(Object.fromEntries);
    return (await replaced)[name];
  };

  fact('recreate-one-pod', 'wrong', [workload('Deployment', 'recreated', slowToEnd, { replicas: 1, strategy: { type: 'Recreate' } })], async () => {
    expect(await isReplacedEarly('recreated')).toBe(true);
  });

  fact('stateful-set-one-pod', 'right', [workload('StatefulSet', 'single', slowToEnd, { replicas: 1, serviceName: 'none' })], async () => {
    expect(await isReplacedEarly('single')).toBe(false);
  });

  fact('job-one-pod', 'wrong', [workload('Job', 'job', { ...slowToEnd, restartPolicy: 'Never' }, { backoffLimit: 3 })], async () => {
    expect(await isReplacedEarly('job')).toBe(true);
  });

  fact('job-replacement-failed', 'right', [
    workload('Job', 'patient-job', { ...slowToEnd, restartPolicy: 'Never' }, { backoffLimit: 3, podReplacementPolicy: 'Failed' }),
  ], async () => {
    expect(await isReplacedEarly('patient-job')).toBe(false);
  });

  fact('job-counts-init', 'right', [
    workload('Job', 'gives-up', podSpec([sh('fails', 'exit 1')], idle, { restartPolicy: 'Never' }), { backoffLimit: 0 }),
  ], async () => {
    await namespace.until('the Job to fail', 'jobs', ([job]) => (
      job?.status.conditions ?? []).find(({ type, status, reason }: Json) => type === 'Failed' && status === 'True' && reason === 'BackoffLimitExceeded'), { name: 'gives-up' });
  });

  fact('stateful-set-stays', 'right', [workload('StatefulSet', 'broken', podSpec([sh('fails', 'exit 1')]), { replicas: 1, serviceName: 'none' })], async () => {
    const before = await namespace.untilPod('failed', { name: 'broken-0' }, (one) => initStatus(one, 'fails')?.restartCount > 0 && one);
    await apply(namespace, [workload('StatefulSet', 'broken', podSpec([sh('fails', 'exit 0')]), { replicas: 1, serviceName: 'none' })]);
    await namespace.until('the new revision', 'statefulsets', ([one]) => (
      one?.status.observedGeneration === one?.metadata.generation && one?.status.updateRevision !== one?.status.currentRevision) || undefined, { name: 'broken' });
    await sleep(4);
    expect((await namespace.get('pod', 'broken-0')).metadata.uid).toBe(before.metadata.uid);
    await namespace.kubectl(['delete', 'pod', 'broken-0']);
    await namespace.untilReady({ name: 'broken-0' });
  });

  fact('non-root-image', 'right', [
    pod('root-image', [sh('one', 'id -u', { securityContext: { runAsNonRoot: true } })]),
    pod('root-image-user', [sh('one', 'id -u', { securityContext: { runAsNonRoot: true, runAsUser: 1000 } })]),
  ], async () => {
    const message = await namespace.untilPod('CreateContainerConfigError', { name: 'root-image' }, (one) => {
      const { reason, message: text } = initStatus(one, 'one')?.state.waiting ?? {};
      return reason === 'CreateContainerConfigError' && text;
    });
    expect(message).toContain('container has runAsNonRoot and image will run as root');
    await namespace.untilReady({ name: 'root-image-user' });
    expect(await namespace.logs('root-image-user', 'one')).toBe('1000\n');
  });

  fact('dry-run-deployment', 'wrong', [], async () => {
    const restricted = new Namespace('facts-restricted', 'restricted');
    await restricted.create();
    try {
      const spec = podSpec([], { ...idle, securityContext: { privileged: true } }, { hostNetwork: true });
      expect(await refusal(restricted, workload('Deployment', 'evil', spec))).toBe('');
      expect(await refusal(restricted, { ...pod('evil', []), spec })).toContain('violates PodSecurity "restricted');
    } finally {
      await restricted.remove();
    }
  });

  fact('effective-request', 'wrong', [], async () => {
    const asks = (of: Json, cpu: string, memory: string): Json => ({ ...of, resources: { requests: { cpu, memory }, limits: { cpu: '2', memory: '1Gi' } } });
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard: { 'requests.cpu': '10', 'requests.memory': '10Gi' } } };
    const spec = podSpec([
      asks(sh('one', 'true'), '300m', '100Mi'),
      { ...asks(sh('proxy', 'exec sleep 1000'), '100m', '20Mi'), restartPolicy: 'Always' },
      asks(sh('two', 'true'), '250m', '10Mi'),
    ], asks(idle, '50m', '50Mi'));
    const limited = new Namespace('facts-quota', 'privileged');
    await limited.create();
    const used = (what: string, condition: (amounts: Json) => boolean) => limited.until(what, 'resourcequotas', ([one]) => (
      one?.status.used?.['requests.cpu'] !== undefined && condition(one.status.used) ? one.status.used : undefined));
    try {
      await apply(limited, [quota]);
      await used('the quota', () => true);
      expect(await refusal(limited, pod('no-requests', [sh('one', 'true')], asks(idle, '1m', '1Mi')))).toMatch(/must specify requests.cpu for: one/);
      await apply(limited, [{ ...pod('sums', []), spec }]);
      // Not 700m and 180Mi, the sum; nor 150m and 70Mi, of what runs with the app; the largest moment: `two` beside the proxy, and `one`.
      expect(await used('its use', (amounts) => amounts['requests.cpu'] !== '0')).toEqual({ 'requests.cpu': '350m', 'requests.memory': '100Mi' });
      expect(effectiveRequest(spec)).toEqual({ cpuMillicores: 350, memoryBytes: 100 * 1024 * 1024 });
    } finally {
      await limited.remove();
    }
  });

  fact('apply-annotation', 'right', [], async () => {
    const large = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'large' }, data: { text: 'x'.repeat(262_000) } };
    const write = (verb: readonly string[]) => namespace.kubectl([...verb, '--dry-run=server', '-f', '-'], { input: JSON.stringify(large), mayFail: true });
    expect((await write(['apply'])).stderr).toContain('metadata.annotations: Too long: may not be more than 262144 bytes');
    expect(await write(['create'])).toMatchObject({ code: 0 });
    expect(await write(['apply', '--server-side'])).toMatchObject({ code: 0 });
  });

  fact('wait-for-ready', 'wrong', [pod('never-ready', [sh('fails', 'exit 1')], idle, { restartPolicy: 'Never' })], async () => {
    await namespace.untilPod('failed', { name: 'never-ready' }, (one) => one.status.phase === 'Failed');
    const { code, stderr } = await namespace.kubectl(['wait', '--for=condition=Ready', 'pod/never-ready', '--timeout=3s'], { mayFail: true });
    expect(code).not.toBe(0);
    expect(stderr).toContain('timed out waiting for the condition');
  });

  fact('replica-by-replica', 'half right', [
    workload('StatefulSet', 'ordered', podSpec([sh('one', 'sleep 2')]), { replicas: 2, serviceName: 'none' }),
    workload('Deployment', 'unordered', podSpec([sh('one', 'sleep 12')]), { replicas: 2 }),
  ], async () => {
    const [first, second] = await Promise.all([namespace.untilReady({ name: 'ordered-0' }), namespace.untilReady({ name: 'ordered-1' })]);
    expect(initRun(second, 'one')!.startedAt.getTime()).toBeGreaterThanOrEqual(startOf(first, 'app').getTime());
    const [a, b] = await namespace.until('both', 'pods', (pods) => (pods.length === 2 && pods.every((one) => initRun(one, 'one')) ? pods : undefined), { selector: 'app=unordered' });
    const [runA, runB] = [initRun(a, 'one')!, initRun(b, 'one')!];
    // They overlap.
    expect(runA.startedAt.getTime()).toBeLessThanOrEqual(runB.finishedAt.getTime());
    expect(runB.startedAt.getTime()).toBeLessThanOrEqual(runA.finishedAt.getTime());
  });
});
