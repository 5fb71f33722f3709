import { appStatus, describeFacts, EMPTY, idle, initStatus, pod, sh, sharing, sleep } from './support/facts';
import type { Json } from './support/kubectl';

/* What happens again, and when, after something has gone wrong. */

const firstTimeOnly = 'test -e /data/once || { touch /data/once; exit 1; }';
/** Two steps that share a volume and log their runs there, and an app that does too. */
const logged = (name: string, second: string, app: string): Json => {
  const [a, b, c] = sharing('/data', [
    sh('one', 'echo one >> /data/log'), sh('two', `echo two >> /data/log; ${second}`), sh('app', `echo app >> /data/log; ${app}`),
  ]);
  return pod(name, [a, b], c, { volumes: [EMPTY] });
};

/** The runtime takes a while until it notices, at the start and after the kill. */
const outOfMemory = (after: string) => `sleep 3; dd if=/dev/zero of=/dev/null bs=64M count=1; echo went on after $?; sleep 3; ${after}`;

/** Process 1 of a pod's own namespaces, which the runtime made before all containers: on the node, among all processes. */
const killSandbox = 'for p in /proc/[0-9]*; do grep -q pause $p/comm 2>/dev/null && tr _ - < $p/cgroup 2>/dev/null | grep -q "$UID_OF_POD" && kill -9 "${p#/proc/}"; done';

describeFacts('failure', 'facts-failure', (namespace, { fact }) => {
  const log = async (name: string) => (await namespace.kubectl(['exec', name, '-c', 'app', '--', 'cat', '/data/log'])).stdout.trim().split('\n');

  fact('failure-restarts-pod', 'half right', ['Always', 'OnFailure', 'Never'].map((restartPolicy) => (
    pod(`fails-${restartPolicy.toLowerCase()}`, [sh('one', 'exit 0'), sh('two', 'sleep 1; exit 3')], idle, { restartPolicy }))), async () => {
    for (const name of ['fails-always', 'fails-onfailure']) {
      const before = await namespace.untilPod('begun', { name }, (one) => one.status.podIP && one);
      const after = await namespace.untilPod('started again', { name }, (one) => initStatus(one, 'two')?.restartCount > 0 && one);
      // The same pod, in the same sandbox.
      expect(after.metadata.uid).toBe(before.metadata.uid);
      expect(after.status.podIP).toBe(before.status.podIP);
      expect(after.status.phase).toBe('Pending');
    }
    const never = await namespace.untilPod('failed', { name: 'fails-never' }, (one) => one.status.phase === 'Failed' && one);
    expect(initStatus(never, 'two')).toMatchObject({ restartCount: 0, state: { terminated: { exitCode: 3 } } });
    expect(appStatus(never).state).toEqual({ waiting: { reason: 'PodInitializing' } });
  });

  fact('failure-reruns-all', 'wrong', [logged('one-fails', firstTimeOnly, 'exec sleep 1000')], async () => {
    const one = await namespace.untilReady({ name: 'one-fails' });
    expect(await log('one-fails')).toEqual(['one', 'two', 'two', 'app']);
    expect([initStatus(one, 'one').restartCount, initStatus(one, 'two').restartCount]).toEqual([0, 1]);
  });

  fact('crash-reruns-all', 'wrong', [logged('app-crashes', 'true', `${firstTimeOnly}; exec sleep 1000`)], async () => {
    await namespace.untilPod('started again', { name: 'app-crashes' }, (one) => appStatus(one)?.restartCount === 1 && appStatus(one).ready);
    expect(await log('app-crashes')).toEqual(['one', 'two', 'app', 'app']);
  });

  fact('sandbox-reruns-all', 'right', [logged('sandbox-lost', 'true', 'exec sleep 1000')], async () => {
    const before = await namespace.untilReady({ name: 'sandbox-lost' });
    const killer = pod('killer', [], sh('app', killSandbox, { env: [{ name: 'UID_OF_POD', value: before.metadata.uid }], securityContext: { privileged: true } }),
      { hostPID: true, restartPolicy: 'Never' });
    await namespace.kubectl(['create', '-f', '-'], { input: JSON.stringify(killer) });
    const after = await namespace.untilPod('begun again', { name: 'sandbox-lost' }, (one) => (
      initStatus(one, 'two').containerID !== initStatus(before, 'two').containerID && appStatus(one).ready && one));
    expect(after.metadata.uid).toBe(before.metadata.uid);
    // What the first round has left in the volume is still there.
    expect(await log('sandbox-lost')).toEqual(['one', 'two', 'app', 'one', 'two', 'app']);
  });

  /** A pod that is there after some runs, each of which says when. */
  const succeedsAt = (run: number, name: string): Json => {
    const [fails, app] = sharing('/data', [sh('fails', `cut -d " " -f 1 /proc/uptime >> /data/log; test "$(wc -l < /data/log)" = ${run}`), idle]);
    return pod(name, [fails], app, { volumes: [EMPTY] });
  };
  const pauses = async (name: string) => {
    await namespace.untilReady({ name });
    const starts = (await log(name)).map(Number);
    const between = starts.slice(1).map((start, run) => start - starts[run]!);
    namespace.say(`started again after ${between.map((pause) => pause.toFixed(1)).join(', ')} s`);
    return between;
  };
  fact('back-off', 'half right', [succeedsAt(4, 'backs-off')], async () => {
    // Each is a little longer than kubelet says: it looks once in a while.
    const [first = 0, second = 0, third = 0] = await pauses('backs-off');
    expect(second).toBeGreaterThanOrEqual(10);
    expect(third).toBeGreaterThanOrEqual(20);
    // The first time there is none; a machine that is just starting all these pods may take long by itself.
    const tries = [first];
    for (let one = 0; Math.min(...tries) >= 8 && one < 3; one++) {
      await namespace.kubectl(['create', '-f', '-'], { input: JSON.stringify(succeedsAt(2, `begins-again-${one}`)) });
      tries.push(...await pauses(`begins-again-${one}`));
    }
    expect(Math.min(...tries)).toBeLessThan(8);
  });

  fact('image-change-restarts', 'wrong', [logged('image-changes', 'true', 'exec sleep 1000')], async () => {
    const before = await namespace.untilReady({ name: 'image-changes' });
    await namespace.kubectl(['set', 'image', 'pod/image-changes', 'one=docker.io/library/busybox:1.37']);
    await sleep(4);
    const after = await namespace.get('pod', 'image-changes');
    expect(after.spec.initContainers[0].image).toBe('docker.io/library/busybox:1.37');
    expect(initStatus(after, 'one').containerID).toBe(initStatus(before, 'one').containerID);
    expect(appStatus(after).containerID).toBe(appStatus(before).containerID);
  });

  fact('child-out-of-memory', 'half right', [
    pod('child-killed', [sh('fails', outOfMemory('exit 0'), { resources: { limits: { memory: '16Mi' } } })]),
  ], async () => {
    // cgroup v1 kills the child alone, v2 (kubelet 1.28 or newer) the whole container.
    const one = await namespace.untilPod('killed', { name: 'child-killed' }, (it) => {
      const status = initStatus(it, 'fails');
      return (status?.state.terminated ?? status?.lastState.terminated)?.reason === 'OOMKilled' && status.restartCount > 1 && it;
    });
    const { state, lastState } = initStatus(one, 'fails');
    const terminated = state.terminated ?? lastState.terminated;
    if (terminated.exitCode === 0) {
      // Kubelet does not believe the 0, and begins again; between two runs kubectl shows PodInitializing, as if all were well.
      let shown = '';
      for (let tries = 0; !/ PodInitializing +0 /.test(shown) && tries < 60; tries++) {
        if (tries > 0) await sleep(1);
        shown = (await namespace.kubectl(['get', 'pod', 'child-killed'])).stdout;
      }
      expect(shown).toMatch(/ PodInitializing +0 /);
      // Between two runs there may be no log to be had.
      let told = '';
      for (let tries = 0; !told.includes('went on after 137') && tries < 60; tries++) {
        if (tries > 0) await sleep(1);
        told = await namespace.logs('child-killed', 'fails').catch(() => '');
      }
      expect(told).toContain('went on after 137');
    } else {
      expect(terminated.exitCode).toBe(137);
    }
    expect(appStatus(one).started).toBe(false);
  });
});
