import { appStatus, describeFacts, EMPTY, idle, initStatus, pod, refusal, service, sh, sharing, sleep, workload } from './support/facts';
import { initRun, initRunning, orderOf } from './support/pods';

/* What can be done to init containers, and what they share. */

/** A sidecar that is what a probe asks for only when somebody makes a file in it. */
const sidecar = (probe: object) => sh('proxy', 'exec sleep 1000', { restartPolicy: 'Always', ...probe });
const fileProbe = { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 1, failureThreshold: 1000 };

describeFacts('running', 'facts-running', (namespace, { fact }) => {
  const kubectl = (...args: string[]) => namespace.kubectl(args, { mayFail: true });

  fact('order', 'right', [pod('in-order', ['zebra', 'ape', 'monkey'].map((name) => sh(name, 'sleep 1')))], async () => {
    // orderOf throws where one began before the one before had ended.
    expect(orderOf(await namespace.untilReady({ name: 'in-order' }))).toEqual(['zebra', 'ape', 'monkey']);
  });

  fact('exec', 'wrong', [pod('waits', [sh('wait', 'echo waiting; exec sleep 1000')])], async () => {
    await namespace.untilPod('waiting', { name: 'waits' }, (one) => initRunning(one, 'wait'));
    expect(await kubectl('exec', 'waits', '-c', 'wait', '--', 'echo', 'within')).toMatchObject({ code: 0, stdout: 'within\n' });
    // Without -c it is the app that is meant, and that is not there.
    const { code, stderr } = await kubectl('exec', 'waits', '--', 'echo', 'within');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/container not found|unable to upgrade connection/);
  });

  fact('logs', 'right', [], async () => {
    expect(await kubectl('logs', 'waits', '-c', 'wait')).toMatchObject({ code: 0, stdout: 'waiting\n' });
    const { code, stderr } = await kubectl('logs', 'waits');
    expect(code).not.toBe(0);
    expect(stderr).toContain('container "app" in pod "waits" is waiting to start: PodInitializing');
  });

  fact('handler-without-port', 'wrong', [], async () => {
    const [httpGet, grpc] = [{ path: '/' }, {}];
    for (const [more, says] of [
      [{ readinessProbe: { periodSeconds: 5 } }, 'must specify a handler type'],
      [{ readinessProbe: { httpGet } }, 'port'], [{ livenessProbe: { tcpSocket: {} } }, 'port'], [{ startupProbe: { grpc } }, 'port'],
      [{ lifecycle: { preStop: {} } }, 'must specify a handler type'], [{ lifecycle: { postStart: { httpGet } } }, 'port'],
    ] as const) {
      expect(await refusal(namespace, pod('no-port', [], { ...idle, ...more }))).toContain(says);
    }
  });

  fact('probes', 'wrong', [], async () => {
    const probing = (more: object) => pod('probing', [sh('wait', 'true', { readinessProbe: fileProbe, ...more })]);
    expect(await refusal(namespace, probing({}))).toContain('readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always');
    expect(await refusal(namespace, probing({ restartPolicy: 'Always' }))).toBe('');
    expect(await refusal(namespace, pod('hooked', [sh('wait', 'true', { lifecycle: { preStop: { exec: { command: ['true'] } } } })])))
      .toContain('lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always');
  });

  fact('restart-policy-of-step', 'half right', [], async () => {
    const patient = pod('patient', [sh('wait', 'true', { restartPolicy: 'Never' })]);
    const rules = { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }] };
    const restless = pod('restless', [], { ...idle, ...rules });
    const tried = async (manifest: object) => JSON.parse(
      (await namespace.kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], { input: JSON.stringify(manifest) })).stdout).spec;
    expect((await tried(patient)).initContainers[0].restartPolicy).toBe('Never');
    // The same for a container of the app, with its rules.
    expect((await tried(restless)).containers[0]).toMatchObject(rules);
  });

  fact('same-name', 'right', [], async () => {
    expect(await refusal(namespace, pod('twins', [sh('app', 'true')]))).toContain('Duplicate value: "app"');
  });

  fact('security-context', 'half right', [
    pod('users', [sh('one', 'id', { securityContext: { runAsUser: 1001 } }), sh('two', 'id')], sh('app', 'id; exec sleep 1000'), { securityContext: { runAsUser: 1002 } }),
  ], async () => {
    await namespace.untilReady({ name: 'users' });
    const uid = async (container: string) => /uid=(\d+)/.exec(await namespace.logs('users', container))?.[1];
    expect([await uid('one'), await uid('two'), await uid('app')]).toEqual(['1001', '1002', '1002']);
  });

  fact('environment', 'wrong', [pod('exports', [sh('one', 'export TOKEN=1; echo TOKEN=1 > /etc/environment')], sh('app', 'echo "[$TOKEN]"; exec sleep 1000'))], async () => {
    await namespace.untilReady({ name: 'exports' });
    expect(await namespace.logs('exports', 'app')).toBe('[]\n');
  });

  fact('image-early', 'wrong', [pod('pulls', [sh('one', 'sleep 2'), { name: 'two', image: 'registry.example.com/no-such:1' }])], async () => {
    const one = await namespace.untilPod('an image that is not there', { name: 'pulls' }, (it) => (
      /ErrImagePull|ImagePullBackOff/.test(initStatus(it, 'two')?.state.waiting?.reason ?? '') && it));
    expect(initRun(one, 'one')).toMatchObject({ exitCode: 0 });
  });

  fact('termination-message', 'right', [
    pod('long-last-words', [sh('one', 'seq 1 2000 > /dev/termination-log; exit 1')], idle, { restartPolicy: 'Never' }),
  ], async () => {
    const one = await namespace.untilPod('failed', { name: 'long-last-words' }, (it) => it.status.phase === 'Failed' && it);
    const { message } = initStatus(one, 'one').state.terminated;
    expect(message).toHaveLength(4096);
    // Of what is longer, the end is kept.
    expect(message).toMatch(/\n1999\n2000\n$/);
  });

  fact('sigterm', 'right', [
    pod('deaf', [sh('wait', 'until false; do sleep 1; done')], idle, { terminationGracePeriodSeconds: 25 }),
    pod('hears', [sh('wait', 'trap "exit 1" TERM; until false; do sleep 1 & wait $!; done')], idle, { terminationGracePeriodSeconds: 25 }),
  ], async () => {
    const seconds = async (name: string) => {
      await namespace.untilPod('waiting', { name }, (one) => initRunning(one, 'wait'));
      const start = performance.now();
      await kubectl('delete', 'pod', name);
      return (performance.now() - start) / 1000;
    };
    const [deaf, hears] = await Promise.all([seconds('deaf'), seconds('hears')]);
    namespace.say(`gone after ${deaf.toFixed(1)} s, and with a trap after ${hears.toFixed(1)} s`);
    expect(deaf).toBeGreaterThan(24.5);
    expect(hears).toBeLessThan(20);
  });

  fact('sidecar-readiness', 'wrong', [pod('gates-ready', [sidecar({ readinessProbe: fileProbe }), sh('after', 'true')])], async () => {
    const one = await namespace.untilPod('the step after the sidecar', { name: 'gates-ready' }, (it) => appStatus(it)?.state.running && it);
    expect(initStatus(one, 'proxy').ready).toBe(false);
    expect(initRun(one, 'after')).toMatchObject({ exitCode: 0 });
  });

  fact('sidecar-startup', 'right', [pod('gates-startup', [sidecar({ startupProbe: fileProbe }), sh('after', 'true')])], async () => {
    await namespace.untilPod('the sidecar', { name: 'gates-startup' }, (it) => initRunning(it, 'proxy'));
    await sleep(4);
    expect(initStatus(await namespace.get('pod', 'gates-startup'), 'after').state.waiting.reason).toBe('PodInitializing');
    await kubectl('exec', 'gates-startup', '-c', 'proxy', '--', 'touch', '/tmp/ready');
    await namespace.untilReady({ name: 'gates-startup' });
  });

  fact('sidecar-job', 'wrong', [workload('Job', 'with-sidecar', {
    restartPolicy: 'Never', initContainers: [sidecar({})], containers: [sh('app', 'true')], terminationGracePeriodSeconds: 1,
  })], async () => {
    await namespace.until('the Job', 'jobs', ([job]) => (job?.status.succeeded === 1 ? job : undefined), { name: 'with-sidecar' });
  });

  fact('endpoints', 'right', [
    ...['not-yet', 'already'].flatMap((name) => [pod(name, [sh('wait', 'exec sleep 1000')]), service(name, { app: name }, { publishNotReadyAddresses: name === 'already' })]),
  ], async () => {
    const isEndpoint = (name: string) => namespace.until(`the endpoints of ${name}`, 'endpointslices', ([slice]) => {
      const [endpoint] = slice?.endpoints ?? [];
      return endpoint === undefined ? undefined : endpoint.conditions.ready;
    }, { selector: `kubernetes.io/service-name=${name}` });
    expect(await isEndpoint('not-yet')).toBe(false);
    expect(await isEndpoint('already')).toBe(true);
  });

  fact('shared-files', 'wrong', [(() => {
    const [writer, reader] = sharing('/data', [sh('one', 'touch /data/shared /tmp/own'), sh('app', 'ls /data /tmp; exec sleep 1000')]);
    return pod('files', [writer], reader, { volumes: [EMPTY] });
  })()], async () => {
    await namespace.untilReady({ name: 'files' });
    const log = await namespace.logs('files', 'app');
    expect(log).toContain('shared');
    expect(log).not.toContain('own');
  });
});
